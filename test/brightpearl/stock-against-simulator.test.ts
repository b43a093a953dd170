/** The client's stock, read from a simulated account that moves. */
import { createBrightpearlClient, type BrightpearlClient } from '../../src/brightpearl/client';
import { createBrightpearlSimulator, type BrightpearlSimulator } from '../../src/simulators/brightpearl/simulator';
import type { RunningSimulator } from '../../src/simulators/core/server';

let simulator: BrightpearlSimulator;
let running: RunningSimulator;
let client: BrightpearlClient;

beforeEach(async () => {
  simulator = createBrightpearlSimulator({ quotaPerMinute: 10_000 });
  running = await simulator.listen(0);
  const { appRef, token } = simulator.app;
  client = createBrightpearlClient({
    apiUrl: running.url,
    account: simulator.accountCode,
    auth: { kind: 'private-app', appRef, accountToken: token },
    observe: () => undefined,
  });
});
afterEach(() => running.close());

async function control<T>(path: string, body?: unknown, method = 'POST'): Promise<T> {
  const answer = await fetch(`${running.url}/_sim/${path}`, { method, body: JSON.stringify(body ?? {}) });
  if (!answer.ok) throw new Error(await answer.text());
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

async function anOrder(sku: string, quantity: number): Promise<number> {
  const productId = simulator.state().productsBySku.get(sku)?.id;
  const row = { productId, name: sku, quantity: String(quantity), taxCode: 'T', net: '1', tax: '0' };
  const { id } = await control<{ id: number }>('sales-orders', { customer: { id: 304 }, channelId: 4, rows: [row] });
  return id;
}

const reserve = (orderId: number) => control(`sales-orders/${orderId}/reservation`);
const levelIn = async (productId: number, warehouseId = 2) =>
  (await client.stock.availability([productId])).products.get(productId)?.warehouses.get(warehouseId);
const counts = () => Object.values(simulator.core.requests.counts()).reduce((sum, count) => sum + count, 0);

it('follows an order from its reservation until it is shipped', async () => {
  simulator.seedCatalog([{ sku: 'MUG', onHand: { 2: 5 } }]);
  const orderId = await anOrder('MUG', 3);
  await reserve(orderId);
  expect(await levelIn(1001)).toEqual({ inStock: '5', onHand: '2', allocated: '3' });
  expect((await client.reservations.readMany([orderId])).get(orderId)?.rows.size).toBe(1);

  await control('goods-out-notes', { salesOrderId: orderId, reference: '1Z999', ship: true });
  expect(await levelIn(1001)).toEqual({ inStock: '2', onHand: '2', allocated: '0' });
  expect(await client.stock.notesOfOrders([orderId])).toMatchObject([
    { orderId, shipped: true, reference: '1Z999', rows: [{ productId: 1001, quantity: '3' }] },
  ]);
  expect(await client.reservations.readMany([orderId])).toEqual(new Map());
  const moved: unknown[] = [];
  for await (const page of client.stock.movementsSince(new Date(Date.now() - 60_000))) moved.push(...page);
  expect(moved).toMatchObject([{ productId: 1001, warehouseId: 2, quantity: '-3', type: 'GO', orderId }]);
});

it('reads the stock of 1,000 products with the fewest requests, and of all but the bad ones with few more', async () => {
  const { firstId } = simulator.seedMany({ count: 1_000, onHand: { 2: 7 } });
  const ids = Array.from({ length: 1_000 }, (_, at) => firstId + at);
  expect((await client.stock.availability(ids)).products.size).toBe(1_000);
  expect(counts()).toBe(5);

  simulator.setSwitches({ badIdFailsChunk: true, untrackedIdFailsChunk: true });
  await control(`products/${firstId + 10}`, undefined, 'DELETE');
  await control(`products/${firstId + 20}`, { stockTracked: false });
  const { products, unanswered } = await client.stock.availability(ids);
  expect(unanswered).toEqual([firstId + 10, firstId + 20]);
  expect(products.size).toBe(998);
  expect(counts()).toBe(5 + 7);
});

it('tells a bundle by its scarcest part', async () => {
  const components = [
    { sku: 'MUG', quantity: 2 },
    { sku: 'LID', quantity: 1 },
  ];
  simulator.seedCatalog([
    { sku: 'MUG', onHand: { 2: 5 } },
    { sku: 'LID', onHand: { 2: 9, 3: 1 } },
    { sku: 'SET', components },
  ]);
  const found = await client.products.readMany([1003]);
  expect(found.get(1003)?.composition.bundleComponents).toEqual([
    { productId: 1001, productQuantity: 2 },
    { productId: 1002, productQuantity: 1 },
  ]);
  expect(await client.stock.bundleAvailability(1003)).toEqual({ total: '2', warehouses: new Map([[2, '2']]) });
  expect(await client.stock.bundleAvailability(1001)).toBeUndefined();
});

describe('reservations of many orders', () => {
  beforeEach(() => simulator.seedCatalog([{ sku: 'MUG', onHand: { 2: 50 } }]));

  it.each(['accepted', 'refused'] as const)('are read, with id sets %s', async (reservationIdSets) => {
    const ids = [await anOrder('MUG', 1), await anOrder('MUG', 2), await anOrder('MUG', 3)];
    for (const id of ids.slice(1)) await reserve(id);
    simulator.setSwitches({ reservationIdSets });
    const found = await client.reservations.readMany([...ids, 999]);
    expect([...found.keys()]).toEqual(expect.arrayContaining(ids.slice(1)));
    expect(found.size).toBe(2);
    expect(counts()).toBe(reservationIdSets === 'accepted' ? 1 : 5);
  });

  it('are none where there are none', async () => {
    expect(await client.reservations.readMany([await anOrder('MUG', 1), 999])).toEqual(new Map());
    expect(await client.reservations.readMany([])).toEqual(new Map());
  });
});

describe('products', () => {
  it('have a brand and categories', async () => {
    simulator.seedCatalog([{ sku: 'MUG', brandId: 76, categories: [276, 281] }]);
    expect((await client.products.readMany([1001])).get(1001)).toMatchObject({ brandId: 76, categories: [276, 281] });
  });

  it('are walked, all of them once, also when some go and come on the way', async () => {
    const { firstId, lastId } = simulator.seedMany({ count: 1_600 });
    const seen: number[] = [];
    for await (const { rows } of client.products.walk()) {
      seen.push(...rows.map(({ productId }) => productId));
      if (seen.length !== 500) continue;
      for (const id of [firstId + 3, firstId + 499]) await control(`products/${id}`, undefined, 'DELETE');
      await control('products', { sku: 'NEW' });
    }
    expect(seen).toHaveLength(1_601);
    // Four pages, one that shows that rows have moved up, and the one before it again.
    expect(counts()).toBe(6);
    expect(new Set(seen)).toEqual(new Set(Array.from({ length: lastId - firstId + 2 }, (_, at) => firstId + at)));
  });
});

describe('goods-out notes', () => {
  const since = new Date(Date.now() - 60_000);

  async function listed(by: 'createdOn' | 'shippedOn', unshipped = false) {
    const rows = [];
    for await (const page of client.stock.walkNotes({ by, since, unshipped })) rows.push(...page);
    return rows;
  }

  beforeEach(() => {
    simulator.seedCatalog([{ sku: 'MUG', onHand: { 2: 50 } }]);
  });

  it('are found by when they were made and when they left, transfers never', async () => {
    const orderId = await anOrder('MUG', 3);
    const { id } = await control<{ id: number }>('goods-out-notes', { salesOrderId: orderId, ship: false });
    await control('transfers', { warehouseId: 2, targetWarehouseId: 3, rows: [{ sku: 'MUG', quantity: 1 }] });
    expect(await listed('createdOn')).toMatchObject([{ id, orderId, shipped: false, shippedOn: undefined }]);
    expect(await listed('shippedOn')).toEqual([]);
    await control(`goods-out-notes/${id}/ship`);
    expect(await listed('shippedOn')).toMatchObject([{ id, orderId, shipped: true, shippedOn: expect.any(String) }]);
    expect(await listed('createdOn')).toHaveLength(1);
    expect(await listed('createdOn', true)).toEqual([]);
  });

  it('are read by their ids, 500 to a request, without those that are gone', async () => {
    const orderId = await anOrder('MUG', 3);
    const rows = (quantity: number) => [{ sku: 'MUG', quantity }];
    const made = [];
    for (const quantity of [1, 2]) {
      const body = { salesOrderId: orderId, rows: rows(quantity), reference: `T${quantity}`, ship: false };
      made.push((await control<{ id: number }>('goods-out-notes', body)).id);
    }
    const [first = 0, second = 0] = made;
    await control(`goods-out-notes/${first}`, undefined, 'DELETE');
    const before = counts();
    const notes = await client.stock.notes([first, second, ...Array.from({ length: 700 }, (_, n) => 100_000 + n)]);
    expect(notes).toMatchObject([{ id: second, orderId, shipped: false, reference: 'T2', rows: [{ quantity: '2' }] }]);
    expect(counts() - before).toBe(2);
  });
});

describe('drop-ship notes', () => {
  interface Made {
    readonly id: number;
    readonly purchaseOrderId: number;
  }

  beforeEach(() => {
    simulator.seedCatalog([{ sku: 'MUG', onHand: { 2: 50 } }]);
  });

  it('are read by their ids, by their sales order and by their purchase order', async () => {
    const orderId = await anOrder('MUG', 3);
    const { id, purchaseOrderId } = await control<Made>('drop-ship-notes', { salesOrderId: orderId });
    const note = {
      id,
      orderId,
      purchaseOrderId,
      shipped: false,
      shippedOn: undefined,
      reference: '',
      shippingMethodId: undefined,
      rows: [{ salesOrderRowId: expect.any(Number), productId: 1001, quantity: '3' }],
    };
    expect(await client.stock.dropShipNotes([id, id + 1])).toEqual([note]);
    expect(await client.stock.dropShipNotesOfOrders([orderId])).toEqual([note]);
    expect(await client.stock.dropShipNotesOfOrders([purchaseOrderId, orderId])).toEqual([note]);
    expect(await client.stock.dropShipNotesOfOrders([orderId + 1_000])).toEqual([]);
  });

  it.each([
    ['hidden', ''],
    ['shipping', '1Z999'],
  ] as const)(
    'show when they left, and a tracking number only where the account does (%s)',
    async (where, reference) => {
      simulator.setSwitches({ dropShipTracking: where });
      const orderId = await anOrder('MUG', 3);
      const { id } = await control<Made>('drop-ship-notes', { salesOrderId: orderId });
      await control(`drop-ship-notes/${id}/ship`, { trackingReference: '1Z999' });
      const [note] = await client.stock.dropShipNotes([id]);
      expect(note).toMatchObject({ shipped: true, shippedOn: expect.any(String), reference });
    },
  );

  it.each(['empty', 'not-found'] as const)('are none where there is none, answered as %s', async (answer) => {
    simulator.setSwitches({ noGoodsOutNotes: answer });
    expect(await client.stock.dropShipNotes([1])).toEqual([]);
    expect(await client.stock.dropShipNotesOfOrders([1])).toEqual([]);
  });
});
