import type { SalesOrderInput } from '../../src/brightpearl/schemas/sales-order';
import { remoteErrorOf } from '../http/support/remote-errors';
import { anAccount } from './support/account';

const input: SalesOrderInput = {
  customer: { id: 200 },
  ref: '100',
  externalRef: 'abc123-100',
  installedIntegrationInstanceId: 13,
  placedOn: '2026-01-05T12:00:00.000+00:00',
  taxDate: '2026-01-05T12:00:00.000+00:00',
  statusId: 3,
  warehouseId: 2,
  channelId: 4,
  priceModeCode: 'EXC',
  currency: { code: 'GBP', fixedExchangeRate: true },
  delivery: { address: { addressLine1: '1 High St', countryIsoCode: 'GBR' } },
  rows: [{ productId: 7, quantity: '1', taxCode: 'T20', net: '10.00', tax: '2.00', externalRef: 'line-1' }],
};

describe('creating a sales order', () => {
  it('posts it whole and gives its id', async () => {
    const { client, asked, calls } = await anAccount((_, answer) => answer.json(200, { response: 987654 }));
    expect(await client.salesOrders.create(input)).toBe(987654);
    expect(calls()).toEqual(['POST /order-service/sales-order']);
    expect(asked[0]?.json).toEqual(input);
  });

  it.each([[{}], [{ response: {} }], [{ response: null }], [{ response: true }], [{ response: 0 }], [null], ['']])(
    'is accepted without an id when a duplicate answers %j',
    async (body) => {
      const { client } = await anAccount((_, answer) => answer.json(200, body));
      expect(await client.salesOrders.create(input)).toBeUndefined();
    },
  );

  it('is accepted without an id when a duplicate answers nothing', async () => {
    const { client } = await anAccount((_, answer) => answer.empty(200));
    expect(await client.salesOrders.create(input)).toBeUndefined();
  });

  it('is of unknown outcome when the connection drops after it was read', async () => {
    const { client } = await anAccount((_, answer) => answer.drop());
    expect((await remoteErrorOf(client.salesOrders.create(input))).kind).toBe('unknown-outcome');
  });
});

it('reads sales orders with their totals and rows', async () => {
  const order = {
    id: 987654,
    customer: { id: 200, address: {} },
    statusId: 3,
    externalRef: 'abc123-100',
    total: { net: '10.00', tax: '2.00', gross: '12.00', baseNet: '10.00', baseTax: '2.00', baseGross: '12.00' },
    currency: { code: 'GBP', exchangeRate: 1 },
    rows: [{ id: 1, productId: 7, quantity: '1.0000', net: '10.0000', tax: 2, externalRef: 'line-1' }],
  };
  const { client } = await anAccount((_, answer) => answer.json(200, { response: [order] }));
  const found = (await client.salesOrders.readMany([987654])).get(987654);
  expect([found?.total.gross, found?.currency.exchangeRate, found?.rows[0]?.tax]).toEqual(['12.00', '1', '2']);
});

it('names the field when a total is missing', async () => {
  const order = {
    id: 1,
    customer: { id: 2 },
    statusId: 3,
    total: { net: '1.00' },
    currency: { code: 'GBP' },
    rows: [],
  };
  const { client } = await anAccount((_, answer) => answer.json(200, { response: [order] }));
  const error = await remoteErrorOf(client.salesOrders.readMany([1]));
  expect([error.kind, error.fields.vendorMessage]).toEqual([
    'unexpected-body',
    expect.stringContaining('response[0].total.tax'),
  ]);
});
