/** The client and the simulator were written apart, from the same documents: here they meet. */
import { createBrightpearlClient, type BrightpearlClient } from '../../src/brightpearl/client';
import { refreshTokens } from '../../src/brightpearl/oauth';
import type { SalesOrderInput } from '../../src/brightpearl/schemas/sales-order';
import type { RunningSimulator } from '../../src/simulators/core/server';
import { createBrightpearlSimulator, type BrightpearlSimulator } from '../../src/simulators/brightpearl/simulator';
import { remoteErrorOf } from '../http/support/remote-errors';

let simulator: BrightpearlSimulator;
let running: RunningSimulator;
let client: BrightpearlClient;

beforeEach(async () => {
  simulator = createBrightpearlSimulator({ quotaPerMinute: 10_000 });
  simulator.seedCatalog([{ sku: 'MUG', onHand: { '2': 5 } }]);
  running = await simulator.listen(0);
  const { appRef, token } = simulator.app;
  client = createBrightpearlClient({
    apiUrl: running.url,
    account: simulator.accountCode,
    auth: { kind: 'private-app', appRef, accountToken: token },
    observe: () => undefined,
  });
});
afterEach(() => running.close());

const address = {
  addressFullName: 'Ann Lee',
  addressLine1: '1 High St',
  addressLine3: 'Bristol',
  postalCode: 'BS2 9AG',
  countryIsoCode: 'GBR',
};

async function aContact(email: string): Promise<number> {
  const DEF = await client.contacts.createAddress(address);
  const postAddressIds = { DEF, BIL: DEF, DEL: DEF };
  const communication = { emails: { PRI: { email } }, telephones: { PRI: '01234 567890' } };
  return client.contacts.create({ firstName: 'Ann', lastName: 'Lee', postAddressIds, communication });
}

async function aSalesOrder(customerId: number): Promise<SalesOrderInput> {
  const [product] = await client.products.findBySku('MUG');
  const [taxCode] = await client.referenceData.taxCodes();
  const row = { quantity: '2', taxCode: taxCode!.code, net: '20.0000', tax: '1.65' };
  return {
    customer: { id: customerId, address },
    ref: '100',
    externalRef: 'abc123-100',
    installedIntegrationInstanceId: 13,
    placedOn: '2026-01-05T12:00:00.000-06:00',
    taxDate: '2026-01-05T12:00:00.000-06:00',
    statusId: 3,
    warehouseId: 2,
    channelId: 4,
    priceModeCode: 'EXC',
    currency: { code: 'USD', fixedExchangeRate: true, exchangeRate: '1.000000' },
    delivery: { address, shippingMethodId: 1 },
    rows: [{ ...row, productId: product!.productId, externalRef: 'line-1' }],
  };
}

it('finds contacts by name, and gives one another delivery address alone', async () => {
  const [first, second] = [await aContact('a@example.com'), await aContact('b@example.com')];
  const found = await client.contacts.searchByName({ firstName: 'ANN', lastName: 'Lee' });
  expect(found.map((row) => row.contactId)).toEqual([first, second]);
  expect(await client.contacts.searchByName({ firstName: 'Ann', lastName: 'Nobody' })).toEqual([]);
  const addressId = await client.contacts.createAddress({ ...address, addressLine1: '2 New Road' });
  await client.contacts.useAddress(first, addressId, ['DEL']);
  const { postAddressIds } = (await client.contacts.readMany([first])).get(first)!;
  expect(postAddressIds.DEL).toBe(addressId);
  expect(postAddressIds.BIL).not.toBe(addressId);
});

it('takes an order all the way: contact, sales order, reservation, payment, note, custom field, status', async () => {
  const contactId = await aContact('ann@example.com');
  expect((await client.contacts.searchByEmail('ANN@example.com')).map((row) => row.contactId)).toEqual([contactId]);
  const contact = (await client.contacts.readMany([contactId])).get(contactId);
  const addressId = contact!.postAddressIds.DEF!;
  expect((await client.contacts.readAddresses([addressId])).get(addressId)?.postalCode).toBe('BS2 9AG');

  const input = await aSalesOrder(contactId);
  const id = await client.salesOrders.create(input);
  if (id === undefined) throw new Error('No id');
  const order = (await client.salesOrders.readMany([id])).get(id);
  expect(order).toMatchObject({ externalRef: 'abc123-100', total: { gross: '21.65', tax: '1.65' } });
  const found = await client.orders.search({
    orderTypeId: 1,
    externalRef: 'abc123-100',
    installedIntegrationInstanceId: 13,
  });
  expect(found.map(({ orderId }) => orderId)).toEqual([id]);

  const { id: salesOrderRowId, productId } = order!.rows[0]!;
  expect(await client.reservations.get(id)).toBeUndefined();
  await client.reservations.create(id, 2, [{ productId: productId!, salesOrderRowId, quantity: '2' }]);
  expect((await client.reservations.get(id))?.rows.get(salesOrderRowId)).toEqual({ productId, quantity: '2' });

  const payment = { transactionRef: 'bc-1', transactionCode: '1', paymentType: 'RECEIPT', orderId: id } as const;
  const [method] = await client.referenceData.paymentMethods();
  const paymentId = await client.payments.create({
    ...payment,
    paymentMethodCode: method!.code,
    currencyIsoCode: 'USD',
    exchangeRate: '1',
    amountPaid: '21.65',
    paymentDate: '2026-01-05T12:00:00.000-06:00',
  });
  expect(await client.payments.searchByOrder(id)).toMatchObject([
    { paymentId, transactionRef: 'bc-1', amountPaid: '21.65' },
  ]);

  await client.orders.addNote(id, { text: 'marker' });
  expect((await client.orders.notes(id)).map(({ text }) => text)).toContain('marker');
  const status = (await client.referenceData.orderStatuses()).find(
    (candidate) => candidate.orderTypeCode === 'SO' && !candidate.disabled && ![3, 4, 5].includes(candidate.id),
  );
  await client.orders.setStatus(id, status!.id);
  expect((await client.salesOrders.readMany([id])).get(id)?.statusId).toBe(status!.id);
});

it('takes a repeated sales order for the one it has', async () => {
  const input = await aSalesOrder(await aContact('ann@example.com'));
  const first = await client.salesOrders.create(input);
  const again = await client.salesOrders.create(input);
  expect([first, undefined]).toContain(again);
  expect(await client.orders.search({ orderTypeId: 1, externalRef: input.externalRef })).toHaveLength(1);
});

it('walks orders by when they were created', async () => {
  const input = await aSalesOrder(await aContact('ann@example.com'));
  for (const n of [1, 2, 3]) await client.salesOrders.create({ ...input, externalRef: `abc123-${n}` });
  const since = new Date(simulator.clock.now().getTime() - 3_600_000);
  const refs = new Set<string | null>();
  for await (const rows of client.orders.walk({ orderTypeId: 1, by: 'createdOn', since })) {
    for (const { externalRef } of rows) refs.add(externalRef);
  }
  expect(refs).toEqual(new Set(['abc123-1', 'abc123-2', 'abc123-3']));
});

it('reads products and every reference list', async () => {
  const [row] = await client.products.findBySku('MUG');
  expect((await client.products.readMany([row!.productId])).get(row!.productId)).toMatchObject({
    stock: { stockTracked: true },
    composition: { bundle: false },
  });
  expect((await client.referenceData.accountConfiguration()).settings['baseCurrencyCode']).toBe('USD');
  const { accountConfiguration: _, ...lists } = client.referenceData;
  const lengths = await Promise.all(Object.values(lists).map(async (list) => (await list()).length));
  expect(lengths.filter((length) => length === 0)).toEqual([]);
});

it('manages webhooks', async () => {
  const uri = 'https://connector.example/webhooks/brightpearl/acme?secret=s';
  const id = await client.webhooks.create({ subscribeTo: 'order.modified', uri });
  expect(await client.webhooks.list()).toMatchObject([{ id, subscribeTo: 'order.modified', uriTemplate: uri }]);
  await client.webhooks.delete(id);
  expect(await client.webhooks.list()).toEqual([]);
  const refused = await remoteErrorOf(client.webhooks.create({ subscribeTo: 'contact.modified', uri }));
  expect([refused.kind, refused.fields.code]).toEqual(['invalid', 'INTC-064']);
});

it('tells refusals apart', async () => {
  simulator.core.faults.add({ mode: 'throttle', count: 1 });
  expect((await remoteErrorOf(client.referenceData.channels())).kind).toBe('throttled');
  const contactId = await aContact('ann@example.com');
  const input = await aSalesOrder(contactId);
  simulator.core.faults.add({ mode: 'apply-then-drop', method: 'POST', count: 1 });
  expect((await remoteErrorOf(client.salesOrders.create(input))).kind).toBe('unknown-outcome');
  expect(await client.orders.search({ orderTypeId: 1, externalRef: input.externalRef })).toHaveLength(1);
  const stranger = createBrightpearlClient({
    apiUrl: running.url,
    account: simulator.accountCode,
    auth: { kind: 'private-app', appRef: simulator.app.appRef, accountToken: 'wrong' },
    observe: () => undefined,
  });
  expect((await remoteErrorOf(stranger.referenceData.channels())).kind).toBe('unauthorized');
});

it('is refused a refresh of a token that was never given', async () => {
  const error = await remoteErrorOf(
    refreshTokens(
      {
        tokenUrl: `${running.url}/token/${simulator.accountCode}`,
        account: simulator.accountCode,
        appRef: simulator.app.appRef,
        observe: () => undefined,
      },
      'unknown',
    ),
  );
  expect(error.fields).toMatchObject({ kind: 'unauthorized', code: 'invalid_grant' });
});
