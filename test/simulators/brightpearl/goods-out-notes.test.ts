import { aRow, aSalesOrder } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

const CUP = 1001;
const PLATE = 1002;
const ROWS = { cup: 2001, plate: 2002, giftCard: 2003 };

let sim: StartedSimulator;
let orderId: number;
beforeEach(async () => {
  sim = await startSimulator();
  sim.simulator.seedCatalog([
    { sku: 'CUP', onHand: { 2: 5, 3: 4 } },
    { sku: 'PLATE', onHand: { 2: 5 } },
    { sku: 'GIFT CARD', stockTracked: false },
  ]);
  const rows = [CUP, PLATE, 1003].map((productId) => aRow({ productId, quantity: '4' }));
  orderId = await sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder({ rows }));
});
afterEach(() => sim.close());

const notesPath = () => `/warehouse-service/order/${orderId}/goods-note/goods-out`;
const aLine = (quantity: number | string, more: Record<string, unknown> = {}) => ({
  productId: CUP,
  salesOrderRowId: ROWS.cup,
  quantity,
  ...more,
});
const aNote = (...products: object[]) => ({
  warehouses: [{ releaseDate: '2026-11-21T09:00:00.000Z', warehouseId: 2, transfer: false, products }],
  priority: false,
  shippingMethodId: 2,
});
const create = async (...products: object[]) =>
  (await sim.ok<number[]>('POST', notesPath(), aNote(...products)))[0] ?? 0;
const ship = (id: number) =>
  sim.ok('POST', `/warehouse-service/goods-note/goods-out/${id}/event`, {
    events: [{ eventCode: 'SHW', occured: '2026-11-21T10:00:00.000Z', eventOwnerId: 4 }],
  });
const reserve = () => sim.control('POST', `sales-orders/${orderId}/reservation`);
const level = async (productId = CUP, warehouseId = 2) => {
  const all = await sim.ok<Record<string, { warehouses: Record<string, unknown> }>>(
    'GET',
    `/warehouse-service/product-availability/${productId}`,
  );
  return all[productId]?.warehouses[warehouseId];
};
const codes = async () => {
  const [order] = await sim.ok<Record<string, unknown>[]>('GET', `/order-service/sales-order/${orderId}`);
  return [order?.['allocationStatusCode'], order?.['stockStatusCode'], order?.['shippingStatusCode']];
};

describe('a goods-out note', () => {
  it('from reserved rows changes no level, and takes the reservation along', async () => {
    await reserve();
    const before = await level();
    await create(aLine(4), aLine(4, { productId: PLATE, salesOrderRowId: ROWS.plate }));
    expect(before).toMatchObject({ inStock: 5, onHand: 1, allocated: 4 });
    expect(await level()).toEqual(before);
    expect(await sim.refusal('GET', `/warehouse-service/order/${orderId}/reservation`)).toBe('404 CMNC-404');
    expect(await codes()).toEqual(['AAA', 'SOA', 'SNS']);
  });

  it('from free stock acts as a reservation', async () => {
    await create(aLine('2'));
    expect(await level()).toMatchObject({ inStock: 5, onHand: 3, allocated: 2 });
    expect(await codes()).toEqual(['APA', 'SOP', 'SNS']);
  });

  it('from a reservation that is too small takes the rest from free stock', async () => {
    await sim.control('POST', 'stock', { sku: 'CUP', warehouseId: 2, onHand: 3 });
    await reserve();
    await sim.control('POST', 'stock', { sku: 'CUP', warehouseId: 2, receive: 10 });
    await create(aLine(4));
    expect(await level()).toMatchObject({ inStock: 13, onHand: 9, allocated: 4 });
  });

  it('of another warehouse gives back what was reserved for its rows', async () => {
    await reserve();
    await sim.control('POST', 'goods-out-notes', { salesOrderId: orderId, warehouseId: 3, rows: [{ sku: 'CUP' }] });
    expect(await level(CUP, 2)).toMatchObject({ onHand: 5, allocated: 0 });
    expect(await level(CUP, 3)).toMatchObject({ onHand: 0, allocated: 4 });
    expect(await level(PLATE, 2)).toMatchObject({ onHand: 1, allocated: 4 });
  });

  it('that ships takes the goods away and what was allocated with them', async () => {
    const id = await create(aLine(2));
    await ship(id);
    expect(await level()).toMatchObject({ inStock: 3, onHand: 3, allocated: 0 });
    expect(await codes()).toEqual(['APA', 'SOP', 'SPS']);
    const { results } = await sim.ok<{ results: unknown[][] }>(
      'GET',
      '/warehouse-service/goods-movement-search?columns=goodsNoteId,orderId,salesOrderRowId,quantity,goodsNoteTypeCode',
    );
    expect(results).toEqual([[id, orderId, ROWS.cup, -2, 'GO']]);
  });

  it('that is deleted gives back what it claimed; one that shipped stays', async () => {
    const id = await create(aLine(2));
    await sim.ok('DELETE', `${notesPath()}/${id}`);
    expect(await level()).toMatchObject({ inStock: 5, onHand: 5, allocated: 0 });
    const second = await create(aLine(2));
    await ship(second);
    expect(await sim.refusal('DELETE', `${notesPath()}/${second}`)).toBe('400 WHSB-965');
    expect(await sim.refusal('DELETE', `${notesPath()}/99`)).toBe('404 CMNC-404');
  });

  it('can be one of several, until everything is on one', async () => {
    await create(aLine(3));
    await create(aLine(1));
    expect(await sim.refusal('POST', notesPath(), aNote(aLine(1)))).toBe('400 WHSC-962');
    await create(aLine(4, { productId: PLATE, salesOrderRowId: ROWS.plate }));
    expect(await codes()).toEqual(['AAA', 'SOA', 'SNS']);
  });

  it.each<[string, object[], string]>([
    ['a row without stock', [aLine(1, { productId: 1003, salesOrderRowId: ROWS.giftCard })], '400 WHSC-961'],
    ['a row of another product', [aLine(1, { salesOrderRowId: ROWS.plate })], '400 WHSC-961'],
    ['no quantity', [aLine(0)], '400 WHSC-962'],
    ['more than the row has, in two lines', [aLine(3), aLine(2)], '400 WHSC-962'],
  ])('is refused for %s', async (_case, products, expected) => {
    expect(await sim.refusal('POST', notesPath(), aNote(...products))).toBe(expected);
    expect(await level()).toMatchObject({ onHand: 5, allocated: 0 });
  });

  it('is refused where the goods are not there, for all its warehouses', async () => {
    await sim.control('POST', 'stock', { sku: 'CUP', warehouseId: 2, onHand: 1 });
    const [first] = aNote(aLine(2)).warehouses;
    const warehouses = [{ ...first, warehouseId: 3 }, first];
    expect(await sim.refusal('POST', notesPath(), { warehouses })).toBe('400 WHSB-963');
    expect(await level(CUP, 3)).toMatchObject({ allocated: 0 });
  });

  it('keeps its order from being cancelled', async () => {
    const id = await create(aLine(2));
    const cancel = () => sim.refusal('PUT', `/order-service/order/${orderId}/status`, { orderStatusId: 5 });
    expect(await cancel()).toBe('400 ORDB-924');
    await sim.ok('DELETE', `${notesPath()}/${id}`);
    expect(await cancel()).toBe('200 ');
    expect(await sim.refusal('POST', notesPath(), aNote(aLine(1)))).toBe('400 WHSB-960');
  });
});

describe('its events', () => {
  const event = (id: number, ...eventCodes: string[]) =>
    sim.refusal('POST', `/warehouse-service/goods-note/goods-out/${id}/event`, {
      events: eventCodes.map((eventCode) => ({ eventCode, occured: '2026-11-21T10:00:00Z', eventOwnerId: 182 })),
    });
  const noteOf = async (id: number) =>
    (await sim.ok<Record<string, unknown>>('GET', `/warehouse-service/order/*/goods-note/goods-out/${id}`))[id];

  it('can be undone until it ships, and shipping brings those that are missing', async () => {
    const id = await create(aLine(1));
    expect(await event(id, 'PRI', 'PIC', 'UPI')).toBe('200 ');
    expect(await noteOf(id)).toMatchObject({
      status: { shipped: false, picked: false, packed: false, printed: true, printedById: 182 },
    });
    expect(await event(id, 'SHW')).toBe('200 ');
    expect(await noteOf(id)).toMatchObject({ status: { shipped: true, picked: true, packed: true, printed: true } });
    expect(await event(id, 'UPA')).toBe('400 WHSB-964');
    expect(await event(99, 'SHW')).toBe('404 CMNC-404');
  });
});

describe('reading notes', () => {
  it('gives a map, by note, by order, or by both', async () => {
    const [first, second] = [await create(aLine(1)), await create(aLine(1))];
    const ids = async (orders: string, notes = '') =>
      Object.keys(await sim.ok<object>('GET', `/warehouse-service/order/${orders}/goods-note/goods-out/${notes}`));
    expect(await ids('*', `${first},99`)).toEqual([String(first)]);
    expect(await ids(String(orderId))).toEqual([String(first), String(second)]);
    expect(await ids(`1-500,${orderId}`, String(second)).catch(() => 'refused')).toBe('refused');
    expect(await ids(`400,${orderId}`, String(second))).toEqual([String(second)]);
    expect(await sim.refusal('GET', '/warehouse-service/order/*/goods-note/goods-out')).toBe('400 CMNC-901');
  });

  it.each([
    ['empty', '200 '],
    ['not-found', '404 CMNC-404'],
  ] as const)('finds none, and noGoodsOutNotes %s answers %s', async (noGoodsOutNotes, expected) => {
    sim.simulator.setSwitches({ noGoodsOutNotes });
    expect(await sim.refusal('GET', notesPath())).toBe(expected);
  });

  it('searches by order and by whether it shipped', async () => {
    const [first, second] = [await create(aLine(1)), await create(aLine(1))];
    await ship(first);
    const found = async (filter: string) => {
      const path = `/warehouse-service/goods-note/goods-out-search?columns=goodsOutNoteId&${filter}`;
      return (await sim.ok<{ results: unknown[][] }>('GET', path)).results.flat();
    };
    expect(await found(`orderId=${orderId}`)).toEqual([first, second]);
    expect(await found('shipped=false')).toEqual([second]);
    expect(await found('shippedOn=2026-11-21T00:00:00Z/')).toEqual([first]);
    await sim.ok('DELETE', `${notesPath()}/${second}`);
    expect(await found(`orderId=${orderId}`)).toEqual([first]);
  });
});

describe('what staff do', () => {
  it('fulfills and ships the whole order in one go, with a tracking number', async () => {
    const { body } = await sim.control('POST', 'goods-out-notes', {
      salesOrderId: orderId,
      reference: '1Z999',
      shippingMethodId: 3,
      ship: true,
    });
    const { id } = body as { id: number };
    expect(sim.simulator.ledger().goodsOutNotes).toMatchObject([
      { id, orderId, reference: '1Z999', shippingMethodId: 3, shipped: true, rows: [{ quantity: 4 }, { quantity: 4 }] },
    ]);
    expect(await codes()).toEqual(['AAA', 'SOA', 'ASS']);
  });

  it('ships a part, then deletes and ships notes by their id', async () => {
    const rows = [{ rowId: ROWS.cup, quantity: 1 }];
    const note = async () =>
      ((await sim.control('POST', 'goods-out-notes', { salesOrderId: orderId, rows })).body as { id: number }).id;
    const [first, second] = [await note(), await note()];
    expect((await sim.control('DELETE', `goods-out-notes/${first}`)).status).toBe(204);
    expect((await sim.control('POST', `goods-out-notes/${second}/ship`)).status).toBe(204);
    expect(await level()).toMatchObject({ inStock: 4, allocated: 0 });
  });

  it.each([
    ['no such order', { salesOrderId: 9 }],
    ['a SKU that the order has not', { salesOrderId: 501, rows: [{ sku: 'SPOON' }] }],
    ['a row of both kinds', { salesOrderId: 501, rows: [{ sku: 'CUP', rowId: 2001 }] }],
  ])('is told what is wrong with %s', async (_case, body) => {
    expect(await sim.control('POST', 'goods-out-notes', body)).toMatchObject({ status: 400 });
  });
});
