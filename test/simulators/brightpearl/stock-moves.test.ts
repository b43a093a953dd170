import { aRow, aSalesOrder } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

const CUP = 1001;
const GIFT_CARD = 1002;

let sim: StartedSimulator;
beforeEach(async () => {
  sim = await startSimulator();
  sim.simulator.seedCatalog([
    { sku: 'CUP', onHand: { 2: 5 } },
    { sku: 'GIFT CARD', stockTracked: false },
    { sku: 'OLD', status: 'ARCHIVED' },
  ]);
});
afterEach(() => sim.close());

const CORRECTIONS = '/warehouse-service/warehouse/2/stock-correction';
const cost = { currency: 'USD', value: 1.5 };
const aCorrection = (more: Record<string, unknown> = {}) => ({
  quantity: 3,
  productId: CUP,
  reason: 'found',
  locationId: 2,
  cost,
  ...more,
});
const correct = (...corrections: object[]) => sim.ok<number[]>('POST', CORRECTIONS, { corrections });
const levels = async (sku = 'CUP') =>
  ((await sim.control('GET', `stock?sku=${sku}`)).body as { levels: { warehouses: object }[] }).levels[0]?.warehouses;
const movements = async (filter = '') => {
  const { results } = await sim.ok<{ results: unknown[][] }>(
    'GET',
    `/warehouse-service/goods-movement-search?columns=productId,quantity,warehouseId,goodsNoteTypeCode${filter}`,
  );
  return results;
};

describe('a stock correction', () => {
  it('adds and takes away, answers an id for each, and leaves movements', async () => {
    expect(await correct(aCorrection(), aCorrection({ quantity: -2, cost: undefined }))).toEqual([12001, 12002]);
    expect(await levels()).toEqual({ 2: { inStock: 6, onHand: 6, allocated: 0 } });
    expect(await movements()).toEqual([
      [CUP, 3, 2, 'SC'],
      [CUP, -2, 2, 'SC'],
    ]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['an untracked product', { productId: GIFT_CARD }, '400 WHSC-951'],
    ['a product that does not exist', { productId: 9 }, '400 WHSC-951'],
    ['nothing', { quantity: 0 }, '400 WHSC-952'],
    ['an addition without a cost', { cost: undefined }, '400 WHSC-953'],
    ['more than is on hand', { quantity: -6 }, '400 WHSB-954'],
    ['no reason', { reason: '' }, '400 WHSC-950'],
  ])('of %s is refused, and with it the others', async (_case, correction, expected) => {
    const corrections = [aCorrection(), aCorrection(correction)];
    // The first adds 3, so that 6 could go; 9 could not.
    if (correction['quantity'] === -6) corrections[1] = aCorrection({ quantity: -9 });
    expect(await sim.refusal('POST', CORRECTIONS, { corrections })).toBe(expected);
    expect(await levels()).toEqual({ 2: { inStock: 5, onHand: 5, allocated: 0 } });
  });

  it('cannot take what an order has reserved', async () => {
    const orderId = await sim.ok(
      'POST',
      '/order-service/sales-order',
      aSalesOrder({ rows: [aRow({ productId: CUP })] }),
    );
    await sim.control('POST', `sales-orders/${String(orderId)}/reservation`);
    const corrections = [aCorrection({ quantity: -5 })];
    expect(await sim.refusal('POST', CORRECTIONS, { corrections })).toBe('400 WHSB-954');
  });

  it('makes an archived product live', async () => {
    await correct(aCorrection({ productId: 1003 }));
    expect(await sim.ok('GET', '/product-service/product/1003')).toMatchObject([{ status: 'LIVE' }]);
  });
});

describe('the warehouse', () => {
  it('counts a shelf: what is left to sell, whatever is allocated', async () => {
    const rows = [aRow({ productId: CUP, quantity: '2' })];
    const orderId = await sim.ok('POST', '/order-service/sales-order', aSalesOrder({ rows }));
    await sim.control('POST', `sales-orders/${String(orderId)}/reservation`);
    await sim.control('POST', 'stock', { sku: 'CUP', warehouseId: 2, onHand: 10 });
    expect(await levels()).toEqual({ 2: { inStock: 12, onHand: 10, allocated: 2 } });
    await sim.control('POST', 'stock', { sku: 'CUP', warehouseId: 2, onHand: 10 });
    expect(await movements()).toEqual([[CUP, 7, 2, 'SC']]);
  });

  it('takes deliveries, several at once', async () => {
    await sim.control('POST', 'stock', [
      { sku: 'CUP', warehouseId: 2, receive: 10 },
      { sku: 'CUP', warehouseId: 3, receive: 1 },
    ]);
    expect(await levels()).toMatchObject({ 2: { onHand: 15 }, 3: { onHand: 1 } });
    expect(await movements()).toEqual([
      [CUP, 10, 2, 'GI'],
      [CUP, 1, 3, 'GI'],
    ]);
  });

  it.each([
    ['an unknown warehouse', { sku: 'CUP', warehouseId: 9, onHand: 1 }],
    ['both a count and a delivery', { sku: 'CUP', warehouseId: 2, onHand: 1, receive: 1 }],
    ['a delivery of nothing', { sku: 'CUP', warehouseId: 2, receive: 0 }],
  ])('is told what is wrong with %s', async (_case, change) => {
    expect(await sim.control('POST', 'stock', change)).toMatchObject({ status: 400 });
  });
});

describe('goods movements', () => {
  it('are found by product and by when they happened', async () => {
    sim.simulator.seedCatalog([{ sku: 'PLATE' }]);
    await sim.control('POST', 'stock', { sku: 'CUP', warehouseId: 2, onHand: 9 });
    sim.simulator.clock.advance(3_600_000);
    const since = new Date(sim.simulator.clock.now().getTime() - 1_000).toISOString();
    await sim.control('POST', 'stock', { sku: 'PLATE', warehouseId: 2, onHand: 4 });
    expect(await movements(`&productId=${CUP}`)).toEqual([[CUP, 4, 2, 'SC']]);
    expect(await movements(`&updatedOn=${since}/`)).toEqual([[1004, 4, 2, 'SC']]);
    expect(await movements('&goodsNoteTypeCode=GO')).toEqual([]);
  });

  it('lag as every search does', async () => {
    sim.simulator.setSwitches({ indexLagMs: 5_000 });
    await sim.control('POST', 'stock', { sku: 'CUP', warehouseId: 2, onHand: 9 });
    expect(await movements()).toEqual([]);
    sim.simulator.clock.advance(5_000);
    expect(await movements()).toHaveLength(1);
  });

  it('are not made by what was there from the start', async () => {
    expect(await movements()).toEqual([]);
    expect(await levels()).toEqual({ 2: { inStock: 5, onHand: 5, allocated: 0 } });
  });
});
