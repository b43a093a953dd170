import { warehouses } from './support';
import type { Warehouse } from './support';

const open = warehouses();

/** Notes of so many orders, each read and not told of. */
async function withNotes({ world }: Warehouse, count: number): Promise<void> {
  const { account, storeHash } = world;
  const readings = Array.from({ length: count }, (_, n) => ({
    account,
    kind: 'goods-out' as const,
    noteId: n,
    salesOrderId: n,
    order: { storeHash, orderId: 1_000 + n },
    version: 'v1',
    state: 'shipped' as const,
  }));
  await world.store.notes.record(readings);
}

async function onTheirWay({ world }: Warehouse, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const order = { storeHash: world.storeHash, orderId: 5_000 + n };
    await world.store.orders.upsert({ order, asOf: new Date(), state: 'SYNCING' });
  }
}

it('tells few orders at once, and all of them in the end', async () => {
  const warehouse = await open();
  const { world } = warehouse;
  await withNotes(warehouse, 60);
  const tell = () => world.run('tellOrders', { account: world.account });
  expect(await tell()).toEqual({ told: 50, more: true });
  expect(await tell()).toEqual({ told: 10, more: false });
  expect(await tell()).toEqual({ told: 0, more: false });
  expect(new Set(world.signals.map(({ key }) => key.orderId)).size).toBe(60);
});

it('lets parcels through while many orders are on their way, only fewer', async () => {
  const warehouse = await open();
  const { world } = warehouse;
  await withNotes(warehouse, 20);
  await onTheirWay(warehouse, 60);
  expect(await world.run('tellOrders', { account: world.account })).toEqual({ told: 5, more: true });
});

it('tells an order once of all its notes of a kind', async () => {
  const warehouse = await open();
  const { world } = warehouse;
  await withNotes(warehouse, 2);
  await world.db.updateTable('notes').set({ orderId: 7 }).execute();
  expect(await world.run('tellOrders', { account: world.account })).toEqual({ told: 1, more: false });
  expect(world.signals).toHaveLength(1);
});

it('tells nobody of a store that is configured no more', async () => {
  const warehouse = await open();
  const { world } = warehouse;
  await withNotes(warehouse, 1);
  await world.db.updateTable('notes').set({ storeHash: 'former' }).execute();
  expect(await world.run('tellOrders', { account: world.account })).toMatchObject({ more: false });
  expect(await world.run('tellOrders', { account: world.account })).toMatchObject({ told: 0 });
  expect(world.signals).toEqual([]);
});
