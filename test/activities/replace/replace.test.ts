/** A sales order that is invoiced is credited as a whole, and the order gets another one: once, and to the cent. */
import { activityWorlds, type ActivityWorld } from '../support/activity-world';
import { staff } from '../support/after-sale';
import { plan } from '../support/steps';
import { choose, documents, edit, invoiced, untilDone, type Invoiced } from './support';
import { routeRulesSchema } from '../../../src/mapping/rules';
import type { Fault } from '../../../src/simulators/core/faults';
import type { OrderKey } from '../../../src/domain/ids';

const open = activityWorlds();

/** Mugs 12.95 each, a notebook 5.01, shipping 7.95, taxed at 8.25 percent. */
const closing = { ...routeRulesSchema.shape.refunds.parse({}), closeCredits: true };

const OLD = { total: '42.07', tax: '3.21' };

const totalsInStore = ({ bigcommerce }: ActivityWorld, { orderId }: OrderKey): number[] => {
  const { header } = bigcommerce.state.orders.get(orderId)!;
  return [Number(header['total_inc_tax']), Number(header['total_tax'])];
};

async function expectAtRest(world: ActivityWorld, key: OrderKey): Promise<void> {
  world.forgetRequests();
  expect(await plan(world, key)).toMatchObject({ kind: 'import', upToDate: true, after: { steps: {}, issues: [] } });
  expect(world.requests('brightpearl')).toEqual([]);
}

async function expectReplaced({ world, key, oldId }: Invoiced): Promise<void> {
  const [before, now, ...others] = documents(world).orders;
  const [credit, ...more] = documents(world).credits;
  const ref = `${key.storeHash}-${key.orderId}`;
  const out = `PAYMENT ${OLD.total} CARD`;
  expect([others, more]).toEqual([[], []]);
  expect(before).toMatchObject({ externalRef: ref, ...OLD, reserved: 0, payments: [`RECEIPT ${OLD.total} CARD`] });
  expect(credit).toMatchObject({ externalRef: `${ref}-replaced-1`, ...OLD, parentId: oldId, payments: [out] });
  expect(now).toMatchObject({ externalRef: `${ref}-r2`, reserved: 4, payments: [`RECEIPT ${OLD.total} CARD`] });
  expect([Number(now!.total), Number(now!.tax)]).toEqual(totalsInStore(world, key));
  await expectAtRest(world, key);
}

it('credits the sales order, carries its money over, and makes another one', async () => {
  const given = await invoiced(open);
  const { world, key } = given;
  const issue = await choose(world, key);
  expect(issue.message).toContain(`connector orders amend ${key.orderId} --apply-edit replace`);
  expect(issue.details).toMatchObject({ choices: expect.arrayContaining([expect.stringContaining('"replace"')]) });
  await untilDone(world, key);
  await expectReplaced(given);
  const newId = world.brightpearl.ledger().salesOrders.at(-1)!.id;
  expect(world.bigcommerce.state.orders.get(key.orderId)!.header['external_order_id']).toBe(String(newId));
  expect((await world.store.orders.get(key))?.salesOrderIds).toEqual([newId]);
});

const WRITES: readonly (readonly [string, string, number])[] = [
  ['POST', 'sales-credit$', 0],
  ['DELETE', 'reservation', 0],
  ['POST', 'customer-payment$', 0],
  ['POST', 'sales-order$', 0],
  ['POST', 'customer-payment$', 1],
  ['POST', 'reservation', 0],
  ['POST', 'sales-credit/\\d+/close$', 0],
];
const MODES: readonly Omit<Fault, 'path'>[] = [
  { mode: 'status', status: 503, count: 1 },
  { mode: 'drop-before', count: 1 },
  { mode: 'apply-then-drop', count: 1 },
  { mode: 'drop-then-apply-later', delayMs: 20, count: 1 },
];

describe.each(MODES)('with $mode', (fault) => {
  it.each(WRITES)('on %s %s, after %i', async (method, path, after) => {
    const given = await invoiced(open, { rules: { refunds: closing } });
    await choose(given.world, given.key);
    const { faults } = given.world.brightpearl.core;
    faults.add({ ...fault, method, path, after });
    await untilDone(given.world, given.key);
    expect(faults.list()).toMatchObject([{ struck: 1 }]);
    await expectReplaced(given);
    const credit = given.world.brightpearl.ledger().salesCredits[0]!;
    expect(given.world.brightpearl.state().orders.get(credit.id)!.invoiceReference).toMatch(/^SC-/);
  });
});

it('gives the old sales order a status that says so, by rule', async () => {
  const edits = { ...routeRulesSchema.shape.edits.parse({}), replacedStatusId: 2 };
  const given = await invoiced(open, { rules: { edits } });
  const { world, key, oldId } = given;
  await choose(world, key);
  await untilDone(world, key);
  await expectReplaced(given);
  expect(world.brightpearl.state().orders.get(oldId)!.statusId).toBe(2);
});

it('is done again after another invoice and another edit', async () => {
  const given = await invoiced(open);
  const { world, key } = given;
  await choose(world, key);
  await untilDone(world, key);
  const second = world.brightpearl.ledger().salesOrders.at(-1)!.id;
  await staff(world, `sales-orders/${second}/invoice`);
  edit(world, key, { products: [{ sku: 'MUG-BLUE', quantity: 1 }] });
  await choose(world, key);
  await untilDone(world, key);
  const { orders, credits } = documents(world);
  const paid = [`RECEIPT ${OLD.total} CARD`];
  const ref = `${key.storeHash}-${key.orderId}`;
  expect(orders.map(({ externalRef, payments }) => [externalRef, payments])).toEqual([
    [ref, paid],
    [`${ref}-r2`, paid],
    [`${ref}-r3`, paid],
  ]);
  expect(credits).toMatchObject([
    { externalRef: `${ref}-replaced-1`, total: orders[0]!.total, tax: orders[0]!.tax },
    { externalRef: `${ref}-replaced-2`, total: orders[1]!.total, tax: orders[1]!.tax },
  ]);
  expect([Number(orders[2]!.total), Number(orders[2]!.tax)]).toEqual(totalsInStore(world, key));
  const refs = world.brightpearl
    .ledger()
    .payments.map(({ transactionRef }) => transactionRef.replace(/^.*-(?=r\d)/, ''));
  expect(refs.slice(1).sort()).toEqual(['r2', 'r2-out', 'r3', 'r3-out']);
  await expectAtRest(world, key);
});
