import { aPayment, aRow, aSalesOrder } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

let sim: StartedSimulator;
let orderId: number;
beforeEach(async () => {
  sim = await startSimulator();
  sim.simulator.seedCatalog([{ sku: 'CUP', onHand: { 2: 5 } }]);
  orderId = await sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder());
});
afterEach(() => sim.close());

const aCredit = (credit: object = {}) =>
  aSalesOrder({
    statusId: 10,
    parentId: orderId,
    rows: [aRow({ productId: 1001, nominalCode: '4010' })],
    ...credit,
  });
const post = (credit: object = {}) => sim.ok<number>('POST', '/order-service/sales-credit', aCredit(credit));
const read = async (id: number) => (await sim.ok<object[]>('GET', `/order-service/sales-credit/${id}`))[0];

describe('a sales credit', () => {
  it('keeps its parent, its tax codes and its nominals, apart from the sales orders', async () => {
    const id = await post();
    expect(await read(id)).toMatchObject({
      id,
      parentId: orderId,
      statusId: 10,
      total: { net: '10.00', tax: '0.83', gross: '10.83' },
      stockStatusCode: 'SCN',
      allocationStatusCode: 'ANR',
      rows: [{ productId: 1001, taxCode: 'T', nominalCode: '4010', tax: '0.83' }],
    });
    expect(await sim.ok('GET', `/order-service/sales-order/${id}`)).toEqual([]);
    expect(await sim.ok('GET', `/order-service/sales-credit/${orderId}`)).toEqual([]);
    expect(await sim.ok('GET', `/order-service/order/${id}`)).toMatchObject([
      { orderTypeCode: 'SC', parentOrderId: orderId },
    ]);
    expect(await sim.ok('OPTIONS', '/order-service/sales-credit/1-999')).toEqual({ getUris: [`/sales-credit/${id}`] });
  });

  it('has the key of its sales order without being taken for it, and its own only once', async () => {
    const id = await post();
    expect(id).not.toBe(orderId);
    expect(await post({ rows: [] })).toBe(id);
    expect(sim.simulator.ledger().salesCredits).toHaveLength(1);
  });

  it('starts in the status for new credits', async () => {
    expect(await read(await post({ statusId: undefined }))).toMatchObject({ statusId: 10 });
  });

  it.each<[string, object, string]>([
    ['a status of sales orders', { statusId: 3 }, '400 ORDC-901'],
    ['a parent that does not exist', { parentId: 99 }, '400 ORDC-901'],
    ['an unknown tax code', { rows: [aRow({ taxCode: 'T99' })] }, '400 ORDC-912'],
    ['an unknown nominal code', { rows: [aRow({ nominalCode: '9999' })] }, '400 ORDC-913'],
    ['no customer', { customer: undefined }, '400 ORDC-900'],
  ])('is refused with %s', async (_case, credit, expected) => {
    expect(await sim.refusal('POST', '/order-service/sales-credit', aCredit(credit))).toBe(expected);
    expect(sim.simulator.ledger().salesCredits).toEqual([]);
  });

  it('is settled by a payment to the customer', async () => {
    const id = await post();
    expect(await read(id)).toMatchObject({ orderPaymentStatus: 'UNPAID' });
    await sim.ok('POST', '/accounting-service/customer-payment', aPayment({ orderId: id, paymentType: 'PAYMENT' }));
    expect(await read(id)).toMatchObject({ orderPaymentStatus: 'PAID' });
    expect(sim.simulator.ledger().payments).toMatchObject([{ orderId: id, type: 'PAYMENT', journalId: 31001 }]);
  });

  it('typed in by staff has no reference of ours', async () => {
    const body = aCredit({ externalRef: undefined, installedIntegrationInstanceId: undefined });
    await sim.control('POST', 'sales-credits', body);
    expect(sim.simulator.ledger().salesCredits).toMatchObject([{ externalRef: null, parentId: orderId }]);
  });

  it('holds no stock', async () => {
    const id = await post();
    const products = [{ productId: 1001, salesOrderRowId: 2002, quantity: 1 }];
    expect(await sim.refusal('POST', `/warehouse-service/order/${id}/reservation/warehouse/2`, { products })).toBe(
      '400 WHSB-944',
    );
    expect((await sim.control('POST', 'goods-out-notes', { salesOrderId: id })).status).toBe(400);
  });
});

describe('closing', () => {
  const close = (resource: string, id: number, body: object = {}) =>
    sim.refusal('POST', `/order-service/${resource}/${id}/close`, body);
  const legacy = async (id = orderId) => (await sim.ok<object[]>('GET', `/order-service/order/${id}`))[0];

  it('invoices a sales order, with the tax date that is given', async () => {
    expect(await close('sales-order', orderId, { taxDate: '2026-11-30T12:00:00.000-06:00' })).toBe('200 ');
    expect(await legacy()).toMatchObject({
      state: { tax: 'INVOICED' },
      orderStatus: { orderStatusId: 4 },
      invoices: [{ invoiceReference: 'SI-1001', taxDate: '2026-11-30T12:00:00.000-06:00' }],
    });
  });

  it('makes a credit note of a sales credit, which stays in its status', async () => {
    const id = await post();
    expect(await close('sales-credit', id)).toBe('200 ');
    expect(await read(id)).toMatchObject({ statusId: 10, invoice: { invoiceReference: 'SC-1001' } });
  });

  it('takes its time, and the order can be changed until it is done', async () => {
    sim.simulator.setSwitches({ closeLagMs: 60_000 });
    await close('sales-order', orderId);
    expect(await legacy()).toMatchObject({ state: { tax: 'READY' }, invoices: [{ invoiceReference: 'pending' }] });
    const net = [{ op: 'replace', path: '/rowValue/rowNet/value', value: 20 }];
    expect(await sim.refusal('PATCH', `/order-service/order/${orderId}/row/2001`, net)).toBe('200 ');
    expect(await close('sales-order', orderId)).toBe('200 ');
    sim.simulator.clock.advance(60_000);
    expect(await legacy()).toMatchObject({ state: { tax: 'INVOICED' }, invoices: [{ invoiceReference: 'SI-1001' }] });
  });

  it('that stays pending may be asked for again', async () => {
    sim.simulator.setSwitches({ closeOutcome: 'stays-pending' });
    await close('sales-order', orderId);
    expect(await legacy()).toMatchObject({ invoices: [{ invoiceReference: 'pending' }] });
    sim.simulator.setSwitches({ closeOutcome: 'invoiced' });
    expect(await close('sales-order', orderId)).toBe('200 ');
    expect(await close('sales-order', orderId)).toBe('400 ORDB-926');
  });

  it('is refused for a cancelled order, and is not found for one of another kind', async () => {
    expect(await close('sales-credit', orderId)).toBe('404 CMNC-404');
    await sim.control('POST', `sales-orders/${orderId}/cancel`);
    expect(await close('sales-order', orderId)).toBe('400 ORDB-927');
  });

  it('leaves the status alone, with closeSetsInvoicedStatus off', async () => {
    sim.simulator.setSwitches({ closeSetsInvoicedStatus: false });
    await close('sales-order', orderId);
    expect(await legacy()).toMatchObject({ state: { tax: 'INVOICED' }, orderStatus: { orderStatusId: 3 } });
  });

  it.each([
    [true, 'INVOICED'],
    [false, 'READY'],
  ])('is what the invoiced status does, with invoicedStatusCloses %s', async (invoicedStatusCloses, tax) => {
    sim.simulator.setSwitches({ invoicedStatusCloses });
    await sim.ok('PUT', `/order-service/order/${orderId}/status`, { orderStatusId: 4 });
    expect(await legacy()).toMatchObject({ orderStatus: { orderStatusId: 4 }, state: { tax } });
  });

  it('shuts the rows, the parties and the way to a cancellation', async () => {
    await close('sales-order', orderId);
    const order = `/order-service/order/${orderId}`;
    const net = [{ op: 'replace', path: '/rowValue/rowNet/value', value: 1 }];
    const customer = [{ op: 'replace', path: '/parties/customer/contactId', value: 304 }];
    expect(await sim.refusal('PATCH', `${order}/row/2001`, net)).toBe('400 ORDC-935');
    expect(await sim.refusal('DELETE', `${order}/row/2001`)).toBe('400 ORDC-935');
    expect(await sim.refusal('POST', `${order}/row`, {})).toBe('400 ORDC-935');
    expect(await sim.refusal('PATCH', order, customer)).toBe('400 ORDC-935');
    expect(await sim.refusal('PUT', `${order}/status`, { orderStatusId: 5 })).toBe('400 ORDB-922');
  });

  it('can be undone by staff, who invoice again under another number', async () => {
    await sim.control('POST', `sales-orders/${orderId}/invoice`);
    expect((await sim.control('POST', `sales-orders/${orderId}/uninvoice`)).status).toBe(204);
    expect(await legacy()).toMatchObject({ state: { tax: 'READY' }, invoices: [{ invoiceReference: '' }] });
    expect((await sim.control('POST', `sales-orders/${orderId}/uninvoice`)).status).toBe(400);
    await sim.control('POST', `sales-orders/${orderId}/invoice`);
    expect(await legacy()).toMatchObject({ invoices: [{ invoiceReference: 'SI-1002' }] });
  });
});

describe('money that goes back on a sales order', () => {
  const pay = (payment: object) =>
    sim.refusal('POST', '/accounting-service/customer-payment', aPayment({ orderId, ...payment }));
  const paid = () => sim.simulator.ledger().salesOrders[0]?.paid;

  it('is a payment to the customer', async () => {
    await pay({});
    expect(await pay({ transactionRef: 'refund', paymentType: 'PAYMENT', amountPaid: '4.00' })).toBe('200 ');
    expect(paid()).toBe('6.83');
  });

  it.each([
    ['accepted', '200 ', '0.00'],
    ['refused', '400 ACCC-905', '10.83'],
  ] as const)('with negativePayments %s a negative receipt answers %s', async (negativePayments, expected, left) => {
    sim.simulator.setSwitches({ negativePayments });
    await pay({});
    expect(await pay({ transactionRef: 'reversal', amountPaid: '-10.83' })).toBe(expected);
    expect(paid()).toBe(left);
    const cancel = await sim.refusal('PUT', `/order-service/order/${orderId}/status`, { orderStatusId: 5 });
    expect(cancel).toBe(left === '0.00' ? '200 ' : '400 ORDB-923');
  });
});
