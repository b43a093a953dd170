import { startListener, type Listener } from './support/a-listener';
import { aRow, aSalesOrder, aWebhook } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

let sim: StartedSimulator;
let listener: Listener;
beforeEach(async () => {
  sim = await startSimulator();
  listener = await startListener();
});
afterEach(async () => {
  await sim.close();
  await listener.close();
});

const found = async (filter: string) =>
  (
    await sim.ok<{ results: unknown[][] }>('GET', `/product-service/product-search?columns=productId&${filter}`)
  ).results.flat();
const listen = (subscribeTo: string, idSetAccepted = true) =>
  sim.ok('POST', '/integration-service/webhook', aWebhook({ subscribeTo, idSetAccepted, uriTemplate: listener.url }));
const received = async (count: number) => {
  await listener.arrived(count);
  return listener.received.map(({ body }) => JSON.parse(body) as { id: string; event: string });
};

describe('many products', () => {
  it('come numbered, with ids in a row, and are found and read like any other', async () => {
    const range = sim.simulator.seedMany({ count: 3_000, skuPrefix: 'TEE-', onHand: { 2: 7 }, brandId: 75 });
    expect(range).toEqual({ firstId: 1001, lastId: 4000 });
    expect(await found('SKU=TEE-3000')).toEqual([4000]);
    expect(await sim.ok('GET', '/product-service/product/4000')).toMatchObject([{ brandId: 75 }]);
    const levels = await sim.ok<object>('GET', '/warehouse-service/product-availability/3801-4000');
    expect(Object.keys(levels)).toHaveLength(200);
    expect(sim.simulator.state().goodsMovements).toEqual([]);
  });

  it('can be asked for by control request', async () => {
    expect((await sim.control('POST', 'products/bulk', { count: 12 })).body).toEqual({ firstId: 1001, lastId: 1012 });
    expect(await found('SKU=SKU-02')).toEqual([1002]);
    expect((await sim.control('POST', 'products/bulk', { count: 0 })).status).toBe(400);
  });

  it('of a hundred thousand are there at once, and are paged through without going over all of them each time', async () => {
    const started = Date.now();
    sim.simulator.seedMany({ count: 100_000, onHand: { 2: 5 } });
    const last = await found('firstResult=99501');
    expect(last).toHaveLength(500);
    expect(last.at(-1)).toBe(101_000);
    expect(Date.now() - started).toBeLessThan(20_000);
  });
});

describe('a product', () => {
  it('has a brand and categories', async () => {
    sim.simulator.seedCatalog([{ sku: 'CUP', brandId: 76, categories: [276, 281] }, { sku: 'PLATE' }]);
    expect(await sim.ok('GET', '/product-service/product/1001')).toMatchObject([
      { brandId: 76, salesChannels: [{ categories: [{ categoryCode: '276' }, { categoryCode: '281' }] }] },
    ]);
    expect(await found('brandId=76')).toEqual([1001]);
    const { reference } = (await sim.api('GET', '/product-service/product-search')).body as { reference: object };
    expect(reference).toEqual({ productCategoryMembership: { 1001: [276, 281], 1002: [296] } });
    expect(await sim.ok('GET', '/product-service/brand/76')).toMatchObject([{ id: 76, name: 'Contoso' }]);
  });

  it('changes its SKU, and then is found by the new one alone', async () => {
    sim.simulator.seedCatalog([{ sku: 'CUP', onHand: { 2: 1 } }, { sku: 'CUP' }]);
    await sim.control('POST', 'products/1001', { sku: 'MUG', status: 'DISCONTINUED' });
    expect([await found('SKU=CUP'), await found('SKU=MUG')]).toEqual([[1002], [1001]]);
    await sim.control('POST', 'stock', { sku: 'CUP', warehouseId: 2, onHand: 9 });
    await sim.control('POST', 'stock', { sku: 'MUG', warehouseId: 2, onHand: 3 });
    expect(await sim.ok('GET', '/warehouse-service/product-availability/1001-1002')).toMatchObject({
      1001: { total: { onHand: 3 } },
      1002: { total: { onHand: 9 } },
    });
  });

  it('can be destroyed while no order has a claim on it', async () => {
    sim.simulator.seedCatalog([{ sku: 'CUP', onHand: { 2: 5 } }]);
    const rows = [aRow({ productId: 1001 })];
    const orderId = await sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder({ rows }));
    await sim.control('POST', `sales-orders/${orderId}/reservation`);
    expect((await sim.control('DELETE', 'products/1001')).status).toBe(400);
    await sim.control('DELETE', `sales-orders/${orderId}/reservation`);
    expect((await sim.control('DELETE', 'products/1001')).status).toBe(204);
    expect(await sim.ok('GET', '/product-service/product/1001')).toEqual([]);
    expect(await found('SKU=CUP')).toEqual([]);
    expect((await sim.control('DELETE', 'products/1001')).status).toBe(400);
  });
});

describe('events', () => {
  it('tell of products that come, change and go', async () => {
    await listen('product');
    await sim.control('POST', 'products', [{ sku: 'A' }, { sku: 'B' }]);
    await sim.control('POST', 'products/1001', { name: 'Cup' });
    await sim.control('DELETE', 'products/1002');
    expect(new Set(await received(3))).toEqual(
      new Set([
        { id: '1001-1002', event: 'product.created' },
        { id: '1001', event: 'product.modified' },
        { id: '1002', event: 'product.destroyed' },
      ]),
    );
  });

  it('tell what can be sold in another quantity, with ranges, and nothing of goods that were claimed before they left', async () => {
    sim.simulator.seedMany({ count: 9, onHand: { 2: 5 } });
    sim.simulator.setSwitches({ webhookGatherMs: 60_000 });
    await listen('product.modified.on-hand-modified');
    const rows = [aRow({ productId: 1001, quantity: '2' })];
    const orderId = await sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder({ rows }));
    await sim.control('POST', `sales-orders/${orderId}/reservation`);
    for (const n of [3, 4, 5]) await sim.control('POST', 'stock', { sku: `SKU-${n}`, warehouseId: 2, onHand: n });
    sim.simulator.clock.advance(60_000);
    expect(await received(1)).toMatchObject([{ id: '1001,1003-1004' }]);
    await sim.control('POST', 'goods-out-notes', { salesOrderId: orderId, ship: true });
    await sim.control('POST', 'stock', { sku: 'SKU-9', warehouseId: 2, receive: 1 });
    sim.simulator.clock.advance(60_000);
    expect(await received(2)).toMatchObject([{}, { id: '1009' }]);
  });

  it('tell of notes, of goods taken in, and of an order that shipped as a whole', async () => {
    sim.simulator.seedCatalog([{ sku: 'CUP', onHand: { 2: 5 } }]);
    for (const resource of ['goods-out-note', 'goods-in-note.created', 'order.modified.fully-shipped']) {
      await listen(resource, false);
    }
    const rows = [aRow({ productId: 1001, quantity: '2' })];
    const salesOrderId = await sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder({ rows }));
    const part = { salesOrderId, rows: [{ sku: 'CUP', quantity: 1 }] };
    await sim.control('POST', 'goods-out-notes', part);
    await sim.control('DELETE', 'goods-out-notes/12001');
    await sim.control('POST', 'goods-out-notes', { ...part, ship: true });
    await sim.control('POST', 'goods-out-notes', { ...part, ship: true });
    await sim.control('POST', 'stock', { sku: 'CUP', warehouseId: 2, receive: 1 });
    const told = (await received(14)).map(({ id, event }) => `${id} ${event}`);
    expect(new Set(told.filter((entry) => !/printed|picked|packed/.test(entry)))).toEqual(
      new Set([
        '12001 goods-out-note.created',
        '12001 goods-out-note.destroyed',
        '12002 goods-out-note.created',
        '12002 goods-out-note.modified.shipped',
        '12003 goods-out-note.created',
        '12003 goods-out-note.modified.shipped',
        `${salesOrderId} order.modified.fully-shipped`,
        '12004 goods-in-note.created',
      ]),
    );
  });
});
