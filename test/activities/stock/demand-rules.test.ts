/** Which orders count, by the store's rules and by how far they are in Brightpearl. */
import { sql } from 'kysely';
import { partStepOf, plan, planImport, stepOf } from '../support/steps';
import type { WorldOptions } from '../support/activity-world';
import { demandRulesSchema } from '../../../src/mapping/stock/rule-schema';
import type { DemandRules } from '../../../src/mapping/stock/rule-schema';
import { stockWorlds } from './support';

const open = stockWorlds();

const ruled = (rules: Partial<DemandRules>): WorldOptions => ({
  stock: { visibilityLagMs: 0, demand: { ...demandRulesSchema.parse({}), ...rules } },
});

const COMPLETED = 10;

const daysAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000);

it.each([
  [false, 120],
  [true, 117],
])('counts an order that a person leaves alone: %s', async (countSkipped, left) => {
  const shop = await open(ruled({ countSkipped }));
  const key = shop.buy('MUG-BLUE', 3);
  await shop.settle();
  await shop.store.decisions.record({ order: key, verb: 'skip', arguments: {}, actor: 'ann', commandId: 'c1' });
  await plan(shop, key);
  await shop.settle();
  expect(shop.sellable('MUG-BLUE')).toBe(left);
});

it.each([
  [[], 120],
  [[COMPLETED] as const, 117],
])('of orders that were completed before they were imported counts those in %j', async (statuses, left) => {
  const shop = await open(ruled({ countedWhileUnimported: [...statuses] }));
  const key = shop.typeIn('MUG-BLUE', 3, { statusId: COMPLETED });
  await shop.settle();
  expect(shop.sellable('MUG-BLUE')).toBe(left);
  await shop.importOrder(key);
  await shop.told('MUG-BLUE');
  await shop.settle();
  expect([shop.sellable('MUG-BLUE'), await shop.demand('MUG-BLUE')]).toEqual([117, 0]);
});

it('counts an order that is completed and half in Brightpearl, until all of it is', async () => {
  const shop = await open({ rules: { severalAddresses: 'split' } });
  const line = { sku: 'MUG-BLUE', name: 'Mug', price: '20.00', quantity: 2, taxRate: '8.25' };
  const shipping = { cost: '0.00', method: 'Ground' };
  const key = shop.typeIn('MUG-BLUE', 4, {
    statusId: COMPLETED,
    lines: [
      { ...line, address: 0 },
      { ...line, address: 1 },
    ],
    shipping,
    addresses: [{}, { address: { street_1: '2 Other Road' }, shipping }],
  });
  const planned = await planImport(shop, key);
  const { contactId } = await shop.run('ensureContact', stepOf(shop, key, planned));
  const post = async (part: number) => {
    const step = partStepOf(shop, key, planned, part);
    const { salesOrderId } = await shop.run('createSalesOrder', { ...step, contactId });
    await shop.run('reserveStock', { ...step, salesOrderId });
  };
  await post(0);
  await shop.run('sweepMovements', { account: shop.account });
  expect(await shop.demand('MUG-BLUE')).toBe(2);
  await post(1);
  expect(await shop.demand('MUG-BLUE')).toBe(0);
});

it('counts an order that nobody pays for no longer once it has waited long enough, by the nightly look', async () => {
  const shop = await open();
  const unpaid = { statusId: 7, paymentMethod: 'Bank Deposit', paymentStatus: '' };
  const key = shop.typeIn('MUG-BLUE', 3, { ...unpaid, dateCreated: daysAgo(29) });
  await shop.settle();
  await shop.run('requestCompare', { storeHash: shop.storeHash });
  await shop.settle();
  expect(shop.sellable('MUG-BLUE')).toBe(117);
  // Two days go by, and nobody touches the order: its version is the one that was read.
  const placedAt = daysAgo(31).toISOString();
  await sql`update demand_orders set version = now(), facts = facts || ${JSON.stringify({ placedAt })}::jsonb
    where order_id = ${key.orderId}`.execute(shop.db);
  await shop.settle();
  expect(shop.sellable('MUG-BLUE')).toBe(117);
  await shop.run('requestCompare', { storeHash: shop.storeHash });
  await shop.settle();
  expect(shop.sellable('MUG-BLUE')).toBe(120);
});
