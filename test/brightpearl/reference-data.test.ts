import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { anAccount, searchAnswer } from './support/account';

const RECORDED = resolve(process.env['SPECS_DIR'] ?? '../shared/specs', 'brightpearl/ruby-brightpearl');

it('reads the settings as strings, and the instance id that instance apps are told', async () => {
  const response = { baseCurrencyCode: 'GBP', defaultTaxRateId: 7, multipleWarehouseEnabled: true, cancelled: null };
  const { client } = await anAccount((_, answer) =>
    answer.json(200, { response }, { 'brightpearl-installed-integration-instance-id': '13' }),
  );
  expect(await client.referenceData.accountConfiguration()).toEqual({
    settings: { baseCurrencyCode: 'GBP', defaultTaxRateId: '7', multipleWarehouseEnabled: 'true' },
    instanceId: 13,
  });
});

it('knows no instance id of a private app', async () => {
  const { client } = await anAccount((_, answer) => answer.json(200, { response: {} }));
  expect((await client.referenceData.accountConfiguration()).instanceId).toBeUndefined();
});

it('reads a tax code without a rate as 0', async () => {
  const response = [
    { id: 1, code: 'Z', description: 'Exempt' },
    { id: 2, code: 'T', rate: 12.5 },
  ];
  const { client } = await anAccount((_, answer) => answer.json(200, { response }));
  expect((await client.referenceData.taxCodes()).map(({ rate }) => rate)).toEqual(['0', '12.5']);
});

it('reads every list that routes refer to', async () => {
  const rows: Record<string, unknown> = {
    '/warehouse-service/shipping-method': { id: 6, name: 'Next day', carrier: null },
    '/accounting-service/payment-method': { id: 1, code: 'CARD', name: 'Card', isActive: true },
    '/product-service/channel': { id: 4, name: 'Web', channelTypeId: 1 },
    '/warehouse-service/warehouse': { id: 2, name: 'Main', typeCode: 'warehouse' },
    '/contact-service/lead-source': { id: 4, ownerId: 0, parentId: 0, name: 'Google', isActive: true },
    '/accounting-service/exchange-rate': {
      currencyId: 2,
      rateActiveFrom: '2015-06-14T07:05:17.000+02:00',
      rate: 1.083,
    },
  };
  const searches: Record<string, Record<string, unknown>> = {
    '/accounting-service/currency-search': {
      id: 1,
      title: 'Pound',
      code: 'GBP',
      exchangeRate: '1.000000',
      isDefault: true,
    },
    '/accounting-service/nominal-code-search': { code: 4000, name: 'Sales', active: true },
  };
  const { client, calls } = await anAccount(({ path }, answer) => {
    const resource = path.replace('/public-api/acme', '');
    const found = searches[resource];
    answer.json(200, found ? searchAnswer([found]) : { response: [rows[resource]] });
  });
  const { referenceData } = client;
  expect(await referenceData.shippingMethods()).toEqual([{ id: 6, name: 'Next day' }]);
  expect(await referenceData.paymentMethods()).toEqual([{ code: 'CARD', name: 'Card', isActive: true }]);
  expect(await referenceData.channels()).toEqual([{ id: 4, name: 'Web' }]);
  expect(await referenceData.warehouses()).toEqual([{ id: 2, name: 'Main' }]);
  expect((await referenceData.leadSources()).map(({ name }) => name)).toEqual(['Google']);
  expect((await referenceData.exchangeRates()).map(({ rate }) => rate)).toEqual(['1.083']);
  expect((await referenceData.currencies()).map(({ code }) => code)).toEqual(['GBP']);
  expect((await referenceData.nominalCodes()).map(({ code }) => code)).toEqual(['4000']);
  expect(calls()).toHaveLength(8);
});

(existsSync(RECORDED) ? describe : describe.skip)('answers recorded from a live account', () => {
  const recorded = (file: string): unknown =>
    (
      JSON.parse(readFileSync(join(RECORDED, `${file}.json`), 'utf8')) as {
        interactions: { response: { body: unknown } }[];
      }
    ).interactions[0]?.response.body;
  const replaying = async (file: string) => (await anAccount((_, answer) => answer.json(200, recorded(file)))).client;

  it('give tax codes, price lists and order statuses', async () => {
    expect(await (await replaying('tax_code_get')).referenceData.taxCodes()).toHaveLength(11);
    expect(await (await replaying('price_list_get')).referenceData.priceLists()).toEqual([
      { id: 1, name: 'Cost CRC', code: 'COST CRC', currencyCode: 'CRC', gross: false, priceListTypeCode: 'BUY' },
    ]);
    expect((await (await replaying('order_status_get')).referenceData.orderStatuses())[0]).toMatchObject({
      id: 1,
      name: 'Draft / Quote',
      orderTypeCode: 'SO',
    });
  });

  it('give orders, contacts, products and payments by search', async () => {
    const orders = await (await replaying('order_search')).orders.search({ orderTypeId: 1, customerRef: '#0001' });
    expect(orders.length).toBeGreaterThan(0);
    const client = await replaying('customer__search__simple_search');
    expect((await client.contacts.searchByEmail('foo@example.com')).map(({ contactId }) => contactId)).toEqual([
      72433, 72435,
    ]);
    const payments = await (await replaying('customer_payment__search__simple_search')).payments.searchByOrder(1081505);
    expect(payments).toMatchObject([{ paymentId: 935253, amountPaid: '100.00', journalId: 3113824 }]);
    const products = await (await replaying('product_search')).products.findBySku('ANTHONY123-BL-3');
    expect(products).toMatchObject([{ productId: 1494, stockTracked: true }]);
  });

  it('give contacts, products and webhooks by id', async () => {
    expect((await (await replaying('customer__get__simple_get')).contacts.readMany([151499])).size).toBe(1);
    expect((await (await replaying('product_get_one')).products.readMany([1007])).size).toBe(1);
    expect(
      (await (await replaying('customer__get__multiple_get')).contacts.readMany([151499, 1, 2, 3])).size,
    ).toBeGreaterThan(0);
  });
});
