import { aPayment, aRow, aSalesOrder, CUSTOMER_ID } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

let sim: StartedSimulator;
let id: number;
beforeEach(async () => {
  sim = await startSimulator();
  sim.simulator.seedCatalog([{ sku: 'CUP', onHand: { 2: 5 } }]);
  const rows = [aRow({ productId: 1001, quantity: '2' })];
  id = await sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder({ rows }));
});
afterEach(() => sim.close());

const order = async () => (await sim.ok<Record<string, unknown>[]>('GET', `/order-service/order/${id}`))[0];
const setStatus = (orderStatusId: number, more: object = {}) =>
  sim.api('PUT', `/order-service/order/${id}/status`, { orderStatusId, ...more });
const statusRefusal = (orderStatusId: number) =>
  sim.refusal('PUT', `/order-service/order/${id}/status`, { orderStatusId });
const reserve = () =>
  sim.ok('POST', `/warehouse-service/order/${id}/reservation/warehouse/2`, {
    products: [{ productId: 1001, salesOrderRowId: 2001, quantity: '2' }],
  });

describe('GET order', () => {
  it('shows the older form: rows as a map, 0 for unset', async () => {
    expect(await order()).toMatchObject({
      id,
      orderTypeCode: 'SO',
      reference: '10423',
      state: { tax: 'READY' },
      orderStatus: { orderStatusId: 3, name: 'New web order' },
      assignment: { current: { channelId: 4, projectId: 0, leadSourceId: 0 } },
      parties: { customer: { contactId: CUSTOMER_ID, countryIsoCode: 'US', countryIsoCode3: 'USA' } },
      orderRows: {
        '2001': { productSku: 'CUP', rowValue: { rowNet: { value: '10.0000' }, rowTax: { value: '0.83' } } },
      },
      totalValue: { net: '10.00', taxAmount: '0.83', total: '10.83', baseTotal: '10.83' },
    });
  });
});

describe('PUT status', () => {
  it('moves the order, adds the note and touches updatedOn', async () => {
    expect((await setStatus(2, { orderNote: { text: 'does not add up' } })).body).toEqual({});
    expect(await order()).toMatchObject({ orderStatus: { orderStatusId: 2 }, updatedOn: expect.any(String) });
    expect(await sim.ok('GET', `/order-service/order/${id}/note`)).toMatchObject([{ text: 'does not add up' }]);
  });

  it.each([
    ['one that does not exist', 99],
    ['one of another order type', 10],
    ['a hidden one', 22],
  ])('refuses %s', async (_case, statusId) => {
    expect(await statusRefusal(statusId)).toBe('400 ORDC-921');
    expect(await order()).toMatchObject({ orderStatus: { orderStatusId: 3 } });
  });

  it('cancels an order and gives its reservation back', async () => {
    await reserve();
    expect((await setStatus(5)).status).toBe(200);
    expect(sim.simulator.ledger().reservations).toEqual([]);
    expect(await sim.ok('GET', '/warehouse-service/product-availability/1001')).toMatchObject({
      '1001': { total: { inStock: 5, onHand: 5, allocated: 0 } },
    });
    expect(await sim.ok('GET', `/order-service/sales-order/${id}`)).toMatchObject([{ isCanceled: true }]);
  });

  it('refuses to cancel while there is money on the order, and leaves no note', async () => {
    const paymentId = await sim.ok('POST', '/accounting-service/customer-payment', aPayment({ orderId: id }));
    expect((await setStatus(5, { orderNote: { text: 'cancelled' } })).status).toBe(400);
    expect(await sim.ok('GET', `/order-service/order/${id}/note`)).toEqual([]);
    await sim.api('DELETE', `/accounting-service/customer-payment/${String(paymentId)}`);
    expect((await setStatus(5)).status).toBe(200);
  });

  it.each([
    ['accepted', '200 '],
    ['refused', '400 ORDB-928'],
  ] as const)('cancels over an open authorization, with cancelWithAuthorization %s', async (mode, expected) => {
    sim.simulator.setSwitches({ cancelWithAuthorization: mode });
    const authorization = { orderId: id, paymentType: 'AUTH', amountAuthorized: '10.83', amountPaid: undefined };
    const pay = (payment: object) =>
      sim.ok('POST', '/accounting-service/customer-payment', aPayment({ ...authorization, ...payment }));
    await pay({ authorizationExpiry: '2026-12-01T00:00:00Z' });
    expect(await statusRefusal(5)).toBe(expected);
    await pay({ paymentType: 'VOID', transactionRef: 'void' });
    expect(await statusRefusal(5)).toBe('200 ');
  });

  it('refuses to cancel an invoiced order', async () => {
    await setStatus(4);
    expect(await order()).toMatchObject({ state: { tax: 'INVOICED' }, invoices: [{ invoiceReference: 'SI-1001' }] });
    expect(await statusRefusal(5)).toBe('400 ORDB-922');
  });
});

describe('PATCH order', () => {
  const patch = (...operations: object[]) => sim.api('PATCH', `/order-service/order/${id}`, operations);

  it('changes what may be changed and answers the whole order as an object', async () => {
    const answer = await patch(
      { op: 'replace', path: '/reference', value: '#XYZ' },
      { op: 'replace', path: '/delivery/shippingMethodId', value: 2 },
      { op: 'replace', path: '/warehouseId', value: 3 },
    );
    expect(answer.body).toMatchObject({
      response: { id, reference: '#XYZ', warehouseId: 3, delivery: { shippingMethodId: 2 } },
    });
  });

  it('reads a date alone as midnight UTC, which is the evening before in Chicago', async () => {
    const answer = await patch({ op: 'replace', path: '/delivery/deliveryDate', value: '2022-01-20' });
    expect(answer.body).toMatchObject({ response: { delivery: { deliveryDate: '2022-01-19T18:00:00.000-06:00' } } });
  });

  it.each([
    { op: 'add', path: '/reference', value: 'x' },
    { op: 'replace', path: '/assignment/current/channelId', value: 5 },
    { op: 'replace', path: '/currency/orderCurrencyCode', value: 'EUR' },
    { op: 'replace', path: '/parties/delivery/addressLine1', value: '2 High St' },
  ])('answers 500 CMNC-044 to $op $path and changes nothing', async (operation) => {
    const answer = await patch({ op: 'replace', path: '/reference', value: 'kept out' }, operation);
    expect(answer).toMatchObject({ status: 500, body: { errors: [{ code: 'CMNC-044' }] } });
    expect(await order()).toMatchObject({ reference: '10423' });
  });

  it('keeps the warehouse of an allocated order', async () => {
    await reserve();
    expect((await patch({ op: 'replace', path: '/warehouseId', value: 3 })).status).toBe(400);
  });

  it('answers 404 for an order that does not exist', async () => {
    expect(await sim.refusal('PATCH', '/order-service/order/9', [])).toBe('404 CMNC-404');
  });
});

describe('notes and custom fields', () => {
  it('keep every note, equal ones included', async () => {
    const note = { text: 'Gift: happy birthday', isPublic: false };
    const first = await sim.ok<number>('POST', `/order-service/order/${id}/note`, note);
    const second = await sim.ok<number>('POST', `/order-service/order/${id}/note`, note);
    expect(await sim.ok('GET', `/order-service/order/${id}/note`)).toHaveLength(2);
    expect(await sim.ok('GET', `/order-service/order/${id}/note/${second}`)).toMatchObject([
      { noteId: second, contactId: CUSTOMER_ID, orderStatusId: 3, isPublic: false },
    ]);
    expect(second).not.toBe(first);
  });

  const patch = (...operations: object[]) => sim.api('PATCH', `/order-service/order/${id}/custom-field`, operations);

  it('set and change a field by add, turn digits into a number and an option into its text', async () => {
    const answer = await patch(
      { op: 'add', path: '/PCF_WEBORDER', value: '10423' },
      { op: 'add', path: '/PCF_SOURCE', value: { id: 138 } },
    );
    expect(answer.body).toEqual({ response: { PCF_WEBORDER: 10423, PCF_SOURCE: { id: 138, value: 'Mobile' } } });
  });

  it('fail to replace what is empty', async () => {
    const answer = await patch({ op: 'replace', path: '/PCF_WEBORDER', value: 'x' });
    expect(answer).toMatchObject({ status: 500, body: { errors: [{ code: 'CMNC-044' }] } });
  });

  it('do not touch updatedOn, and show in GET order when asked for', async () => {
    await patch({ op: 'add', path: '/PCF_GIFTMSG', value: 'hello' });
    expect(await order()).not.toHaveProperty('updatedOn');
    expect(await order()).not.toHaveProperty('customFields');
    expect(await sim.ok('GET', `/order-service/order/${id}?includeOptional=customFields`)).toMatchObject([
      { customFields: { PCF_GIFTMSG: 'hello' } },
    ]);
  });
});

describe('POST order, the older way', () => {
  const body = { reference: '#0001', orderTypeCode: 'SO', parties: { customer: { contactId: CUSTOMER_ID } } };

  it('makes a new order every time, and a row by row', async () => {
    const first = await sim.ok<number>('POST', '/order-service/order', body);
    const second = await sim.ok<number>('POST', '/order-service/order', body);
    expect(second).not.toBe(first);
    const row = { quantity: { magnitude: 5 }, productName: 'Brightpearl Product' };
    const rowValue = { taxCode: 'T', rowNet: { value: 100 }, rowTax: { value: 13 } };
    const rowId = await sim.ok<number>('POST', `/order-service/order/${first}/row`, { ...row, rowValue });
    expect(await sim.ok('GET', `/order-service/order/${first}`)).toMatchObject([
      { totalValue: { total: '113.00' }, orderRows: { [rowId]: { productId: 1000, nominalCode: '4000' } } },
    ]);
    const change = [{ op: 'replace', path: '/rowValue/rowNet/value', value: 200 }];
    expect(await sim.ok('PATCH', `/order-service/order/${first}/row/${rowId}`, change)).toMatchObject({
      rowValue: { rowNet: { value: '200.0000' }, rowTax: { value: '16.50' }, taxCalculator: 'brightpearl' },
    });
    expect((await sim.api('DELETE', `/order-service/order/${first}/row/${rowId}`)).body).toEqual({});
    expect(await sim.ok('GET', `/order-service/order/${first}`)).toMatchObject([{ orderRows: {} }]);
  });

  it.each([
    ['400 ORDC-005', { ...body, orderTypeCode: undefined }],
    ['400 ORDC-006', { ...body, orderTypeCode: 'UK' }],
    ['400 ORDC-022', { ...body, orderTypeCode: 'PO' }],
  ])('answers %s', async (refusal, wrong) => {
    expect(await sim.refusal('POST', '/order-service/order', wrong)).toBe(refusal);
  });
});
