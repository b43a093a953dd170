/** What people do with a parcel after the note is made: stages, tracking numbers, shelves, transfers. */
import { aRow, aSalesOrder } from './support/bodies';
import { startListener, type Listener } from './support/a-listener';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

const CUP = 1001;
const ROW = 2001;

let sim: StartedSimulator;
let orderId: number;
beforeEach(async () => {
  sim = await startSimulator();
  sim.simulator.seedCatalog([{ sku: 'CUP', onHand: { 2: 10 } }]);
  const rows = [aRow({ productId: CUP, quantity: '4' })];
  orderId = await sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder({ rows }));
});
afterEach(() => sim.close());

interface NoteView {
  readonly status: Readonly<Record<string, unknown>>;
  readonly shipping: object;
  readonly orderRows: Readonly<Record<string, object[]>>;
  readonly lastEventVersion: number;
}

const idOf = ({ body }: { readonly body: unknown }) => (body as { id: number }).id;
const note = async (more: object = {}) =>
  idOf(await sim.control('POST', 'goods-out-notes', { salesOrderId: orderId, ...more }));
const read = async (id: number) =>
  (await sim.ok<Record<string, NoteView>>('GET', `/warehouse-service/order/*/goods-note/goods-out/${id}`))[id];
const put = (id: number, body: object) => sim.refusal('PUT', `/warehouse-service/goods-note/goods-out/${id}`, body);
const level = async (warehouseId = 2) => {
  const all = await sim.ok<Record<string, { warehouses: Record<string, unknown> }>>(
    'GET',
    `/warehouse-service/product-availability/${CUP}`,
  );
  return all[CUP]?.warehouses[warehouseId];
};
const SHIPPED = { events: [{ eventCode: 'SHW', occured: '2026-11-21T10:00:00Z', eventOwnerId: 4 }] };

describe('PUT goods-out', () => {
  it('changes what it names and leaves the rest', async () => {
    const id = await note({ shippingMethodId: 3 });
    expect(await put(id, { shipping: { reference: '1Z999', boxes: 2, weight: '1.25' }, labelUri: 'http://l' })).toBe(
      '200 ',
    );
    expect(await read(id)).toMatchObject({
      priority: false,
      shipping: { reference: '1Z999', shippingMethodId: 3, boxes: 2, weight: 1.25 },
      labelUri: 'http://l',
    });
  });

  it.each([
    ['a reference of 65 characters', { shipping: { reference: 'x'.repeat(65) } }, '400 WHSC-971'],
    ['a weight of a million', { shipping: { weight: 1_000_000 } }, '400 WHSC-971'],
    ['a label of 513 characters', { labelUri: 'x'.repeat(513) }, '400 WHSC-971'],
    ['an unknown shipping method', { shipping: { shippingMethodId: 99 } }, '400 WHSC-972'],
  ])('refuses %s', async (_case, body, expected) => {
    const id = await note();
    expect(await put(id, body)).toBe(expected);
    expect(await read(id)).toMatchObject({ shipping: { reference: '' } });
  });

  it.each([
    ['refused', '400 WHSB-964', ''],
    ['accepted', '200 ', '1Z999'],
  ] as const)('once shipped, with trackingAfterShipping %s, answers %s', async (mode, expected, reference) => {
    sim.simulator.setSwitches({ trackingAfterShipping: mode });
    const id = await note({ ship: true });
    expect(await put(id, { shipping: { reference: '1Z999' } })).toBe(expected);
    expect(await read(id)).toMatchObject({ shipping: { reference } });
  });

  it('is by staff, too', async () => {
    const id = await note();
    expect((await sim.control('POST', `goods-out-notes/${id}`, { reference: 'A1' })).status).toBe(204);
    expect(await read(id)).toMatchObject({ shipping: { reference: 'A1' } });
    await sim.control('POST', `goods-out-notes/${id}/ship`);
    expect((await sim.control('POST', `goods-out-notes/${id}`, { reference: 'A2' })).status).toBe(400);
  });
});

describe('the stages of a note', () => {
  it('are gone through and back by staff', async () => {
    const id = await note();
    for (const action of ['print', 'pick', 'pack', 'unpack', 'unpick', 'pick']) {
      expect((await sim.control('POST', `goods-out-notes/${id}/${action}`)).status).toBe(204);
    }
    expect(await read(id)).toMatchObject({
      status: { printed: true, picked: true, packed: false, shipped: false },
    });
    expect((await sim.control('POST', `goods-out-notes/${id}/bake`)).status).toBe(404);
  });

  it('take an event for the version that was read, and refuse it for another with 412', async () => {
    const id = await note();
    const version = (await read(id))?.lastEventVersion ?? 0;
    const event = (ifMatch: string) =>
      sim.api('POST', `/warehouse-service/goods-note/goods-out/${id}/event`, SHIPPED, {
        'brightpearl-app-ref': sim.simulator.app.appRef,
        'brightpearl-account-token': sim.simulator.app.token,
        'if-match': ifMatch,
      });
    expect((await event(String(version - 1))).status).toBe(412);
    expect(await read(id)).toMatchObject({ status: { shipped: false } });
    expect((await event(String(version))).status).toBe(200);
    expect(await read(id)).toMatchObject({ status: { shipped: true }, lastEventVersion: version + 4 });
  });
});

it('a row comes from several locations, in a part each', async () => {
  const rows = [
    { sku: 'CUP', quantity: 1, locationId: 12 },
    { sku: 'CUP', quantity: 3, locationId: 13 },
  ];
  const id = await note({ rows, ship: true });
  expect((await read(id))?.orderRows).toEqual({
    [ROW]: [
      { productId: CUP, quantity: 1, locationId: 12 },
      { productId: CUP, quantity: 3, locationId: 13 },
    ],
  });
  expect(await level()).toMatchObject({ inStock: 6, onHand: 6, allocated: 0 });
  expect((await sim.control('POST', 'goods-out-notes', { salesOrderId: orderId, rows })).status).toBe(400);
});

describe('a transfer between warehouses', () => {
  const transfer = (more: object = {}) =>
    sim.control('POST', 'transfers', {
      warehouseId: 2,
      targetWarehouseId: 3,
      rows: [{ sku: 'CUP', quantity: 3 }],
      ...more,
    });

  it('is a note without an order, and claims what it moves', async () => {
    const id = idOf(await transfer());
    expect(await read(id)).toMatchObject({
      orderId: 0,
      transfer: true,
      targetWarehouseId: 3,
      transferRows: [{ productId: CUP, quantity: 3, locationId: 2 }],
    });
    expect(await read(id)).not.toHaveProperty('orderRows');
    expect(await level()).toMatchObject({ inStock: 10, onHand: 7, allocated: 3 });
    const search = '/warehouse-service/goods-note/goods-out-search?columns=goodsOutNoteId,orderId,transfer';
    expect(await sim.ok('GET', search)).toMatchObject({ results: [[id, 0, true]] });
  });

  it('that ships puts the goods into quarantine, where they are for sale once released', async () => {
    await transfer({ ship: true });
    expect(await level()).toMatchObject({ inStock: 7, onHand: 7, allocated: 0 });
    expect(await level(3)).toMatchObject({ inStock: 0, onHand: 0 });
    const release = (quantity: number) =>
      sim.api('POST', '/warehouse-service/warehouse/3/quarantine/release', {
        productId: CUP,
        quantity,
        toLocationId: 4,
      });
    expect((await release(4)).body).toEqual({
      errors: [{ code: 'WHSB-023', message: 'None of the requested products are available in location 5' }],
    });
    expect((await release(2)).body).toEqual({});
    expect(await level(3)).toMatchObject({ inStock: 2, onHand: 2 });
  });

  it('shows in inStock while in quarantine, with quarantineInStock', async () => {
    await transfer({ ship: true });
    sim.simulator.setSwitches({ quarantineInStock: true });
    expect(await level(3)).toMatchObject({ inStock: 3, onHand: 0, allocated: 0 });
  });

  it('moves no more than is free, and to another warehouse', async () => {
    expect((await transfer({ rows: [{ sku: 'CUP', quantity: 11 }] })).status).toBe(400);
    expect((await transfer({ targetWarehouseId: 2 })).status).toBe(400);
  });
});

it('lists the locations of a warehouse, and names the one for what cannot be sold', async () => {
  const path = '/warehouse-service/warehouse/2/location';
  expect(await sim.ok<object[]>('GET', path)).toHaveLength(4);
  expect(await sim.ok('GET', `${path}/3,99`)).toEqual([{ id: 3, warehouseId: 2, groupingA: 'QUARANTINE' }]);
  expect(await sim.ok('GET', `${path}/default`)).toBe(2);
  expect(await sim.ok('GET', `${path}/quarantine`)).toBe(3);
});

describe('its events', () => {
  let listener: Listener;
  beforeEach(async () => {
    listener = await startListener();
    const hook = { uriTemplate: `${listener.url}/?\${full-event}=\${resource-id}`, httpMethod: 'GET' };
    for (const subscribeTo of ['goods-out-note', 'order']) {
      await sim.ok('POST', '/integration-service/webhook', { subscribeTo, ...hook });
    }
  });
  afterEach(() => listener.close());

  it.each([
    [true, ['goods-out-note.modified', 'order.modified']],
    [false, ['goods-out-note.modified']],
  ])('with goodsNotesModifyOrder %s are %j for a new tracking number', async (goodsNotesModifyOrder, expected) => {
    sim.simulator.setSwitches({ goodsNotesModifyOrder: false });
    const id = await note();
    await listener.arrived(1);
    sim.simulator.setSwitches({ goodsNotesModifyOrder });
    await put(id, { shipping: { reference: '1Z999' } });
    await listener.arrived(1 + expected.length);
    const events = listener.received.slice(1).map(({ url }) => new URL(url, listener.url).search.slice(1));
    const names = events.map((event) => event.split('=', 1).join(''));
    expect(new Set(names)).toEqual(new Set(expected));
  });
});
