import { aRow, aSalesOrder } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

const [CUP, SET] = [1001, 1002];
const ROWS = { cup: 2001, set: 2002, partOfSet: 2003, shipping: 2004 };

let sim: StartedSimulator;
let id: number;
beforeEach(async () => {
  sim = await startSimulator();
  sim.simulator.seedCatalog([
    { sku: 'CUP', onHand: { 2: 20 } },
    { sku: 'SET', components: [{ sku: 'CUP', quantity: 2 }] },
  ]);
  const rows = [
    aRow({ productId: CUP, quantity: '4', net: '40', tax: '3.30' }),
    aRow({ productId: SET, quantity: '3' }),
    aRow({ name: 'Shipping', net: '5', tax: '0.99' }),
  ];
  id = await sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder({ rows }));
});
afterEach(() => sim.close());

const replace = (path: string, value: unknown) => ({ op: 'replace', path, value });
const patch = (row: number, ...operations: object[]) =>
  sim.refusal('PATCH', `/order-service/order/${id}/row/${row}`, operations);
const rowOf = (row: number) =>
  sim.simulator
    .state()
    .orders.get(id)
    ?.rows.find((candidate) => candidate.id === row);
const figures = (row: number) => [rowOf(row)?.net.toString(), rowOf(row)?.tax.toString()];

describe('PATCH row', () => {
  it('works the tax of a new net out, unless the tax is given after it', async () => {
    await patch(ROWS.cup, replace('/rowValue/rowNet/value', '100.00'));
    expect(figures(ROWS.cup)).toEqual(['100', '8.25']);
    await patch(ROWS.cup, replace('/rowValue/rowNet/value', '50.00'), replace('/rowValue/rowTax/value', '4.00'));
    expect(figures(ROWS.cup)).toEqual(['50', '4']);
  });

  it('leaves a tax alone when the quantity changes', async () => {
    await patch(ROWS.cup, replace('/quantity/magnitude', 8));
    expect(figures(ROWS.cup)).toEqual(['40', '3.3']);
  });

  it.each([
    ['recalculates', '0.83'],
    ['keeps', '0.99'],
  ] as const)('of a net with a tax set by hand, with netPatchOnManualTax %s, has %s', async (mode, tax) => {
    sim.simulator.setSwitches({ netPatchOnManualTax: mode });
    await patch(ROWS.shipping, replace('/rowValue/rowNet/value', 10));
    expect(figures(ROWS.shipping)).toEqual(['10', tax]);
  });

  it('changes calculator, nominal code and position', async () => {
    expect(
      await patch(
        ROWS.shipping,
        replace('/rowValue/taxCalculator', 'brightpearl'),
        replace('/nominalCode', '4040'),
        replace('/orderRowSequence', '5'),
      ),
    ).toBe('200 ');
    expect(rowOf(ROWS.shipping)).toMatchObject({ nominalCode: '4040', sequence: 5 });
    expect(figures(ROWS.shipping)).toEqual(['5', '0.41']);
    await patch(ROWS.shipping, replace('/rowValue/taxCalculator', 'manual'));
    expect(await sim.ok('GET', `/order-service/order/${id}`)).toMatchObject([
      { orderRows: { [ROWS.shipping]: { rowValue: { taxCalculator: 'manual' } } } },
    ]);
  });

  it.each<[string, object, string]>([
    ['a part of a cup', replace('/quantity/magnitude', 1.5), '400 ORDC-024'],
    ['nothing', replace('/quantity/magnitude', 0), '400 ORDC-024'],
    ['five decimals', replace('/rowValue/rowNet/value', '1.00001'), '400 ORDC-914'],
    ['an unknown nominal code', replace('/nominalCode', '9999'), '400 ORDC-913'],
    ['an unknown calculator', replace('/rowValue/taxCalculator', 'avalara'), '400 ORDC-938'],
    ['another product', replace('/productId', 1), '500 CMNC-044'],
    ['another tax code', replace('/rowValue/taxCode', 'NT'), '500 CMNC-044'],
    ['a removal', { op: 'remove', path: '/nominalCode' }, '500 CMNC-044'],
  ])('refuses %s, and all that came with it', async (_case, operation, expected) => {
    expect(await patch(ROWS.cup, replace('/rowValue/rowNet/value', '1.00'), operation)).toBe(expected);
    expect(figures(ROWS.cup)).toEqual(['40', '3.3']);
  });

  it('takes the components of a bundle along', async () => {
    await patch(ROWS.set, replace('/quantity/magnitude', 5));
    expect(rowOf(ROWS.partOfSet)?.quantity.toNumber()).toBe(10);
  });
});

describe('what is claimed', () => {
  it.each([
    ['refused', '400 ORDB-937'],
    ['release', '200 '],
  ] as const)('keeps a reserved row, with editsBelowReserved %s', async (mode, expected) => {
    sim.simulator.setSwitches({ editsBelowReserved: mode });
    await sim.control('POST', `sales-orders/${id}/reservation`);
    expect(await patch(ROWS.cup, replace('/quantity/magnitude', 3))).toBe(expected);
    expect(await patch(ROWS.set, replace('/quantity/magnitude', 2))).toBe(expected);
    expect(await sim.refusal('DELETE', `/order-service/order/${id}/row/${ROWS.cup}`)).toBe(expected);
  });

  it('keeps what is on a note in any case', async () => {
    sim.simulator.setSwitches({ editsBelowReserved: 'release' });
    await sim.control('POST', 'goods-out-notes', { salesOrderId: id, rows: [{ rowId: ROWS.cup, quantity: 3 }] });
    expect(await patch(ROWS.cup, replace('/quantity/magnitude', 2))).toBe('400 ORDB-936');
    expect(await patch(ROWS.cup, replace('/quantity/magnitude', 3))).toBe('200 ');
    expect(await sim.refusal('DELETE', `/order-service/order/${id}/row/${ROWS.cup}`)).toBe('400 ORDB-936');
  });

  it('is all of a partly shipped order once it is lessened to that: then it is shipped', async () => {
    await sim.ok('DELETE', `/order-service/order/${id}/row/${ROWS.set}`);
    await sim.control('POST', 'goods-out-notes', {
      salesOrderId: id,
      rows: [{ rowId: ROWS.cup, quantity: 3 }],
      ship: true,
    });
    await patch(ROWS.cup, replace('/quantity/magnitude', 3));
    expect(await sim.ok('GET', `/order-service/order/${id}`)).toMatchObject([{ shippingStatusCode: 'ASS' }]);
  });
});
