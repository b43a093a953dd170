/** What reports group orders by: project, lead source and custom fields, from the products that were sold. */
import type { z } from 'zod';
import type { reportingRulesSchema } from '../../src/mapping/catalog/attributes/reporting-schema';
import { createReportedProducts } from '../../src/activities/reported-products';
import { activityWorlds, type ActivityWorld } from './support/activity-world';
import { BY_BRAND, branded, FIELD, reportedOf, reporting, sold, SPRING, unbranded } from './support/reported';
import { importOrder, plan } from './support/steps';

const open = activityWorlds();

const openReported = (rules: z.input<typeof reportingRulesSchema>) => open({ rules: reporting(rules) });

async function made(world: ActivityWorld, ...skus: string[]) {
  const key = world.place(sold(...skus));
  return reportedOf(world, key, await importOrder(world, key));
}

it('an order has the project, lead source and names of its products, whatever their case in the rules', async () => {
  const world = await openReported(BY_BRAND);
  await branded(world, 'NORTHWIND', ['MUG-BLUE', 'MUG-RED']);
  expect(await made(world, 'MUG-BLUE', 'MUG-RED')).toMatchObject({
    projectId: SPRING,
    leadSourceId: 5,
    field: 'NORTHWIND',
  });
});

it('an order whose products differ has none, and says so; or what most of its rows have', async () => {
  const brands = async (world: ActivityWorld): Promise<void> => {
    await branded(world, 'Northwind', ['MUG-BLUE', 'MUG-RED']);
    await branded(world, 'Southwind', ['LAMP-01']);
  };
  const agreeing = await openReported(BY_BRAND);
  await brands(agreeing);
  const mixed = await made(agreeing, 'MUG-BLUE', 'MUG-RED', 'LAMP-01');
  expect(mixed).toMatchObject({ projectId: 0, leadSourceId: 5, field: 'Northwind, Southwind' });
  expect(mixed.notices).toContain('its products belong to several projects (2, 1): none is set from them');
  const most = await openReported({ ...BY_BRAND, severalProducts: 'most' });
  await brands(most);
  expect(await made(most, 'MUG-BLUE', 'MUG-RED', 'LAMP-01')).toMatchObject({ projectId: SPRING });
});

it('a product of a brand without a rule has no say, and leaves the route its own lead source', async () => {
  const world = await openReported({ ...BY_BRAND, assign: [{ when: { brand: 'Northwind' }, leadSourceId: 5 }] });
  const { leadSourceId, projectId } = await made(world, 'PEN-GOLD');
  expect([leadSourceId, projectId]).toEqual([world.config.routes[0]!.rules.brightpearl.leadSourceId, 0]);
});

describe('what it costs', () => {
  const productReads = (world: ActivityWorld): number =>
    world.requests('brightpearl').filter((request) => request === 'GET /product-service/product/{ids}').length;

  it('is one request for products that were not sold lately, and none for others', async () => {
    const world = await openReported(BY_BRAND);
    await branded(world, 'Northwind', ['MUG-BLUE']);
    await made(world, 'MUG-BLUE');
    world.forgetRequests();
    await made(world, 'MUG-BLUE');
    expect(productReads(world)).toBe(0);
    expect(world.requests('brightpearl')).not.toContain('GET /product-service/brand');
    await made(world, 'MUG-BLUE', 'LAMP-01');
    expect(productReads(world)).toBe(1);
  });

  it('is nothing on a route without rules for it', async () => {
    const world = await open();
    await made(world, 'MUG-BLUE');
    expect(productReads(world)).toBe(0);
  });
});

it('a text that is too long for its field is cut, and the order says so', async () => {
  const world = await openReported({ customFields: [{ code: FIELD, from: 'brand', limit: 12 }] });
  await branded(world, 'Northwind', ['MUG-BLUE']);
  await branded(world, 'Southwind', ['LAMP-01']);
  const { field, notices } = await made(world, 'MUG-BLUE', 'LAMP-01');
  expect(field).toBe('Northwind, S');
  expect(notices).toContain(`custom field ${FIELD}: the brands of its products were cut to 12 characters`);
});

it('a product without a brand lists nothing, and its order has no field', async () => {
  const world = await openReported(BY_BRAND);
  await branded(world, 'Northwind', ['MUG-BLUE']);
  unbranded(world, 'PEN-GOLD');
  expect(await made(world, 'PEN-GOLD')).toMatchObject({ projectId: 0, field: undefined });
  expect(await made(world, 'PEN-GOLD', 'MUG-BLUE')).toMatchObject({ projectId: SPRING, field: 'Northwind' });
});

it('what staff corrected is read anew for an order that somebody retries, and only for it', async () => {
  const world = await openReported(BY_BRAND);
  await branded(world, 'Northwind', ['MUG-BLUE']);
  await made(world, 'MUG-BLUE');
  await branded(world, 'Southwind', ['MUG-BLUE']);
  expect(await made(world, 'MUG-BLUE')).toMatchObject({ field: 'Northwind' });
  const key = world.place(sold('MUG-BLUE'));
  const command = { verb: 'retry', actor: 'ann', commandId: 'a', arguments: {} } as const;
  await world.run('recordDecision', { key, asOf: Date.now(), command });
  expect(await reportedOf(world, key, await importOrder(world, key))).toMatchObject({
    projectId: 1,
    field: 'Southwind',
  });
});

it('what staff name otherwise later is no edit of an order that was imported', async () => {
  const world = await openReported(BY_BRAND);
  await branded(world, 'Northwind', ['MUG-BLUE']);
  const key = world.place(sold('MUG-BLUE'));
  await importOrder(world, key);
  await branded(world, 'Southwind', ['MUG-BLUE']);
  Object.assign(world.deps, { reported: freshReading(world) });
  const planned = await plan(world, key);
  expect(planned).toMatchObject({ kind: 'import', upToDate: true });
  expect('after' in planned && planned.after).toMatchObject({ steps: {}, issues: [] });
});

/** As a process that was just started. */
const freshReading = ({ deps }: ActivityWorld) => createReportedProducts((account) => deps.brightpearl(account));
