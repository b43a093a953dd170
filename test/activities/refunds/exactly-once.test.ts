/** Whatever becomes of a request: one credit, one payment out, one goods-in note. */
import { setTimeout as pause } from 'node:timers/promises';
import { Decimal } from 'decimal.js';
import { ageIntents, activityWorlds, type ActivityWorld } from '../support/activity-world';
import { importOrder } from '../support/steps';
import { salesOrderRef } from '../../../src/domain/ids';
import type { OrderKey } from '../../../src/domain/ids';
import type { Fault } from '../../../src/simulators/core/faults';
import type { RouteRules } from '../../../src/mapping/rules';
import { balance, credits, pass, payments, plannedRows, refund, ship, staff, units } from './support';

const open = activityWorlds();

const LATE_MS = 20;

const RULES = (refunds: Partial<RouteRules['refunds']> = {}): { readonly rules: Partial<RouteRules> } => ({
  rules: {
    refunds: {
      mode: 'import',
      restock: { warehouseId: 4, location: 'quarantine', costPriceListId: 1 },
      closeCredits: true,
      brightpearlCredits: 'report',
      orderLevel: {},
      ...refunds,
    },
  },
});

/** One of two mugs that left goes back. */
async function returned(world: ActivityWorld): Promise<OrderKey> {
  const key = world.place({});
  const salesOrderId = await importOrder(world, key);
  await ship(world, salesOrderId);
  refund(world, key, units(world, key, 1));
  return key;
}

const goodsIn = (world: ActivityWorld) => world.brightpearl.ledger().goodsInNotes;

/** Passes as a workflow makes them: again and again, until nothing fails. */
async function untilDone(world: ActivityWorld, key: OrderKey): Promise<void> {
  let last: unknown;
  for (let tries = 0; tries < 8; tries += 1) {
    const passed = await pass(world, key).catch((error: unknown) => {
      last = error;
      return undefined;
    });
    if (passed?.steps.length === 0) return;
    // An hour later what comes late has come.
    await pause(LATE_MS + 30);
    await ageIntents(world);
  }
  throw new Error('Not done after 8 passes', { cause: last });
}

const WRITES = ['sales-credit$', 'customer-payment$', 'goods-note/goods-in$', 'close$'];
const MODES: readonly Omit<Fault, 'path'>[] = [
  { mode: 'status', status: 503, count: 1 },
  { mode: 'drop-before', count: 1 },
  { mode: 'apply-then-drop', count: 1 },
  { mode: 'drop-then-apply-later', delayMs: LATE_MS, count: 1 },
];

describe.each(MODES)('with $mode', (fault) => {
  it.each(WRITES)('on %s', async (path) => {
    const world = await open(RULES());
    const key = await returned(world);
    world.brightpearl.core.faults.add({ ...fault, method: 'POST', path });
    await untilDone(world, key);
    expect(credits(world)).toMatchObject([{ total: '14.02', paymentStatus: 'PAID' }]);
    expect(payments(world)).toEqual([expect.stringMatching(/^RECEIPT 36.65/), expect.stringMatching(/^PAYMENT 14.02/)]);
    expect(goodsIn(world)).toHaveLength(1);
    expect(world.brightpearl.state().orders.get(credits(world)[0]!.id)!.invoiceReference).toMatch(/^SC-/);
  });
});

it('takes goods into quarantine at their cost, and nothing of what has no stock', async () => {
  const world = await open(RULES());
  const id = world.brightpearl.state().productsBySku.get('MUG-BLUE')!.id;
  Object.assign(world.brightpearl.state().products.get(id)!, {
    prices: new Map([[1, new Map([[1, new Decimal('4.2')]])]]),
  });
  const key = await returned(world);
  await untilDone(world, key);
  expect(goodsIn(world)).toMatchObject([{ warehouseId: 4, rows: [{ productId: id, quantity: 1, locationId: 7 }] }]);
  const [note] = world.brightpearl.state().goodsInNotes.values();
  expect(note!.rows[0]!.value.toFixed(2)).toBe('4.20');
});

it('takes the components of a bundle in', async () => {
  const world = await open(RULES());
  const key = world.place({ lines: [{ sku: 'GIFTSET', name: 'Set', price: '20' }], shipping: undefined } as never);
  await ship(world, await importOrder(world, key));
  refund(world, key, units(world, key, 1));
  await untilDone(world, key);
  expect(
    goodsIn(world)[0]
      ?.rows.map(({ quantity }) => quantity)
      .sort(),
  ).toEqual([1, 2]);
});

it('takes nothing in, and leaves the credit open, by default', async () => {
  const world = await open();
  const key = await returned(world);
  await untilDone(world, key);
  expect(goodsIn(world)).toEqual([]);
  expect(world.brightpearl.state().orders.get(credits(world)[0]!.id)!.invoiceReference).toBe('');
});

it('holds a credit whose figures differ, and books nothing on it until it is right', async () => {
  const world = await open(RULES({ creditHoldStatusId: 10 }));
  const key = await returned(world);
  world.brightpearl.core.hooks.afterApplied = async ({ method, path }) => {
    if (method === 'POST' && path.endsWith('/sales-credit')) {
      const credit = [...world.brightpearl.state().orders.values()].at(-1)!;
      credit.rows[0]!.tax = credit.rows[0]!.tax.plus('0.01');
    }
    return undefined;
  };
  expect((await pass(world, key)).issues).toMatchObject([
    { code: 'CREDIT_TOTAL_DIFFERS', details: { expected: { gross: '14.02' }, answered: { gross: '14.03' } } },
  ]);
  expect(payments(world)).toHaveLength(1);
  const { id } = credits(world)[0]!;
  const row = world.brightpearl.state().orders.get(id)!.rows[0]!;
  row.tax = row.tax.minus('0.01');
  await untilDone(world, key);
  expect(credits(world)).toHaveLength(1);
  expect(balance(world)).toBe('22.63');
});

describe('under a new database', () => {
  /** All that it knew is gone, and the order is older than it. */
  async function forget(world: ActivityWorld): Promise<void> {
    for (const table of ['links', 'intents', 'refunds', 'plans', 'snapshots', 'decisions', 'orders'] as const) {
      await world.db.deleteFrom(table).execute();
    }
    await world.db.deleteFrom('watermarks').execute();
    await world.store.watermarks.advance('database', 'born', new Date(Date.now() + 60_000));
  }

  /** What an import finds when it looks for a sales order of ours. */
  async function adopt(world: ActivityWorld, key: OrderKey, salesOrderId: number): Promise<void> {
    await world.store.links.put({
      kind: 'sales-order',
      account: world.account,
      localKey: salesOrderRef(key),
      remoteId: String(salesOrderId),
      order: key,
      meta: { route: 'main', complete: true, sourceHash: 'unknown' },
    });
  }

  it('a credit and its money are found again', async () => {
    const world = await open(RULES());
    const key = await returned(world);
    await untilDone(world, key);
    const salesOrderId = world.brightpearl.ledger().salesOrders[0]!.id;
    await forget(world);
    await adopt(world, key, salesOrderId);
    await untilDone(world, key);
    expect(credits(world)).toHaveLength(1);
    expect(payments(world)).toHaveLength(2);
    expect(goodsIn(world)).toHaveLength(1);
  });

  it('what was taken off stays off, though the rest has left since, and is not paid out again', async () => {
    const world = await open(RULES());
    const key = world.place({});
    const salesOrderId = await importOrder(world, key);
    refund(world, key, units(world, key, 1));
    await pass(world, key);
    const [row] = world.brightpearl.state().orders.get(salesOrderId)!.rows;
    await staff(world, 'DELETE', `sales-orders/${salesOrderId}/reservation`);
    await staff(world, 'POST', `sales-orders/${salesOrderId}`, {
      rows: [{ id: row!.id, quantity: 1, net: 12.95, tax: 1.07 }],
    });
    await ship(world, salesOrderId);
    await forget(world);
    await adopt(world, key, salesOrderId);
    const passed = await pass(world, key);
    expect((await plannedRows(world, key, passed)).expected.gross).toBe('22.63');
    expect(credits(world)).toEqual([]);
    expect(payments(world)).toHaveLength(2);
  });
});
