import { ADDRESS, aRow, aSalesOrder, CUSTOMER_ID } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

let sim: StartedSimulator;
beforeEach(async () => {
  sim = await startSimulator();
});
afterEach(() => sim.close());

const post = (order: Record<string, unknown> = {}) =>
  sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder(order));
const get = async (id: number) =>
  (await sim.ok<Record<string, unknown>[]>('GET', `/order-service/sales-order/${id}`))[0];

interface RowView {
  readonly id: number;
  readonly sku?: string;
  readonly parentRowId: number;
}

describe('POST sales-order', () => {
  it('stores header and rows at once and shows them with totals', async () => {
    const id = await post({ rows: [aRow(), aRow({ name: 'Shipping', net: '5', tax: '0', taxCode: 'NT' })] });
    expect(await get(id)).toMatchObject({
      id,
      customer: { id: CUSTOMER_ID, address: ADDRESS },
      ref: '10423',
      externalRef: 'abc123-10423',
      installedIntegrationInstanceId: 13,
      placedOn: '2026-11-20T12:00:00.000-06:00',
      statusId: 3,
      currency: { code: 'USD', fixedExchangeRate: true, exchangeRate: '1.000000' },
      total: { net: '15.00', tax: '0.83', gross: '15.83', baseNet: '15.00', baseTax: '0.83', baseGross: '15.83' },
      orderPaymentStatus: 'UNPAID',
      allocationStatusCode: 'ANR',
      invoice: { invoiceReference: '' },
      rows: expect.arrayContaining([
        expect.objectContaining({ productId: 1000, net: '10.0000', tax: '0.83', externalRef: 'line-1' }),
      ]),
    });
  });

  it('leaves unset keys out', async () => {
    const order = await get(await post());
    expect(Object.keys(order ?? {})).not.toContain('updatedOn');
    expect(Object.values(order ?? {})).not.toContain(null);
  });

  it('fills in status, currency and addresses from the account and the contact', async () => {
    const id = await sim.ok<number>('POST', '/order-service/sales-order', { customerId: CUSTOMER_ID });
    expect(await get(id)).toMatchObject({
      statusId: 3,
      currency: { code: 'USD' },
      orderPaymentStatus: 'NOT_APPLICABLE',
      delivery: { address: { addressFullName: 'Demo Customer', addressLine1: '34 Lime St' } },
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no customer', { customer: undefined }, '400 ORDC-900'],
    ['a customer who does not exist', { customer: { id: 999 } }, '400 ORDC-902'],
    ['a status of another order type', { statusId: 6 }, '400 ORDC-901'],
    ['a hidden status', { statusId: 22 }, '400 ORDC-901'],
    ['an unknown channel', { channelId: 99 }, '400 ORDC-901'],
    ['an unknown warehouse', { warehouseId: 99 }, '400 ORDC-901'],
    ['an unknown price list', { priceListId: 99 }, '400 ORDC-901'],
    ['an unknown shipping method', { delivery: { shippingMethodId: 99 } }, '400 ORDC-901'],
    ['a staff owner who is a customer', { staffOwnerId: CUSTOMER_ID }, '400 ORDC-901'],
    ['a currency that is not set up', { currency: { code: 'SEK' } }, '400 ORDC-903'],
    ['an exchange rate of 0', { currency: { code: 'EUR', exchangeRate: '0' } }, '400 ORDC-900'],
    ['a reference of 65 characters', { ref: 'x'.repeat(65) }, '400 ORDC-900'],
    ['a country by name', { delivery: { address: { ...ADDRESS, countryIsoCode: 'United States' } } }, '400 ORDC-900'],
    ['a date that is none', { placedOn: 'yesterday' }, '400 ORDC-900'],
    ['a row without product and name', { rows: [aRow({ name: undefined })] }, '400 ORDC-910'],
    ['a row of an unknown product', { rows: [aRow({ productId: 5 })] }, '400 ORDC-911'],
    ['a row with an unknown tax code', { rows: [aRow({ taxCode: 'T20' })] }, '400 ORDC-912'],
    ['a row without a tax code', { rows: [aRow({ taxCode: undefined })] }, '400 ORDC-900'],
    ['a row with an unknown nominal code', { rows: [aRow({ nominalCode: '9999' })] }, '400 ORDC-913'],
    ['a net of 5 decimals', { rows: [aRow({ net: '1.00001' })] }, '400 ORDC-914'],
    ['a tax of 3 decimals', { rows: [aRow({ tax: '0.825' })] }, '400 ORDC-914'],
    ['a quantity of 0', { rows: [aRow({ quantity: '0' })] }, '400 ORDC-024'],
  ])('refuses %s and stores nothing', async (_case, order, refusal) => {
    expect(await sim.refusal('POST', '/order-service/sales-order', aSalesOrder(order))).toBe(refusal);
    expect(sim.simulator.ledger().salesOrders).toEqual([]);
  });

  it('rounds excess decimals instead when switched so', async () => {
    sim.simulator.setSwitches({ excessDecimals: 'rounded' });
    const id = await post({ rows: [aRow({ net: '1.00005', tax: '0.825' })] });
    expect(await get(id)).toMatchObject({ rows: [{ net: '1.0001', tax: '0.83' }] });
  });

  it('refuses a body that is not JSON', async () => {
    const answer = await fetch(`${sim.url}/public-api/acme/order-service/sales-order`, {
      method: 'POST',
      headers: {
        'brightpearl-app-ref': sim.simulator.app.appRef,
        'brightpearl-account-token': sim.simulator.app.token,
      },
      body: '{"customer":',
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ code: 'CMNC-010' }] });
  });
});

describe('the compound key', () => {
  const again = () => sim.api('POST', '/order-service/sales-order', aSalesOrder({ ref: 'changed' }));

  it('answers 200 with the stored id and changes nothing', async () => {
    const id = await post();
    expect(await again()).toMatchObject({ status: 200, body: { response: id } });
    expect(await get(id)).toMatchObject({ ref: '10423' });
    expect(sim.simulator.ledger().salesOrders).toHaveLength(1);
  });

  it('answers 200 with an empty body when switched so', async () => {
    await post();
    sim.simulator.setSwitches({ duplicatePostBody: 'empty' });
    expect(await again()).toMatchObject({ status: 200, body: {} });
    expect(sim.simulator.ledger().salesOrders).toHaveLength(1);
  });

  it.each([
    ['the instance id is missing', { installedIntegrationInstanceId: undefined }],
    ['the external reference is missing', { externalRef: undefined }],
    ['the instance id differs', { installedIntegrationInstanceId: 14 }],
    ['the external reference differs', { externalRef: 'abc123-10424' }],
  ])('is none when %s', async (_case, change) => {
    await post();
    await post(change);
    expect(sim.simulator.ledger().salesOrders).toHaveLength(2);
  });

  it('is none at all when nobody has an instance id', async () => {
    sim.simulator.setSwitches({ instanceIdMode: 'absent' });
    await post();
    await post();
    expect(sim.simulator.ledger().salesOrders).toMatchObject([{ instanceId: null }, { instanceId: null }]);
  });
});

describe('the arithmetic of an order', () => {
  it.each([
    ['round-of-sum' as const, '0.01'],
    ['sum-of-rounded' as const, '0.00'],
  ])('rounds the header net as %s', async (headerRounding, net) => {
    sim.simulator.setSwitches({ headerRounding });
    const row = aRow({ net: '0.0040', tax: '0' });
    expect(await get(await post({ rows: [row, row] }))).toMatchObject({ total: { net, gross: net } });
  });

  it('divides by the exchange rate given for the base total', async () => {
    const currency = { code: 'EUR', fixedExchangeRate: true, exchangeRate: '0.80' };
    expect(await get(await post({ currency }))).toMatchObject({
      currency: { exchangeRate: '0.800000' },
      total: { net: '10.00', tax: '0.83', gross: '10.83', baseNet: '12.50', baseTax: '1.04', baseGross: '13.54' },
    });
  });

  it('takes the rate of its own table when none is given', async () => {
    expect(await get(await post({ currency: { code: 'EUR' } }))).toMatchObject({
      currency: { exchangeRate: '0.920000', fixedExchangeRate: true },
    });
  });

  it('works out a tax that is not given', async () => {
    const order = await get(await post({ rows: [aRow({ net: '100', tax: undefined })] }));
    expect(order).toMatchObject({ rows: [{ tax: '8.25', taxCalculator: 'brightpearl' }] });
  });

  it('marks a tax of somebody else as manual', async () => {
    const order = await get(await post({ rows: [aRow({ net: '100', tax: '9.00' })] }));
    expect(order).toMatchObject({ rows: [{ tax: '9.00', taxCalculator: 'manual' }] });
  });

  it('knows the codes of a VAT account', async () => {
    await sim.close();
    sim = await startSimulator({ taxScheme: 'VAT', baseCurrency: 'GBP', timeZone: 'Europe/London' });
    const order = { currency: { code: 'GBP' }, rows: [aRow({ taxCode: 'T20', net: '10', tax: '2' })] };
    expect(await get(await post(order))).toMatchObject({ total: { gross: '12.00' } });
    expect(await sim.ok('GET', '/accounting-service/tax-code')).toEqual(
      expect.arrayContaining([
        { id: 1, code: 'T9', description: 'Outside the scope of VAT' },
        { id: 7, code: 'T20', description: 'Standard rate', rate: 20 },
      ]),
    );
  });
});

describe('rows of products', () => {
  beforeEach(() =>
    sim.simulator.seedCatalog([
      { sku: 'CUP', onHand: { 2: 5 } },
      { sku: 'PLATE', onHand: { 2: 5 } },
      {
        sku: 'SET',
        components: [
          { sku: 'CUP', quantity: 2 },
          { sku: 'PLATE', quantity: 1 },
        ],
      },
    ]),
  );

  it('explode a bundle into its parent and its components, which cost nothing', async () => {
    const id = await post({ rows: [aRow({ productId: 1003, name: undefined, quantity: '3' })] });
    const order = (await get(id)) as { rows: RowView[]; total: unknown };
    const parent = order.rows.find(({ parentRowId }) => parentRowId === 0);
    expect(order.total).toMatchObject({ gross: '10.83' });
    expect(parent).toMatchObject({ sku: 'SET', bundleParent: true, bundleChild: false, quantity: '3.0000' });
    expect(order.rows.filter((row) => row !== parent)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ sku: 'CUP', quantity: '6.0000', net: '0.0000', parentRowId: parent?.id }),
        expect.objectContaining({ sku: 'PLATE', quantity: '3.0000', tax: '0.00', bundleChild: true }),
      ]),
    );
  });

  it('take whole quantities only', async () => {
    const order = aSalesOrder({ rows: [aRow({ productId: 1001, quantity: '1.5' })] });
    expect(await sim.refusal('POST', '/order-service/sales-order', order)).toBe('400 ORDC-024');
    expect(await post({ rows: [aRow({ quantity: '1.5' })] })).toBeGreaterThan(0);
  });
});

describe('GET sales-order', () => {
  it('answers in another order than asked, and leaves out what does not exist', async () => {
    for (let n = 0; n < 20; n += 1) await post({ externalRef: `abc123-${n}` });
    const orders = await sim.ok<{ id: number }[]>('GET', '/order-service/sales-order/501-520,900');
    const ids = orders.map(({ id }) => id);
    const ascending = [...ids].sort((a, b) => a - b);
    expect(ascending).toEqual(Array.from({ length: 20 }, (_, index) => 501 + index));
    expect(ids).not.toEqual(ascending);
  });

  it('answers an empty list when nothing exists', async () => {
    expect(await sim.ok('GET', '/order-service/sales-order/9')).toEqual([]);
    expect(await sim.ok('GET', '/order-service/order/9')).toEqual([]);
  });

  it('takes at most 200 ids', async () => {
    expect(await sim.refusal('GET', '/order-service/sales-order/1-201')).toBe('400 CMNC-902');
    expect(await sim.ok('OPTIONS', '/order-service/order/1-900')).toEqual({ getUris: [] });
  });
});
