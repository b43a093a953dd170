/** What staff make of whole orders, and the connector then finds. */
import { aPayment, aRow, aSalesOrder } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

const [CUP, SET] = [1001, 1002];
const ROWS = { cup: 2001, set: 2002, partOfSet: 2003 };

let sim: StartedSimulator;
let id: number;
beforeEach(async () => {
  sim = await startSimulator();
  sim.simulator.seedCatalog([
    { sku: 'CUP', onHand: { 2: 20 } },
    { sku: 'SET', components: [{ sku: 'CUP', quantity: 2 }] },
  ]);
  const rows = [
    aRow({ productId: CUP, quantity: '3', net: '10.00', tax: '0.83' }),
    aRow({ productId: SET, quantity: '2', net: '8.00', tax: '0.66' }),
  ];
  id = await sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder({ rows }));
});
afterEach(() => sim.close());

const staff = (method: string, path: string, body?: object) => sim.control(method, `sales-orders/${path}`, body);
const orderOf = (orderId: number) => sim.simulator.ledger().salesOrders.find((order) => order.id === orderId);
const allocated = async () => {
  const all = await sim.ok<Record<string, { total: { allocated: number } }>>(
    'GET',
    `/warehouse-service/product-availability/${CUP}`,
  );
  return all[CUP]?.total.allocated;
};

describe('splitting an order', () => {
  const split = async (rows: object[]) =>
    (await staff('POST', `${id}/split`, { rows, statusId: 21 })).body as { id: number };

  it('makes a child with a share of the money, which has no reference', async () => {
    const { id: child } = await split([{ rowId: ROWS.cup, quantity: 1 }]);
    expect(orderOf(child)).toMatchObject({
      parentId: id,
      externalRef: null,
      statusId: 21,
      rows: [{ quantity: '1', net: '3.3333', tax: '0.28' }],
    });
    expect(orderOf(id)).toMatchObject({ rows: [{ id: ROWS.cup, quantity: '2', net: '6.6667', tax: '0.55' }, {}, {}] });
    expect(await sim.ok('GET', `/order-service/sales-order/${child}`)).toMatchObject([
      { parentId: id, rows: [{ clonedFromId: ROWS.cup }] },
    ]);
  });

  it('takes bundles with their components, and gives back what was reserved of them', async () => {
    await staff('POST', `${id}/reservation`);
    expect(await allocated()).toBe(7);
    const { id: child } = await split([{ rowId: ROWS.set, quantity: 2 }]);
    expect(orderOf(child)?.rows).toMatchObject([{ quantity: '2' }, { quantity: '4', parentRowId: 2004 }]);
    expect(orderOf(id)?.rows.map((row) => row.id)).toEqual([ROWS.cup]);
    expect(await allocated()).toBe(3);
  });

  it('leaves what is on a note', async () => {
    await sim.control('POST', 'goods-out-notes', { salesOrderId: id, rows: [{ rowId: ROWS.cup, quantity: 2 }] });
    expect((await staff('POST', `${id}/split`, { rows: [{ rowId: ROWS.cup, quantity: 2 }] })).status).toBe(400);
    expect((await staff('POST', `${id}/split`, { rows: [{ rowId: ROWS.partOfSet, quantity: 1 }] })).status).toBe(400);
  });

  it('leaves the two free to go their own ways', async () => {
    const { id: child } = await split([{ rowId: ROWS.cup, quantity: 1 }]);
    const method = [{ op: 'replace', path: '/delivery/shippingMethodId', value: 3 }];
    await sim.ok('PATCH', `/order-service/order/${child}`, method);
    expect(orderOf(id)?.shippingMethodId).toBe(1);
  });
});

describe('merging orders', () => {
  let other: number;
  beforeEach(async () => {
    const rows = [aRow({ productId: SET, quantity: '1' })];
    other = await sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder({ externalRef: 'other', rows }));
    await sim.ok('POST', '/accounting-service/customer-payment', aPayment({ orderId: other }));
    await staff('POST', `${other}/reservation`);
  });

  it('moves rows and payments, and leaves a cancelled order', async () => {
    expect((await staff('POST', 'merge', { into: id, from: [other] })).status).toBe(204);
    expect(orderOf(id)).toMatchObject({ paid: '10.83', rows: [{}, {}, {}, { quantity: '1' }, { quantity: '2' }] });
    expect(orderOf(id)?.rows.at(-1)?.parentRowId).toBe(orderOf(id)?.rows.at(-2)?.id);
    expect(orderOf(other)).toMatchObject({ statusId: 5, paid: '0.00' });
    expect(await allocated()).toBe(0);
  });

  it('leaves nothing, where the merged order is deleted', async () => {
    await staff('POST', 'merge', { into: id, from: [other], leaves: 'deleted' });
    expect(orderOf(other)).toBeUndefined();
  });

  it('is not possible with itself or with another currency', async () => {
    const euros = await sim.ok<number>(
      'POST',
      '/order-service/sales-order',
      aSalesOrder({ externalRef: 'euro', currency: { code: 'EUR' } }),
    );
    for (const from of [id, euros]) {
      expect((await staff('POST', 'merge', { into: id, from: [from] })).status).toBe(400);
    }
  });
});

describe('deleting an order', () => {
  it('leaves no record of it, in searches neither', async () => {
    await staff('POST', `${id}/reservation`);
    expect((await staff('DELETE', String(id))).status).toBe(204);
    expect(await sim.ok('GET', `/order-service/sales-order/${id}`)).toEqual([]);
    for (const search of ['order-search', 'sales-order-search']) {
      expect(await sim.ok('GET', `/order-service/${search}`)).toMatchObject({ results: [] });
    }
    expect(await allocated()).toBe(0);
  });

  it('is as impossible as cancelling it', async () => {
    await sim.ok('POST', '/accounting-service/customer-payment', aPayment({ orderId: id }));
    expect((await staff('DELETE', String(id))).status).toBe(400);
  });
});

describe('voiding an order', () => {
  beforeEach(() => sim.ok('POST', '/accounting-service/customer-payment', aPayment({ orderId: id })));

  it('takes payments and notes away before it is cancelled', async () => {
    await sim.control('POST', 'goods-out-notes', { salesOrderId: id, rows: [{ rowId: ROWS.cup }] });
    await sim.control('POST', 'drop-ship-notes', { salesOrderId: id });
    expect((await staff('POST', `${id}/void`)).status).toBe(204);
    expect(orderOf(id)).toMatchObject({ statusId: 5, paid: '0.00' });
    expect(sim.simulator.ledger()).toMatchObject({ payments: [], goodsOutNotes: [], dropShipNotes: [] });
    expect(await allocated()).toBe(0);
  });

  it('is not possible once goods left, and takes nothing away then', async () => {
    await sim.control('POST', 'goods-out-notes', { salesOrderId: id, rows: [{ rowId: ROWS.cup }], ship: true });
    expect((await staff('POST', `${id}/void`)).status).toBe(400);
    expect(sim.simulator.ledger().payments).toHaveLength(1);
  });
});

it('rows added by staff are there without a reference', async () => {
  await staff('POST', String(id), { addRows: [aRow({ name: 'Engraving', externalRef: undefined })] });
  expect(orderOf(id)?.rows.at(-1)).toMatchObject({ name: 'Engraving', externalRef: null });
});
