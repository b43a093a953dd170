import type { ProductInput } from '../../src/brightpearl/schemas/product';
import { remoteErrorOf } from '../http/support/remote-errors';
import { anAccount, searchAnswer } from './support/account';

const notFound = { errors: [{ code: 'CMNC-404', message: 'None' }] };

describe('contacts', () => {
  const aContact = (contactId: number, primaryEmail: string, more = {}) => ({
    contactId,
    primaryEmail,
    secondaryEmail: '',
    tertiaryEmail: null,
    firstName: 'Ann',
    lastName: 'Lee',
    isSupplier: false,
    companyName: null,
    isStaff: false,
    isCustomer: true,
    ...more,
  });

  it('are found by exactly the e-mail address, in any of the three places, in one request', async () => {
    const { client, asked } = await anAccount((_, answer) =>
      answer.json(
        200,
        searchAnswer([
          aContact(9, 'joann@x.com'),
          aContact(8, 'ANN@x.com '),
          aContact(3, 'other@x.com', { tertiaryEmail: 'ann@X.com' }),
          aContact(5, 'ann@x.com.au'),
        ]),
      ),
    );
    const found = await client.contacts.searchByEmail('Ann@x.com');
    expect(found.map(({ contactId }) => contactId)).toEqual([3, 8]);
    expect(asked.map(({ query }) => Object.fromEntries(query))).toEqual([{ allEmail: 'Ann@x.com' }]);
  });

  it('are found by an address whose accents are written in another way', async () => {
    const { client } = await anAccount((_, answer) => answer.json(200, searchAnswer([aContact(8, 'jos\u00e9@x.com')])));
    expect(await client.contacts.searchByEmail('jose\u0301@x.com')).toMatchObject([{ contactId: 8 }]);
  });

  it('are read with their addresses', async () => {
    const { client } = await anAccount(({ path }, answer) =>
      path.includes('postal-address')
        ? answer.json(200, { response: [{ addressId: 5, postalCode: 'BS1', countryIsoCode: 'GBR' }] })
        : answer.json(200, {
            response: [
              {
                contactId: 3,
                firstName: 'Ann',
                lastName: 'Lee',
                postAddressIds: { DEF: 5, BIL: 5, DEL: 6 },
                communication: { emails: { PRI: { email: 'ann@x.com' } }, telephones: {} },
                relationshipToAccount: { isSupplier: false, isStaff: false },
                organisation: { organisationId: 3 },
              },
            ],
          }),
    );
    const contact = (await client.contacts.readMany([3])).get(3);
    expect([contact?.communication.emails.PRI?.email, contact?.postAddressIds.DEL]).toEqual(['ann@x.com', 6]);
    expect((await client.contacts.readAddresses([5])).get(5)).toMatchObject({ addressLine1: '', postalCode: 'BS1' });
  });

  it('are created after their address, never as staff or supplier', async () => {
    const { client, asked, calls } = await anAccount((_, answer, number) =>
      answer.json(200, { response: 40 + number }),
    );
    const address = { addressFullName: 'Ann Lee', addressLine1: '1 High St', telephone: '1', countryIsoCode: 'GBR' };
    const DEF = await client.contacts.createAddress(address);
    const id = await client.contacts.create({
      firstName: 'Ann',
      lastName: 'Lee',
      postAddressIds: { DEF, BIL: DEF, DEL: DEF },
      communication: { emails: { PRI: { email: 'ann@x.com' } } },
    });
    expect([DEF, id]).toEqual([41, 42]);
    expect(calls()).toEqual(['POST /contact-service/postal-address', 'POST /contact-service/contact']);
    expect(asked[0]?.json).toEqual({ addressLine1: '1 High St', countryIsoCode: 'GBR' });
    expect(asked[1]?.json).toMatchObject({ relationshipToAccount: { isSupplier: false, isStaff: false } });
  });

  it('refuse an answer that is no id', async () => {
    const { client } = await anAccount((_, answer) => answer.json(200, { response: true }));
    const error = await remoteErrorOf(client.contacts.createAddress({ addressLine1: 'x', countryIsoCode: 'GBR' }));
    expect(error.kind).toBe('unexpected-body');
  });
});

describe('a product', () => {
  it('is made as the recorded requests make one, and its id is answered', async () => {
    const { client, asked, calls } = await anAccount((_, answer) => answer.json(200, { response: 1579 }));
    const product: ProductInput = {
      brandId: 74,
      productTypeId: 1,
      identity: { sku: 'MUG' },
      stock: { stockTracked: true },
      financialDetails: { taxCode: { id: 2, code: 'T' } },
      salesChannels: [{ salesChannelName: 'Brightpearl', productName: 'Mug', categories: [{ categoryCode: '296' }] }],
    };
    expect(await client.products.create(product)).toBe(1579);
    expect([calls(), asked[0]?.json]).toEqual([['POST /product-service/product'], product]);
  });
});

describe('payments', () => {
  it('are posted with amounts as the recorded requests carry them', async () => {
    const { client, asked } = await anAccount((_, answer) => answer.json(200, { response: 935253 }));
    const payment = {
      transactionRef: 'bc-abc123-5-purchase',
      transactionCode: '5',
      paymentMethodCode: 'CARD',
      paymentType: 'RECEIPT',
      orderId: 322,
      currencyIsoCode: 'GBP',
      paymentDate: '2026-01-05T12:00:00.000+00:00',
    } as const;
    expect(await client.payments.create({ ...payment, exchangeRate: '1.100000', amountPaid: '12.10' })).toBe(935253);
    expect(asked[0]?.json).toEqual({ ...payment, exchangeRate: 1.1, amountPaid: 12.1 });
  });

  it('refuse an amount that is none, before anything is sent', async () => {
    const { client, asked } = await anAccount((_, answer) => answer.json(200, { response: 1 }));
    const create = async () =>
      client.payments.create({
        transactionRef: 'r',
        transactionCode: 'c',
        paymentMethodCode: 'CARD',
        paymentType: 'RECEIPT',
        orderId: 1,
        currencyIsoCode: 'GBP',
        exchangeRate: '',
        paymentDate: '2026-01-05T12:00:00.000+00:00',
      });
    await expect(create()).rejects.toThrow(TypeError);
    expect(asked).toHaveLength(0);
  });

  it('are found by order, without those of others', async () => {
    const aPayment = (paymentId: number, orderId: number) => ({
      paymentId,
      transactionRef: 'r',
      paymentMethodCode: 'CARD',
      paymentType: 'RECEIPT',
      orderId,
      currencyCode: 'GBP',
      amountPaid: '100.00',
      journalId: null,
    });
    const { client, asked } = await anAccount((_, answer) =>
      answer.json(200, searchAnswer([aPayment(1, 7), aPayment(2, 8)])),
    );
    expect((await client.payments.searchByOrder(7)).map(({ paymentId }) => paymentId)).toEqual([1]);
    expect(asked[0]?.query.get('orderId')).toBe('7');
  });
});

describe('a reservation', () => {
  it('is made for rows of one order in one warehouse', async () => {
    const products = [{ productId: 1010, salesOrderRowId: 68, quantity: '5' }];
    const { client, asked, calls } = await anAccount((_, answer) => answer.json(200, {}));
    await client.reservations.create(54, 2, products);
    expect(calls()).toEqual(['POST /warehouse-service/order/54/reservation/warehouse/2']);
    expect(asked[0]?.json).toEqual({ products });
  });

  it('is read back by row, as it can be partial in silence', async () => {
    const reservation = { orderId: 54, warehouseId: 2, orderRows: { '68': { productId: 1010, quantity: 5 } } };
    const { client } = await anAccount((_, answer) => answer.json(200, { response: [reservation] }));
    const found = await client.reservations.get(54);
    expect(found?.warehouseId).toBe(2);
    expect(found?.rows.get(68)).toEqual({ productId: 1010, quantity: '5' });
  });

  it('that does not exist is undefined', async () => {
    const { client } = await anAccount((_, answer) => answer.json(404, notFound));
    expect(await client.reservations.get(62)).toBeUndefined();
  });

  it('is refused for good when nothing is available', async () => {
    const { client } = await anAccount((_, answer) =>
      answer.json(400, { errors: [{ code: 'WHSB-038', message: 'No' }] }),
    );
    expect((await remoteErrorOf(client.reservations.create(54, 2, []))).kind).toBe('invalid');
  });
});

describe('status, notes and custom fields of an order', () => {
  it('are written', async () => {
    const { client, asked, calls } = await anAccount(({ method }, answer) =>
      answer.json(200, method === 'POST' ? { response: 97 } : {}),
    );
    await client.orders.setStatus(7, 5);
    expect(await client.orders.addNote(7, { text: 'Hello' })).toBe(97);
    await client.orders.setCustomFields(7, { PCF_GIFT: 'Happy birthday', PCF_KIND: { id: 137 } });
    expect(calls()).toEqual([
      'PUT /order-service/order/7/status',
      'POST /order-service/order/7/note',
      'PATCH /order-service/order/7/custom-field',
    ]);
    expect(asked.map(({ json }) => json)).toEqual([
      { orderStatusId: 5 },
      { text: 'Hello', isPublic: false },
      [
        { op: 'add', path: '/PCF_GIFT', value: 'Happy birthday' },
        { op: 'add', path: '/PCF_KIND', value: { id: 137 } },
      ],
    ]);
  });

  it('are read: notes, or none', async () => {
    const { client } = await anAccount(({ path }, answer) =>
      path.includes('/7/')
        ? answer.json(200, { response: [{ noteId: 1, contactId: 2, text: 'Hello', isPublic: false }] })
        : answer.json(404, notFound),
    );
    expect((await client.orders.notes(7)).map(({ text }) => text)).toEqual(['Hello']);
    expect(await client.orders.notes(8)).toEqual([]);
  });
});

it('finds products by exactly the SKU: none, one or several', async () => {
  const aProduct = (productId: number, SKU: string) => ({
    productId,
    productName: 'P',
    SKU,
    stockTracked: true,
    productStatus: 'LIVE',
  });
  const { client } = await anAccount((_, answer) =>
    answer.json(200, searchAnswer([aProduct(1, 'A'), aProduct(2, 'A-2'), aProduct(3, 'A')])),
  );
  expect(await client.products.findBySku('A')).toMatchObject([
    { productId: 1, sku: 'A', name: 'P', status: 'LIVE', stockTracked: true },
    { productId: 3, sku: 'A', name: 'P', status: 'LIVE', stockTracked: true },
  ]);
  expect(await client.products.findBySku('a')).toEqual([]);
});

describe('webhooks', () => {
  it('are made to be repeated until delivered, with id sets', async () => {
    const { client, asked } = await anAccount((_, answer) => answer.json(200, { response: 121 }));
    expect(
      await client.webhooks.create({ subscribeTo: 'goods-out-note.created', uri: 'https://c.example/b?s=x' }),
    ).toBe(121);
    expect(asked[0]?.json).toMatchObject({ idSetAccepted: true, qualityOfService: 1, httpMethod: 'POST' });
    const { bodyTemplate } = asked[0]!.json as { bodyTemplate: string };
    expect(JSON.parse(bodyTemplate)).toMatchObject({ id: '${resource-id}', fullEvent: '${full-event}' });
  });

  it('keep our secret out of the audit', async () => {
    const uri = 'https://c.example/b?secret=hush';
    const { client, exchanges } = await anAccount(({ method }, answer) =>
      answer.json(200, {
        response: method === 'GET' ? [{ id: 1, subscribeTo: 'order.modified', uriTemplate: uri }] : 121,
      }),
    );
    await client.webhooks.create({ subscribeTo: 'order.modified', uri });
    expect(await client.webhooks.list()).toMatchObject([{ uriTemplate: uri }]);
    expect(exchanges).toHaveLength(2);
    expect(JSON.stringify(exchanges)).not.toContain('hush');
  });

  it('are listed, or none, and deleted', async () => {
    const { client } = await anAccount(({ method }, answer) =>
      method === 'GET' ? answer.json(404, notFound) : answer.json(200, {}),
    );
    expect(await client.webhooks.list()).toEqual([]);
    await client.webhooks.delete(121);
  });
});
