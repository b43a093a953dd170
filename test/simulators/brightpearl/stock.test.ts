import { aRow, aSalesOrder } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

const CUP = 1001;
const PLATE = 1002;

let sim: StartedSimulator;
let orderId: number;
beforeEach(async () => {
  sim = await startSimulator();
  sim.simulator.seedCatalog([
    { sku: 'CUP', onHand: { 2: 5, 3: 1 }, prices: { 2: '4.50' } },
    { sku: 'PLATE', onHand: { 3: 7 } },
    { sku: 'GIFT CARD', stockTracked: false },
    {
      sku: 'SET',
      components: [
        { sku: 'CUP', quantity: 2 },
        { sku: 'PLATE', quantity: 1 },
      ],
    },
  ]);
  const rows = [
    aRow({ productId: CUP, quantity: '4' }),
    aRow({ productId: PLATE, quantity: '1' }),
    aRow({ productId: CUP, quantity: '4' }),
  ];
  orderId = await sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder({ rows }));
});
afterEach(() => sim.close());

const wanted = (quantity: number | string, row: Record<string, unknown> = {}) => ({
  products: [{ productId: CUP, salesOrderRowId: 2001, quantity, ...row }],
});
const path = (warehouseId = 2) => `/warehouse-service/order/${orderId}/reservation/warehouse/${warehouseId}`;
const reserve = (body: object, warehouseId = 2) => sim.api('POST', path(warehouseId), body);
const refusal = (body: object, warehouseId = 2) => sim.refusal('POST', path(warehouseId), body);
const available = async (productId = CUP) =>
  (await sim.ok<Record<string, unknown>>('GET', `/warehouse-service/product-availability/${productId}`))[productId];
const reservation = () => sim.ok('GET', `/warehouse-service/order/${orderId}/reservation`);

describe('availability', () => {
  it('names the warehouses that hold a product, and no untracked product or bundle', async () => {
    const all = await sim.ok<Record<string, unknown>>('GET', '/warehouse-service/product-availability/1001-1004');
    expect(all).toEqual({
      [CUP]: {
        total: { inStock: 6, onHand: 6, allocated: 0, inTransit: 0 },
        warehouses: {
          2: { inStock: 5, onHand: 5, allocated: 0, inTransit: 0 },
          3: { inStock: 1, onHand: 1, allocated: 0, inTransit: 0 },
        },
      },
      [PLATE]: {
        total: { inStock: 7, onHand: 7, allocated: 0, inTransit: 0 },
        warehouses: { 3: { inStock: 7, onHand: 7, allocated: 0, inTransit: 0 } },
      },
    });
  });

  it.each([
    [false, '200 '],
    [true, '400 WHSC-931'],
  ])('with an id that does not exist, and badIdFailsChunk %s, answers %s', async (badIdFailsChunk, expected) => {
    sim.simulator.setSwitches({ badIdFailsChunk });
    expect(await sim.refusal('GET', '/warehouse-service/product-availability/1001,9999')).toBe(expected);
  });

  it.each([
    [false, '200 '],
    [true, '400 WHSC-932'],
  ])('with an untracked product, and untrackedIdFailsChunk %s, answers %s', async (untrackedIdFailsChunk, expected) => {
    sim.simulator.setSwitches({ untrackedIdFailsChunk });
    expect(await sim.refusal('GET', '/warehouse-service/product-availability/1001,1003')).toBe(expected);
  });

  it.each([
    ['empty', { 1005: { total: { onHand: 0 }, warehouses: {} } }],
    ['absent', { 1005: undefined }],
    ['fails-chunk', '400 WHSC-933'],
  ] as const)('of a product that was never stocked, with unstockedProduct %s', async (unstockedProduct, expected) => {
    sim.simulator.seedCatalog([{ sku: 'NEW' }]);
    sim.simulator.setSwitches({ unstockedProduct });
    const path = '/warehouse-service/product-availability/1001,1005';
    if (typeof expected === 'string') expect(await sim.refusal('GET', path)).toBe(expected);
    else expect({ 1005: undefined, ...(await sim.ok<object>('GET', path)) }).toMatchObject(expected);
  });

  it('of more than 200 products is refused', async () => {
    expect(await sim.refusal('GET', '/warehouse-service/product-availability/1-201')).toBe('400 CMNC-902');
  });

  it('in one warehouse has that one alone, as its total, too', async () => {
    const inTwo = await sim.ok('GET', '/warehouse-service/warehouse/2/product-availability/1001-1002');
    const level = { inStock: 5, onHand: 5, allocated: 0, inTransit: 0 };
    const none = { inStock: 0, onHand: 0, allocated: 0, inTransit: 0 };
    expect(inTwo).toEqual({
      [CUP]: { total: level, warehouses: { 2: level } },
      [PLATE]: { total: none, warehouses: {} },
    });
    expect(await sim.refusal('GET', '/warehouse-service/warehouse/9/product-availability/1001')).toBe('400 WHSC-945');
  });

  it('of a bundle is what its scarcest component allows, where all of them have been', async () => {
    const bundle = () => sim.ok('GET', '/warehouse-service/bundle-availability/1004');
    expect(await bundle()).toEqual({ 1004: { total: { onHand: 0 }, warehouses: { 3: { onHand: 0 } } } });
    await sim.control('POST', 'stock', { sku: 'PLATE', warehouseId: 2, onHand: 9 });
    expect(await bundle()).toEqual({
      1004: { total: { onHand: 2 }, warehouses: { 2: { onHand: 2 }, 3: { onHand: 0 } } },
    });
    expect(await sim.refusal('GET', '/warehouse-service/bundle-availability/1001')).toBe('404 CMNC-404');
  });

  it('of a bundle is not limited by a part without stock', async () => {
    sim.simulator.seedCatalog([
      {
        sku: 'WRAPPED',
        components: [
          { sku: 'CUP', quantity: 1 },
          { sku: 'GIFT CARD', quantity: 1 },
        ],
      },
    ]);
    expect(await sim.ok('GET', '/warehouse-service/bundle-availability/1005')).toMatchObject({
      1005: { total: { onHand: 6 } },
    });
  });
});

describe('a reservation', () => {
  it('takes from what can be sold and leaves the shelf as it is', async () => {
    expect((await reserve(wanted('4'))).body).toEqual({});
    expect(await available()).toMatchObject({
      warehouses: { 2: { inStock: 5, onHand: 1, allocated: 4 }, 3: { onHand: 1, allocated: 0 } },
    });
    expect(await reservation()).toMatchObject([
      { orderId, warehouseId: 2, orderRows: { 2001: { productId: CUP, quantity: 4 } } },
    ]);
  });

  it('is partial without a word, and shared by the rows of one product', async () => {
    const products = [2001, 2003].map((salesOrderRowId) => ({ productId: CUP, salesOrderRowId, quantity: 4 }));
    const plate = { productId: PLATE, salesOrderRowId: 2002, quantity: 1 };
    expect((await reserve({ products: [...products, plate] })).status).toBe(200);
    expect(await reservation()).toMatchObject([{ orderRows: { 2001: { quantity: 4 }, 2003: { quantity: 1 } } }]);
    const [order] = await sim.ok<Record<string, unknown>[]>('GET', `/order-service/sales-order/${orderId}`);
    expect(order).toMatchObject({ allocationStatusCode: 'APA', stockStatusCode: 'SON' });
  });

  it('is refused when nothing at all is there', async () => {
    await sim.control('POST', 'stock', { sku: 'CUP', warehouseId: 2, onHand: -1 });
    expect(await refusal(wanted(1))).toBe('400 WHSB-943');
    const { status, body } = await sim.api('GET', `/warehouse-service/order/${orderId}/reservation`);
    const message = `No reservation exists for order ${orderId}`;
    expect({ status, body }).toEqual({ status: 404, body: { errors: [{ code: 'CMNC-404', message }] } });
  });

  it.each<[string, Record<string, unknown>, number, string]>([
    ['product 0', { productId: '0' }, 2, '400 WHSC-014'],
    ['a row of another product', { salesOrderRowId: 2002 }, 2, '400 WHSC-946'],
    ['more than the row has', { quantity: 5 }, 2, '400 WHSC-947'],
    ['no quantity', { quantity: 0 }, 2, '400 WHSC-947'],
    ['an unknown warehouse', {}, 9, '400 WHSC-945'],
  ])('is refused for %s', async (_case, row, warehouseId, expected) => {
    expect(await refusal(wanted(1, row), warehouseId)).toBe(expected);
  });

  it('is refused for an order that is cancelled or does not exist', async () => {
    await sim.api('PUT', `/order-service/order/${orderId}/status`, { orderStatusId: 5 });
    expect(await refusal(wanted(1))).toBe('400 WHSB-944');
    orderId = 9;
    expect(await refusal(wanted(1))).toBe('404 CMNC-404');
  });

  it('of an order that has one is refused', async () => {
    await reserve(wanted(2));
    expect(await refusal(wanted(1), 3)).toBe('400 WHSB-942');
    expect(await reservation()).toMatchObject([{ warehouseId: 2, orderRows: { 2001: { quantity: 2 } } }]);
  });

  it('of an order that has one takes its place when switched so', async () => {
    sim.simulator.setSwitches({ secondReservation: 'replace' });
    await reserve(wanted(2));
    expect((await reserve(wanted(1), 3)).status).toBe(200);
    expect(await reservation()).toMatchObject([{ warehouseId: 3, orderRows: { 2001: { quantity: 1 } } }]);
    expect(await available()).toMatchObject({ warehouses: { 2: { allocated: 0 }, 3: { allocated: 1 } } });
  });

  it('stays when the one to take its place finds nothing', async () => {
    sim.simulator.setSwitches({ secondReservation: 'replace' });
    await sim.control('POST', 'stock', { sku: 'CUP', warehouseId: 3, onHand: 0 });
    await reserve(wanted(2));
    expect(await refusal(wanted(1), 3)).toBe('400 WHSB-943');
    expect(await available()).toMatchObject({ warehouses: { 2: { onHand: 3, allocated: 2 } } });
  });
});

describe('products', () => {
  it('are found by their whole SKU, bundles as not tracked', async () => {
    const found = (sku: string) =>
      sim.ok<{ results: unknown[][] }>('GET', `/product-service/product-search?SKU=${sku}`);
    expect((await found('CUP')).results.map((row) => row.slice(0, 3))).toEqual([[CUP, 'CUP', 'CUP']]);
    expect((await found('CU')).results).toEqual([]);
    expect((await found('SET')).results.map((row) => row[8])).toEqual([false]);
  });

  it('show their composition and prices; no price is an empty map', async () => {
    expect(await sim.ok('GET', '/product-service/product/1004')).toMatchObject([
      {
        identity: { sku: 'SET' },
        stock: { stockTracked: false },
        composition: { bundle: true, bundleComponents: [{ productId: CUP, productQuantity: 2 }, {}] },
      },
    ]);
    expect(await sim.ok('GET', '/product-service/product-price/1001/price-list/2,3')).toMatchObject([
      {
        priceLists: [
          { priceListId: 2, quantityPrice: { 1: '4.5000' } },
          { priceListId: 3, quantityPrice: {} },
        ],
      },
    ]);
  });

  it('that do not exist are an empty list, and their prices 404', async () => {
    expect(await sim.ok('GET', '/product-service/product/9')).toEqual([]);
    expect(await sim.refusal('GET', '/product-service/product-price/9')).toBe('404 CMNC-404');
    expect(await sim.ok('OPTIONS', '/product-service/product/1-1002')).toEqual({ getUris: ['/product/1001-1002'] });
  });
});

describe('the lists of the warehouse and the catalog', () => {
  it.each([
    ['/warehouse-service/warehouse', { id: 2, name: 'Main warehouse' }],
    ['/warehouse-service/shipping-method', { id: 1, name: 'Standard', code: 'STD' }],
    ['/product-service/channel', { id: 4, name: 'BigCommerce', defaultWarehouseId: 2 }],
    ['/product-service/price-list', { id: 4, gross: true, code: 'RETAIL-INC' }],
    ['/product-service/brand', { id: 74 }],
    ['/order-service/order-status', { statusId: 5, name: 'Cancelled', orderTypeCode: 'SO' }],
    ['/order-service/order-shipping-status', { id: 1, code: 'NST' }],
    ['/order-service/sale/custom-field-meta-data', { code: 'PCF_SOURCE', customFieldType: 'SELECT' }],
  ])('%s', async (list, entry) => {
    expect(await sim.ok('GET', list)).toEqual(expect.arrayContaining([expect.objectContaining(entry)]));
  });
});
