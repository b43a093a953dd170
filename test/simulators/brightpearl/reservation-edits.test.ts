import { aRow, aSalesOrder } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

const CUP = 1001;
const ROWS = { cup: 2001, giftCard: 2002, set: 2003, partOfSet: 2004 };

let sim: StartedSimulator;
let orderId: number;
beforeEach(async () => {
  sim = await startSimulator();
  sim.simulator.seedCatalog([
    { sku: 'CUP', onHand: { 2: 10 } },
    { sku: 'GIFT CARD', stockTracked: false },
    { sku: 'SET', components: [{ sku: 'CUP', quantity: 2 }] },
  ]);
  const rows = [
    aRow({ productId: CUP, quantity: '5' }),
    aRow({ productId: 1002 }),
    aRow({ productId: 1003, quantity: '3' }),
  ];
  orderId = await sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder({ rows }));
});
afterEach(() => sim.close());

const path = () => `/warehouse-service/order/${orderId}/reservation`;
const line = (quantity: number, salesOrderRowId = ROWS.cup, productId = CUP) => ({
  productId,
  salesOrderRowId,
  quantity,
});
const reserve = (...products: object[]) => sim.refusal('POST', `${path()}/warehouse/2`, { products });
const change = (...products: object[]) => sim.refusal('PUT', path(), { products });
const reserved = () =>
  sim.simulator.ledger().reservations.flatMap(({ rows }) => rows.map(({ rowId, quantity }) => [rowId, quantity]));
const level = async () => {
  const { body } = await sim.control('GET', 'stock?sku=CUP');
  return (body as { levels: { warehouses: Record<string, object> }[] }).levels[0]?.warehouses['2'];
};

describe('reserving', () => {
  it('takes a row that is named twice in both quantities', async () => {
    expect(await reserve(line(2), line(2))).toBe('200 ');
    expect(reserved()).toEqual([[ROWS.cup, 4]]);
    expect(await level()).toEqual({ inStock: 10, onHand: 6, allocated: 4 });
  });

  it('of a bundle is by the rows of its components', async () => {
    expect(await reserve(line(3, ROWS.set, 1003))).toBe('400 WHSC-946');
    expect(await reserve(line(6, ROWS.partOfSet))).toBe('200 ');
    expect(await level()).toMatchObject({ allocated: 6 });
  });

  it.each([
    ['refused', '400 WHSC-946', []],
    ['ignored', '200 ', [[ROWS.cup, 5]]],
  ] as const)('with a row without stock, and untrackedInReservation %s', async (mode, expected, rows) => {
    sim.simulator.setSwitches({ untrackedInReservation: mode });
    expect(await reserve(line(5), line(1, ROWS.giftCard, 1002))).toBe(expected);
    expect(reserved()).toEqual(rows);
  });

  it('leaves out what is on a goods-out note', async () => {
    const rows = [{ rowId: ROWS.cup, quantity: 4 }];
    await sim.control('POST', 'goods-out-notes', { salesOrderId: orderId, rows });
    expect(await reserve(line(2))).toBe('400 WHSC-947');
    expect(await reserve(line(1))).toBe('200 ');
  });
});

describe('changing a reservation', () => {
  it('sets the rows that are named, as far as there is stock, and leaves the others', async () => {
    await reserve(line(3), line(2, ROWS.partOfSet));
    expect(await change(line(5))).toBe('200 ');
    expect(await change(line(6, ROWS.partOfSet))).toBe('200 ');
    expect(new Map(reserved() as [number, number][])).toEqual(
      new Map([
        [ROWS.cup, 5],
        [ROWS.partOfSet, 5],
      ]),
    );
    expect(await level()).toEqual({ inStock: 10, onHand: 0, allocated: 10 });
  });

  it('is not found where there is none', async () => {
    expect(await change(line(1))).toBe('404 CMNC-404');
  });
});

describe('giving back', () => {
  beforeEach(async () => {
    await reserve(line(5), line(5, ROWS.partOfSet));
  });

  it.each<[string, () => Promise<unknown>]>([
    ['an integration deletes it', () => sim.ok('DELETE', path())],
    ['staff release it', () => sim.control('DELETE', `sales-orders/${orderId}/reservation`)],
    ['staff cancel the order', () => sim.control('POST', `sales-orders/${orderId}/cancel`)],
    ['staff remove the rows', () => sim.control('POST', `sales-orders/${orderId}`, { removeRowIds: [2001, 2004] })],
  ])('happens as a whole when %s', async (_case, act) => {
    await act();
    expect(reserved()).toEqual([]);
    expect(await level()).toEqual({ inStock: 10, onHand: 10, allocated: 0 });
    expect(await sim.refusal('DELETE', path())).toBe('404 CMNC-404');
  });

  it('happens in part when a row gets smaller', async () => {
    await sim.control('POST', `sales-orders/${orderId}`, { rows: [{ id: ROWS.cup, quantity: '2' }] });
    expect(await level()).toEqual({ inStock: 10, onHand: 3, allocated: 7 });
    sim.simulator.setSwitches({ editsBelowReserved: 'release' });
    await sim.ok('DELETE', `/order-service/order/${orderId}/row/${ROWS.set}`);
    expect(await level()).toEqual({ inStock: 10, onHand: 8, allocated: 2 });
  });
});

describe('staff reserving', () => {
  it('takes everything that is open, and later what came in since', async () => {
    await sim.control('POST', 'stock', { sku: 'CUP', warehouseId: 2, onHand: 3 });
    expect((await sim.control('POST', `sales-orders/${orderId}/reservation`)).status).toBe(204);
    expect(await level()).toMatchObject({ onHand: 0, allocated: 3 });
    await sim.control('POST', 'stock', { sku: 'CUP', warehouseId: 2, receive: 10 });
    await sim.control('POST', `sales-orders/${orderId}/reservation`);
    expect(await level()).toMatchObject({ onHand: 2, allocated: 11 });
  });
});

describe('reading reservations', () => {
  it.each([
    ['accepted', '200 '],
    ['refused', '400 CMNC-901'],
  ] as const)('of several orders, with reservationIdSets %s, answers %s', async (reservationIdSets, expected) => {
    await reserve(line(1));
    sim.simulator.setSwitches({ reservationIdSets });
    expect(await sim.refusal('GET', `/warehouse-service/order/${orderId},999/reservation`)).toBe(expected);
    expect(await sim.refusal('GET', path())).toBe('200 ');
  });

  it('of orders that have none is not found', async () => {
    expect(await sim.refusal('GET', '/warehouse-service/order/501,999/reservation')).toBe('404 CMNC-404');
  });
});

it.each([
  [false, undefined],
  [true, expect.any(String)],
])('with reservationModifiesOrder %s a reservation leaves updatedOn %s', async (reservationModifiesOrder, expected) => {
  sim.simulator.setSwitches({ reservationModifiesOrder });
  await reserve(line(1));
  const [order] = await sim.ok<{ updatedOn?: string }[]>('GET', `/order-service/sales-order/${orderId}`);
  expect(order?.updatedOn).toEqual(expected);
});
