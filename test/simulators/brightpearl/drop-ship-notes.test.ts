import { aRow, aSalesOrder } from './support/bodies';
import { startListener } from './support/a-listener';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

const [CUP, PLATE, SET] = [1001, 1002, 1003];
const ROWS = { cup: 2001, plate: 2002 };
const SUPPLIER_ID = 303;

let sim: StartedSimulator;
let orderId: number;
let purchaseOrderId: number;
let purchaseRowId: number;
beforeEach(async () => {
  sim = await startSimulator();
  sim.simulator.seedCatalog([
    { sku: 'CUP', onHand: { 2: 5 } },
    { sku: 'PLATE', onHand: { 2: 5 } },
    { sku: 'SET', components: [{ sku: 'CUP', quantity: 2 }] },
  ]);
  const rows = [CUP, PLATE].map((productId) => aRow({ productId, quantity: '4' }));
  orderId = await sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder({ rows }));
  purchaseOrderId = await sim.ok<number>('POST', '/order-service/order', {
    orderTypeCode: 'PO',
    reference: 'PO-1',
    parties: { supplier: { contactId: SUPPLIER_ID } },
  });
  purchaseRowId = await sim.ok<number>('POST', `/order-service/order/${purchaseOrderId}/row`, aPurchaseRow(CUP));
});
afterEach(() => sim.close());

const aPurchaseRow = (productId: number) => ({
  productId,
  quantity: { magnitude: 4 },
  rowValue: { taxCode: 'T', rowNet: { value: 8 }, rowTax: { value: 0 } },
});
const aSupply = (goods: object = {}, supply: object = {}) => ({
  suppliers: [
    {
      supplierId: SUPPLIER_ID,
      purchaseOrderId,
      products: [
        {
          productId: CUP,
          purchaseOrderRowId: purchaseRowId,
          salesOrderRowId: ROWS.cup,
          quantity: 4,
          productValue: { currency: 'USD', value: 2 },
          ...goods,
        },
      ],
      ...supply,
    },
  ],
});
const path = (order = orderId) => `/warehouse-service/order/${order}/goods-note/drop-ship`;
const create = async (goods: object = {}) => (await sim.ok<number[]>('POST', path(), aSupply(goods)))[0] ?? 0;
const ship = (id: number, more: object = {}) =>
  sim.refusal('POST', `/warehouse-service/goods-note/drop-ship/${id}/event`, {
    events: [{ eventCode: 'SHS', occured: '2026-11-21T10:00:00.000Z', eventOwnerId: 4 }],
    ...more,
  });
const read = async (id: number) =>
  (
    await sim.ok<Record<string, Record<string, unknown>>>(
      'GET',
      `/warehouse-service/order/*/goods-note/drop-ship/${id}`,
    )
  )[id];
const codes = async (id = orderId) => {
  const [order] = await sim.ok<Record<string, unknown>[]>('GET', `/order-service/order/${id}`);
  return [order?.['allocationStatusCode'], order?.['stockStatusCode'], order?.['shippingStatusCode']];
};

describe('a drop-ship note', () => {
  it('fulfills rows without moving any stock, and gives back what was reserved for them', async () => {
    await sim.control('POST', `sales-orders/${orderId}/reservation`);
    const id = await create();
    expect(await codes()).toEqual(['AAA', 'SOP', 'SNS']);
    const { levels, movements } = (await sim.control('GET', 'stock')).body as { levels: object[]; movements: object[] };
    expect(levels).toMatchObject([
      { sku: 'CUP', warehouses: { 2: { inStock: 5, onHand: 5, allocated: 0 } } },
      { sku: 'PLATE', warehouses: { 2: { inStock: 5, onHand: 1, allocated: 4 } } },
    ]);
    expect(await ship(id)).toBe('200 ');
    expect(movements).toEqual([]);
    expect(await codes()).toEqual(['AAA', 'SOP', 'SPS']);
  });

  it('reads as documented, and shows no tracking number', async () => {
    const id = await create({ quantity: 1 });
    expect(await read(id)).toMatchObject({ status: { shipped: false } });
    expect(await ship(id, { trackingReference: 22, shippingMethodId: 2 })).toBe('200 ');
    expect(await read(id)).toMatchObject({
      orderId,
      purchaseOrderId,
      supplierId: SUPPLIER_ID,
      status: { shipped: true, shippedOn: '2026-11-21T04:00:00.000-06:00', shippedById: 4 },
      orderRows: { [ROWS.cup]: [{ productId: CUP, quantity: 1, locationId: 0 }] },
      events: expect.arrayContaining([expect.objectContaining({ eventCode: 'SHS', eventOwnerId: 4 })]),
    });
    expect(await read(id)).not.toHaveProperty('shipping');
    sim.simulator.setSwitches({ dropShipTracking: 'shipping' });
    expect(await read(id)).toMatchObject({ shipping: { reference: '22', shippingMethodId: 2 } });
  });

  it('is found by its sales order and by its purchase order', async () => {
    const id = await create();
    for (const order of [orderId, purchaseOrderId]) {
      expect(Object.keys(await sim.ok<object>('GET', path(order)))).toEqual([String(id)]);
    }
    expect(await sim.refusal('GET', '/warehouse-service/order/*/goods-note/drop-ship')).toBe('400 CMNC-901');
    expect(await sim.refusal('GET', path(9))).toBe('200 ');
    sim.simulator.setSwitches({ noGoodsOutNotes: 'not-found' });
    expect(await sim.refusal('GET', path(9))).toBe('404 CMNC-404');
  });

  it('makes its purchase order one for drop-shipping, received when it ships', async () => {
    const id = await create();
    const [before] = await sim.ok<object[]>('GET', `/order-service/order/${purchaseOrderId}`);
    expect(before).toMatchObject({ isDropship: true, stockStatusCode: 'PON', allocationStatusCode: 'ANR' });
    await ship(id);
    expect((await codes(purchaseOrderId))[1]).toBe('POA');
  });

  it.each<[string, () => object, string]>([
    ['a row of another product', () => aSupply({ salesOrderRowId: ROWS.plate }), '400 WHSC-961'],
    ['more than the row has', () => aSupply({ quantity: 5 }), '400 WHSC-962'],
    ['a supplier who has another order', () => aSupply({}, { supplierId: 304 }), '400 WHSC-981'],
    ['a purchase order that is a sale', () => aSupply({}, { purchaseOrderId: orderId }), '400 WHSC-981'],
    ['a purchase row that is not there', () => aSupply({ purchaseOrderRowId: ROWS.cup }), '400 WHSC-982'],
    ['no purchase row', () => aSupply({ purchaseOrderRowId: undefined }), '400 WHSC-984'],
  ])('is refused for %s', async (_case, body, expected) => {
    expect(await sim.refusal('POST', path(), body())).toBe(expected);
    expect(sim.simulator.ledger().dropShipNotes).toEqual([]);
  });

  it('takes no more than the supplier was sent an order for', async () => {
    await create({ quantity: 3 });
    await sim.ok('PATCH', `/order-service/order/${orderId}/row/${ROWS.cup}`, [
      { op: 'replace', path: '/quantity/magnitude', value: 9 },
    ]);
    expect(await sim.refusal('POST', path(), aSupply({ quantity: 2 }))).toBe('400 WHSC-983');
    expect(await sim.refusal('POST', path(), aSupply({ quantity: 1 }))).toBe('200 ');
  });

  it('ships once', async () => {
    const id = await create();
    expect(await ship(id, { trackingReference: 'x'.repeat(65) })).toBe('400 WHSC-985');
    expect(await ship(id)).toBe('200 ');
    expect(await ship(id)).toBe('400 WHSB-980');
    expect(await ship(99)).toBe('404 CMNC-404');
    expect((await sim.control('DELETE', `drop-ship-notes/${id}`)).status).toBe(400);
  });

  it.each([
    ['refused', '400 ORDB-925'],
    ['accepted', '200 '],
  ] as const)('keeps its order from being cancelled, with cancelWithDropShipNote %s', async (mode, expected) => {
    sim.simulator.setSwitches({ cancelWithDropShipNote: mode });
    await create();
    expect(await sim.refusal('PUT', `/order-service/order/${orderId}/status`, { orderStatusId: 5 })).toBe(expected);
  });
});

describe('staff', () => {
  it('drop-ship what is open, with a purchase order of its own, and ship it', async () => {
    const { body } = await sim.control('POST', 'drop-ship-notes', {
      salesOrderId: orderId,
      reference: 'TRACK-7',
      ship: true,
      trackingReference: '1Z9',
    });
    const made = body as { id: number; purchaseOrderId: number };
    expect(sim.simulator.ledger().dropShipNotes).toMatchObject([
      { id: made.id, orderId, trackingReference: '1Z9', shipped: true, rows: [{ quantity: 4 }, { quantity: 4 }] },
    ]);
    expect(await sim.ok('GET', `/order-service/order/${made.purchaseOrderId}`)).toMatchObject([
      { orderTypeCode: 'PO', parentOrderId: orderId, reference: 'TRACK-7', parties: { supplier: { contactId: 303 } } },
    ]);
    expect(await codes()).toEqual(['AAA', 'SOA', 'ASS']);
    const field = [{ op: 'add', path: '/PCF_TRACKING', value: 'TBA1' }];
    expect(await sim.ok('PATCH', `/order-service/order/${made.purchaseOrderId}/custom-field`, field)).toEqual({
      PCF_TRACKING: 'TBA1',
    });
  });

  it('destroy a note, whose rows are open again', async () => {
    const { body } = await sim.control('POST', 'drop-ship-notes', { salesOrderId: orderId, rows: [{ sku: 'CUP' }] });
    expect((await codes())[1]).toBe('SOP');
    expect((await sim.control('DELETE', `drop-ship-notes/${(body as { id: number }).id}`)).status).toBe(204);
    expect((await codes())[1]).toBe('SON');
  });
});

it('raises its own events, and that the order is fully shipped', async () => {
  const listener = await startListener();
  for (const subscribeTo of ['drop-ship-note', 'order.modified.fully-shipped']) {
    await sim.ok('POST', '/integration-service/webhook', {
      subscribeTo,
      httpMethod: 'GET',
      uriTemplate: `${listener.url}/\${full-event}`,
    });
  }
  const { body } = await sim.control('POST', 'drop-ship-notes', { salesOrderId: orderId });
  await sim.control('POST', `drop-ship-notes/${(body as { id: number }).id}/ship`, { trackingReference: 'T' });
  await listener.arrived(3);
  expect(listener.received.map(({ url }) => url.slice(1)).toSorted()).toEqual([
    'drop-ship-note.created',
    'drop-ship-note.modified.shipped',
    'order.modified.fully-shipped',
  ]);
  await listener.close();
});

it('a bundle is not ordered from a supplier', async () => {
  expect(await sim.refusal('POST', `/order-service/order/${purchaseOrderId}/row`, aPurchaseRow(SET))).toBe(
    '400 ORDC-915',
  );
});
