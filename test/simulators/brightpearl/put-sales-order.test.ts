import { ADDRESS, aRow, aSalesOrder, CUSTOMER_ID } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

const [CUP, SET] = [1001, 1002];
const ROWS = { cup: 2001, shipping: 2002, set: 2003, partOfSet: 2004 };

let sim: StartedSimulator;
let id: number;
beforeEach(async () => {
  sim = await startSimulator();
  sim.simulator.seedCatalog([
    { sku: 'CUP', onHand: { 2: 20 } },
    { sku: 'SET', components: [{ sku: 'CUP', quantity: 2 }] },
  ]);
  id = await sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder({ rows: Object.values(sent()) }));
});
afterEach(() => sim.close());

const sent = () => ({
  cup: aRow({ productId: CUP, quantity: '4', net: '40.00', tax: '3.31' }),
  shipping: aRow({ name: 'Shipping', nominalCode: '4040', externalRef: 'ship' }),
  set: aRow({ productId: SET, quantity: '3', externalRef: 'set' }),
});
const named = () => {
  const { cup, shipping, set } = sent();
  return {
    cup: { ...cup, id: ROWS.cup },
    shipping: { ...shipping, id: ROWS.shipping },
    set: { ...set, id: ROWS.set },
  };
};
const body = (order: object = {}) => aSalesOrder({ rows: Object.values(named()), ...order });
const rowsWith = (changes: Partial<Record<keyof ReturnType<typeof named>, object | null>>) =>
  Object.entries(named()).flatMap(([name, row]) => {
    const change = changes[name as keyof typeof changes];
    return change === null ? [] : [{ ...row, ...change }];
  });
const put = async (order: object, ifMatch?: string) => {
  const answer = await sim.api('PUT', `/order-service/sales-order/${id}`, order, {
    'brightpearl-app-ref': sim.simulator.app.appRef,
    'brightpearl-account-token': sim.simulator.app.token,
    ...(ifMatch !== undefined && { 'if-match': ifMatch }),
  });
  const { errors } = answer.body as { errors?: { code: string }[] };
  return `${answer.status} ${errors?.[0]?.code ?? ''}`;
};
interface View {
  readonly version: number;
  readonly rows: readonly { readonly id: number; readonly quantity: string }[];
}
const read = async () => {
  const [order] = await sim.ok<View[]>('GET', `/order-service/sales-order/${id}`);
  if (!order) throw new Error('The order is gone');
  return { ...order, rows: order.rows.toSorted((a, b) => a.id - b.id) };
};
const reserve = () => sim.control('POST', `sales-orders/${id}/reservation`);
const level = async () =>
  (await sim.ok<Record<string, { total: object }>>('GET', `/warehouse-service/product-availability/${CUP}`))[CUP]
    ?.total;

describe('the version', () => {
  it('that was read lets the change through, once', async () => {
    const { version } = await read();
    expect(await put(body({ ref: 'A' }), String(version))).toBe('200 ');
    expect(await put(body({ ref: 'B' }), String(version))).toBe('412 CMNC-906');
    expect(await read()).toMatchObject({ ref: 'A', version: version + 1 });
  });

  it.each(['', 'abc', '-1', '"0"'])('%j is none, and is not checked', async (ifMatch) => {
    await sim.control('POST', `sales-orders/${id}`, { note: 'hello' });
    expect(await put(body({ ref: 'A' }), ifMatch)).toBe('200 ');
  });

  it('is not asked for', async () => {
    expect(await put(body({ ref: 'A' }))).toBe('200 ');
  });
});

describe('the rows', () => {
  it('keep their ids, and take quantity, amounts and texts as they are given', async () => {
    const rows = rowsWith({ cup: { quantity: '2', net: '19.9900', tax: '1.66' }, shipping: { name: 'Express' } });
    expect(await put(body({ rows }))).toBe('200 ');
    expect(await read()).toMatchObject({
      rows: [
        { id: ROWS.cup, quantity: '2.0000', net: '19.9900', tax: '1.66', taxCalculator: 'manual' },
        { id: ROWS.shipping, name: 'Express', nominalCode: '4040', productId: 1000 },
        { id: ROWS.set, quantity: '3.0000' },
        { id: ROWS.partOfSet, quantity: '6.0000', parentRowId: ROWS.set },
      ],
    });
  });

  it('can be sent back as they were read, components and free text included', async () => {
    const { rows } = await read();
    expect(await put(body({ rows }))).toBe('200 ');
    expect((await read()).rows).toEqual(rows);
  });

  it('that are left out are removed, a bundle with its components, and those without an id are new', async () => {
    const rows = [...rowsWith({ shipping: null, set: null }), aRow({ name: 'Gift wrap' })];
    expect(await put(body({ rows }))).toBe('200 ');
    expect((await read()).rows.map((row) => row.id)).toEqual([ROWS.cup, 2005]);
  });

  it('of components follow their bundle', async () => {
    await put(body({ rows: rowsWith({ set: { quantity: '1' } }) }));
    expect((await read()).rows).toContainEqual(expect.objectContaining({ id: ROWS.partOfSet, quantity: '2.0000' }));
  });

  it.each<[string, () => object[], string]>([
    ['the id of no row', () => rowsWith({ cup: { id: 99 } }), '400 ORDC-942'],
    ['an id twice', () => [...rowsWith({}), named().cup], '400 ORDC-943'],
    ['another product', () => rowsWith({ cup: { productId: SET } }), '400 ORDC-939'],
    ['a part of a cup', () => rowsWith({ cup: { quantity: '1.5' } }), '400 ORDC-024'],
    ['a tax code that does not exist', () => rowsWith({ cup: { taxCode: 'X' } }), '400 ORDC-912'],
  ])('are refused with %s, and nothing is changed', async (_case, rows, expected) => {
    const before = await read();
    expect(await put(body({ ref: 'changed', rows: rows() }))).toBe(expected);
    expect(await read()).toEqual(before);
  });
});

describe('what is claimed of a row', () => {
  it.each([
    ['refused', '400 ORDB-937', { onHand: 10, allocated: 10 }],
    ['release', '200 ', { onHand: 12, allocated: 8 }],
  ] as const)('by a reservation, with editsBelowReserved %s, answers %s', async (mode, expected, levels) => {
    sim.simulator.setSwitches({ editsBelowReserved: mode });
    await reserve();
    expect(await put(body({ rows: rowsWith({ cup: { quantity: '2' } }) }))).toBe(expected);
    expect(await level()).toMatchObject(levels);
  });

  it('by a reservation of components keeps their bundle', async () => {
    await reserve();
    expect(await put(body({ rows: rowsWith({ set: null }) }))).toBe('400 ORDB-937');
    expect(await put(body({ rows: rowsWith({ set: { quantity: '4' } }) }))).toBe('200 ');
  });

  it('by a note is never given up', async () => {
    sim.simulator.setSwitches({ editsBelowReserved: 'release' });
    await sim.control('POST', 'goods-out-notes', { salesOrderId: id, rows: [{ rowId: ROWS.cup, quantity: 3 }] });
    expect(await put(body({ rows: rowsWith({ cup: { quantity: '2' } }) }))).toBe('400 ORDB-936');
    expect(await put(body({ rows: rowsWith({ cup: null }) }))).toBe('400 ORDB-936');
    expect(await put(body({ rows: rowsWith({ cup: { quantity: '3' } }) }))).toBe('200 ');
  });
});

describe('the header', () => {
  it('takes addresses and the rest anew, and loses what is left out', async () => {
    const address = { ...ADDRESS, addressLine1: '2 Low St' };
    const sentOrder = { ...body({ delivery: { address, shippingMethodId: 2 } }), channelId: undefined, ref: undefined };
    expect(await put(sentOrder)).toBe('200 ');
    expect(await read()).toMatchObject({
      ref: '',
      channelId: 0,
      delivery: { address: { addressLine1: '2 Low St' }, shippingMethodId: 2 },
    });
  });

  it.each([
    ['removes', undefined],
    ['keeps', 'abc123-10423'],
  ] as const)('without a reference, with putWithoutExternalRef %s, has %s', async (mode, expected) => {
    sim.simulator.setSwitches({ putWithoutExternalRef: mode });
    await put(body({ externalRef: undefined, installedIntegrationInstanceId: undefined }));
    const order = sim.simulator.state().orders.get(id);
    expect([order?.externalRef, order?.instanceId]).toEqual(
      expected === undefined ? [undefined, undefined] : [expected, 13],
    );
  });

  it('does not take the reference of another order', async () => {
    await sim.ok('POST', '/order-service/sales-order', aSalesOrder({ externalRef: 'taken' }));
    expect(await put(body({ externalRef: 'taken' }))).toBe('400 ORDB-941');
  });

  it.each<[string, object, string]>([
    ['another currency', { currency: { code: 'EUR' } }, '400 ORDC-940'],
    ['a channel that does not exist', { channelId: 99 }, '400 ORDC-901'],
    ['no customer', { customer: undefined }, '400 ORDC-900'],
    ['a status of another kind', { statusId: 10 }, '400 ORDC-901'],
  ])('is refused with %s', async (_case, order, expected) => {
    expect(await put(body(order))).toBe(expected);
  });

  it('moves the order to its status, and back to the first one where none is given', async () => {
    await put(body({ statusId: 20 }));
    expect(await read()).toMatchObject({ statusId: 20 });
    await put(body({ statusId: undefined }));
    expect(await read()).toMatchObject({ statusId: 3 });
  });

  it('cancels by the same rules as the status does', async () => {
    await sim.control('POST', 'goods-out-notes', { salesOrderId: id, rows: [{ rowId: ROWS.cup, quantity: 1 }] });
    expect(await put(body({ statusId: 5 }))).toBe('400 ORDB-924');
    await sim.control('DELETE', 'goods-out-notes/12001');
    await reserve();
    expect(await put(body({ statusId: 5 }))).toBe('200 ');
    expect(await level()).toMatchObject({ allocated: 0 });
  });

  it('keeps the warehouse of an allocated order', async () => {
    await reserve();
    expect(await put(body({ warehouseId: 3 }))).toBe('400 ORDC-933');
  });
});

describe('an invoiced order', () => {
  beforeEach(() => sim.ok('POST', `/order-service/sales-order/${id}/close`, {}));
  const allRows = async () => (await read()).rows as readonly object[];

  it('takes another reference, with every row named', async () => {
    expect(await put(body({ ref: 'A', statusId: 4, rows: await allRows() }))).toBe('200 ');
  });

  it('neither loses a row nor gets one', async () => {
    const rows = await allRows();
    expect(await put(body({ statusId: 4, rows: rows.slice(1) }))).toBe('400 ORDB-944');
    expect(await put(body({ statusId: 4, rows: [...rows, aRow()] }))).toBe('400 ORDB-944');
  });

  it.each([
    ['refuses-changes', '400 ORDB-945'],
    ['accepts-changes', '200 '],
  ] as const)('with other figures, and putOnInvoiced %s, answers %s', async (putOnInvoiced, expected) => {
    sim.simulator.setSwitches({ putOnInvoiced });
    const [first, ...rest] = await allRows();
    expect(await put(body({ statusId: 4, rows: [{ ...first, net: '1.00' }, ...rest] }))).toBe(expected);
  });

  it('keeps its customer', async () => {
    const { body: other } = await sim.control('POST', 'contacts', { firstName: 'Bo', lastName: 'Ek' });
    const customer = { id: (other as { id: number }).id };
    expect(customer.id).not.toBe(CUSTOMER_ID);
    expect(await put(body({ statusId: 4, customer, rows: await allRows() }))).toBe('400 ORDC-935');
  });
});

it('is for sales orders alone', async () => {
  id = await sim.ok<number>('POST', '/order-service/sales-credit', aSalesOrder({ statusId: 10 }));
  expect(await put(body())).toBe('404 CMNC-404');
});
