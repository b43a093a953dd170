/** What reports group orders by: project, lead source and custom fields, from the products that were sold. */
import type { z } from 'zod';
import type { reportingRulesSchema } from '../../src/mapping/catalog/attributes/reporting-schema';
import { reportingRulesSchema as schema } from '../../src/mapping/catalog/attributes/reporting-schema';
import { createReportedProducts } from '../../src/activities/reported-products';
import { activityWorlds, type ActivityWorld } from './support/activity-world';
import { staff } from './support/after-sale';
import { importOrder, plan } from './support/steps';

const open = activityWorlds();

const SPRING = 2;
const OUTLET = 1;
const FIELD = 'PCF_WEBORDER';

const openReported = (rules: z.input<typeof reportingRulesSchema>) =>
  open({ rules: { reporting: schema.parse(rules) } });

/** Gives the brand's id. */
async function branded(world: ActivityWorld, name: string, skus: readonly string[]): Promise<void> {
  const { id } = await staff<{ id: number }>(world, 'attributes/brands', { name, description: '' });
  for (const product of world.brightpearl.state().products.values()) {
    if (skus.includes(product.sku)) await staff(world, `products/${product.id}`, { brandId: id });
  }
}

const sold = (...skus: string[]) => ({ lines: skus.map((sku) => ({ sku, name: sku, price: '5.00' })) });

async function made(world: ActivityWorld, ...skus: string[]) {
  const key = world.place(sold(...skus));
  const salesOrderId = await importOrder(world, key);
  const { projectId, leadSourceId, customFields } = world.brightpearl.state().orders.get(salesOrderId)!;
  const notices = (await world.store.orders.get(key))?.details?.['notices'] as readonly string[];
  return { projectId, leadSourceId, field: customFields.get(FIELD), notices };
}

const RULES = {
  assign: [
    { when: { brand: 'Northwind' }, projectId: SPRING, leadSourceId: 5 },
    { when: { brand: 'Southwind' }, projectId: OUTLET },
  ],
  customFields: [{ code: FIELD, from: 'brand' as const }],
};

it('an order has the project, lead source and names of its products, whatever their case in the rules', async () => {
  const world = await openReported(RULES);
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
  const agreeing = await openReported(RULES);
  await brands(agreeing);
  const mixed = await made(agreeing, 'MUG-BLUE', 'MUG-RED', 'LAMP-01');
  expect(mixed).toMatchObject({ projectId: 0, leadSourceId: 5, field: 'Northwind, Southwind' });
  expect(mixed.notices).toContain('its products belong to several projects (2, 1): none is set from them');
  const most = await openReported({ ...RULES, severalProducts: 'most' });
  await brands(most);
  expect(await made(most, 'MUG-BLUE', 'MUG-RED', 'LAMP-01')).toMatchObject({ projectId: SPRING });
});

it('a product without a brand has no say, and leaves the route its own lead source', async () => {
  const world = await openReported({ ...RULES, assign: [{ when: { brand: 'Northwind' }, leadSourceId: 5 }] });
  const { leadSourceId, projectId } = await made(world, 'PEN-GOLD');
  expect([leadSourceId, projectId]).toEqual([world.config.routes[0]!.rules.brightpearl.leadSourceId, 0]);
});

describe('what it costs', () => {
  const productReads = (world: ActivityWorld): number =>
    world.requests('brightpearl').filter((request) => request === 'GET /product-service/product/{ids}').length;

  it('is one request for products that were not sold lately, and none for others', async () => {
    const world = await openReported(RULES);
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

it('a project that the account does not have stops the order with its words, and nothing is lost', async () => {
  const world = await openReported({ assign: [{ projectId: 999 }] });
  const key = world.place(sold('MUG-BLUE'));
  await expect(importOrder(world, key)).rejects.toMatchObject({
    type: 'REJECTED_BY_BRIGHTPEARL',
    message: expect.stringMatching(/project/i) as unknown,
  });
  expect(world.brightpearl.ledger().salesOrders).toEqual([]);
});

it('what staff name otherwise later is no edit of an order that was imported', async () => {
  const world = await openReported(RULES);
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
