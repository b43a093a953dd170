import { aRow, aSalesOrder } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

const [CUP, PLATE] = [1001, 1002];
const ROWS = { cup: 2001, plate: 2002, secondCup: 2003, handling: 2004 };

let sim: StartedSimulator;
let creditId: number;
beforeEach(async () => {
  sim = await startSimulator();
  sim.simulator.seedCatalog([{ sku: 'CUP', onHand: { 2: 5 } }, { sku: 'PLATE' }]);
  const rows = [CUP, PLATE, CUP].map((productId) => aRow({ productId, quantity: '4' }));
  creditId = await sim.ok<number>(
    'POST',
    '/order-service/sales-credit',
    aSalesOrder({ statusId: 10, rows: [...rows, aRow({ name: 'Handling' })] }),
  );
});
afterEach(() => sim.close());

const path = (order = creditId) => `/warehouse-service/order/${order}/goods-note/goods-in`;
const goods = (more: object = {}) => ({
  productId: CUP,
  purchaseOrderRowId: ROWS.cup,
  quantity: 2,
  destinationLocationId: 2,
  productValue: { currency: 'USD', value: 1.5 },
  ...more,
});
const aNote = (...goodsMoved: object[]) => ({
  transfer: false,
  warehouseId: 2,
  goodsMoved,
  receivedOn: '2026-11-21T10:00:00.000Z',
});
const level = async (warehouseId = 2) => {
  const all = await sim.ok<Record<string, { warehouses: Record<string, unknown> }>>(
    'GET',
    `/warehouse-service/product-availability/${CUP}`,
  );
  return all[CUP]?.warehouses[warehouseId];
};
const stockStatus = async () => (await sim.ok<object[]>('GET', `/order-service/order/${creditId}`))[0];

describe('goods that customers send back', () => {
  it('are for sale at once in a normal location, and the credit says how much is back', async () => {
    expect(await stockStatus()).toMatchObject({ stockStatusCode: 'SCN', allocationStatusCode: 'ANR' });
    const id = await sim.ok<number>('POST', path(), aNote(goods()));
    expect(await level()).toMatchObject({ inStock: 7, onHand: 7, allocated: 0 });
    expect(await stockStatus()).toMatchObject({ stockStatusCode: 'SCP' });
    expect(await sim.ok('GET', path())).toEqual({
      [id]: {
        orderId: creditId,
        transfer: false,
        goodsNoteStatus: 'OPEN',
        receivedOn: '2026-11-21T04:00:00.000-06:00',
        createdBy: 4,
        goodsMoved: [
          {
            productId: CUP,
            purchaseOrderRowId: ROWS.cup,
            quantity: 2,
            warehouseId: 2,
            destinationLocationId: 2,
            goodsNoteId: id,
            batchGoodsNoteId: id,
            productValue: { currency: 'USD', value: '1.5000' },
            cleared: true,
          },
        ],
      },
    });
    expect(Object.keys(await sim.ok<object>('GET', `/warehouse-service/order/*/goods-note/goods-in/${id},99`))).toEqual(
      [String(id)],
    );
    const movements = '/warehouse-service/goods-movement-search?columns=quantity,goodsNoteTypeCode,purchaseOrderRowId';
    expect(await sim.ok('GET', movements)).toMatchObject({ results: [[2, 'GI', ROWS.cup]] });
  });

  it('are not for sale in quarantine, until they are released', async () => {
    await sim.ok('POST', path(), aNote(goods({ destinationLocationId: 3 })));
    expect(await level()).toMatchObject({ inStock: 5, onHand: 5 });
    expect((await sim.control('GET', 'stock?sku=CUP')).body).toMatchObject({
      quarantine: [{ sku: 'CUP', warehouseId: 2, quantity: 2 }],
    });
    await sim.control('POST', 'quarantine-releases', { sku: 'CUP', warehouseId: 2, quantity: 2 });
    expect(await level()).toMatchObject({ inStock: 7, onHand: 7 });
    const search = '/warehouse-service/goods-movement-search?columns=quantity,isQuarantine,destinationLocationId';
    expect(await sim.ok('GET', search)).toMatchObject({
      results: [
        [2, true, 3],
        [-2, true, 3],
        [2, false, 2],
      ],
    });
  });

  it('go to a warehouse of their own', async () => {
    await sim.ok('POST', path(), { ...aNote(goods({ destinationLocationId: 6 })), warehouseId: 4 });
    expect(await level(4)).toMatchObject({ inStock: 2, onHand: 2 });
  });

  it('of one product on two rows are two notes, of which the first is answered', async () => {
    const second = goods({ purchaseOrderRowId: ROWS.secondCup });
    const id = await sim.ok<number>('POST', path(), aNote(goods(), second));
    expect(Object.keys(await sim.ok<object>('GET', path()))).toEqual([String(id), String(id + 1)]);
  });

  it.each<[string, object, string]>([
    ['more than the row has', goods({ quantity: 5 }), '400 WHSC-977'],
    ['nothing', goods({ quantity: 0 }), '400 WHSC-977'],
    ['a row without stock', goods({ purchaseOrderRowId: ROWS.handling }), '400 WHSC-976'],
    ['a location of another warehouse', goods({ destinationLocationId: 4 }), '400 WHSC-968'],
    ['a value in another currency', goods({ productValue: { currency: 'EUR', value: 1 } }), '400 WHSC-974'],
    ['no location', goods({ destinationLocationId: undefined }), '400 WHSC-978'],
  ])('are refused for %s, with all that came with them', async (_case, wrong, expected) => {
    const plates = goods({ productId: PLATE, purchaseOrderRowId: ROWS.plate });
    expect(await sim.refusal('POST', path(), aNote(plates, wrong))).toBe(expected);
    expect(sim.simulator.ledger().goodsInNotes).toEqual([]);
  });

  it('come in until everything is back', async () => {
    await sim.control('POST', 'goods-in-notes', { orderId: creditId, rows: [{ rowId: ROWS.cup, quantity: 3 }] });
    await sim.control('POST', 'goods-in-notes', { orderId: creditId, quarantine: true });
    expect(await stockStatus()).toMatchObject({ stockStatusCode: 'SCA' });
    expect(await sim.refusal('POST', path(), aNote(goods({ quantity: 1 })))).toBe('400 WHSC-977');
    expect((await sim.control('POST', 'goods-in-notes', { orderId: creditId })).status).toBe(400);
  });

  it('have a reference that is used once', async () => {
    const body = { ...aNote(goods({ quantity: 1 })), userBatchReference: 'RMA-1' };
    await sim.ok('POST', path(), body);
    expect(await sim.refusal('POST', path(), body)).toBe('400 WHSB-975');
  });
});

it('nothing comes in for a sales order', async () => {
  const id = await sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder());
  expect(await sim.refusal('POST', path(id), aNote(goods()))).toBe('400 WHSB-973');
  expect(await sim.refusal('POST', path(99), aNote(goods()))).toBe('404 CMNC-404');
});

it.each([
  ['empty', '200 '],
  ['not-found', '404 CMNC-404'],
] as const)('with noGoodsOutNotes %s an order without goods in answers %s', async (noGoodsOutNotes, expected) => {
  sim.simulator.setSwitches({ noGoodsOutNotes });
  expect(await sim.refusal('GET', path())).toBe(expected);
});
