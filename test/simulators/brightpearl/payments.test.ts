import { aPayment, aRow, aSalesOrder } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

let sim: StartedSimulator;
let orderId: number;
beforeEach(async () => {
  sim = await startSimulator();
  orderId = await sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder());
});
afterEach(() => sim.close());

const pay = (payment: Record<string, unknown> = {}) =>
  sim.ok<number>('POST', '/accounting-service/customer-payment', aPayment({ orderId, ...payment }));
const refusal = (payment: Record<string, unknown>) =>
  sim.refusal('POST', '/accounting-service/customer-payment', aPayment({ orderId, ...payment }));
const paymentStatus = async () =>
  (await sim.ok<{ orderPaymentStatus: string }[]>('GET', `/order-service/sales-order/${orderId}`))[0]
    ?.orderPaymentStatus;

describe('customer payments', () => {
  it('pay an order in parts and in full', async () => {
    expect(await paymentStatus()).toBe('UNPAID');
    await pay({ amountPaid: '4.00' });
    expect(await paymentStatus()).toBe('PARTIALLY_PAID');
    const last = await pay({ transactionRef: 'second', amountPaid: 6.83 });
    expect(await paymentStatus()).toBe('PAID');
    expect((await sim.api('DELETE', `/accounting-service/customer-payment/${last}`)).body).toEqual({});
    expect(await paymentStatus()).toBe('PARTIALLY_PAID');
    expect(await sim.ok('GET', `/accounting-service/sale-payment-total/${orderId}`)).toMatchObject({
      totalPaid: '4.00',
      totalOutstanding: '6.83',
    });
  });

  it('pay nothing by an authorization; its capture does', async () => {
    const authorization = {
      paymentType: 'AUTH',
      amountAuthorized: '10.83',
      authorizationExpiry: '2026-12-01T00:00:00Z',
    };
    await pay({ ...authorization, amountPaid: '10.83' });
    expect(await paymentStatus()).toBe('UNPAID');
    await pay({ transactionRef: 'capture', paymentType: 'CAPTURE' });
    expect(await paymentStatus()).toBe('PAID');
    expect(sim.simulator.ledger().payments).toMatchObject([
      { type: 'AUTH', amountAuthorized: '10.83', amountPaid: '0.00', journalId: null },
      { type: 'CAPTURE', amountAuthorized: '0.00', amountPaid: '10.83', journalId: expect.any(Number) },
    ]);
  });

  it('are worth nothing for an order without a total', async () => {
    const rows = [aRow({ net: '0', tax: '0' })];
    orderId = await sim.ok<number>('POST', '/order-service/sales-order', aSalesOrder({ rows, externalRef: 'free' }));
    expect(await paymentStatus()).toBe('NOT_APPLICABLE');
  });

  it('are refused when reference and method are taken together', async () => {
    await pay();
    expect(await refusal({ amountPaid: '1.00' })).toBe('400 ACCC-903');
    await pay({ paymentMethodCode: 'PAYPAL' });
    await pay({ transactionRef: 'other' });
    await pay({ transactionRef: undefined });
    await pay({ transactionRef: undefined });
    expect(sim.simulator.ledger().payments).toHaveLength(5);
  });

  it('make a journal for a method the account has, and quietly none for any other', async () => {
    await pay();
    await pay({ paymentMethodCode: 'NEW_GATEWAY' });
    expect(sim.simulator.ledger().payments.map(({ journalId }) => journalId)).toEqual([31001, null]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no method', { paymentMethodCode: undefined }, '400 ACCC-900'],
    ['a type that does not exist', { paymentType: 'REFUND' }, '400 ACCC-900'],
    ['an order that does not exist', { orderId: 9 }, '400 ACCC-901'],
    ['an authorization without its expiry', { paymentType: 'AUTH' }, '400 ACCC-902'],
    ['a currency that is not set up', { currencyIsoCode: 'SEK' }, '400 ACCC-904'],
    ['a reference of 65 characters', { transactionRef: 'x'.repeat(65) }, '400 ACCC-900'],
    ['a negative authorization', { paymentType: 'AUTH', amountAuthorized: '-1' }, '400 ACCC-900'],
    ['an exchange rate of 0', { exchangeRate: 0 }, '400 ACCC-900'],
    ['no date', { paymentDate: undefined }, '400 ACCC-900'],
  ])('are refused with %s', async (_case, payment, expected) => {
    expect(await refusal(payment)).toBe(expected);
  });

  it('are found by order, with amounts of 2 decimals', async () => {
    const id = await pay({ exchangeRate: 1.23456789 });
    const found = await sim.ok<{ results: unknown[][] }>(
      'GET',
      `/accounting-service/customer-payment-search?orderId=${orderId}`,
    );
    expect(found.results).toEqual([
      [
        id,
        'bc-abc123-77-purchase',
        'bc-abc123-77',
        'CARD',
        'RECEIPT',
        orderId,
        1,
        'USD',
        '0.00',
        '10.83',
        null,
        '2026-11-20T12:00:00.000-06:00',
        expect.any(String),
        31001,
      ],
    ]);
  });

  it('answer 404 when one that is gone is deleted', async () => {
    expect(await sim.refusal('DELETE', '/accounting-service/customer-payment/1')).toBe('404 CMNC-404');
  });
});

describe('the books', () => {
  it('list payment methods with their activity, tax codes, currencies and nominal codes', async () => {
    expect(await sim.ok('GET', '/accounting-service/payment-method')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'CARD', isActive: true }),
        expect.objectContaining({ code: 'CHEQUE', isActive: false }),
      ]),
    );
    expect(await sim.ok('GET', '/accounting-service/tax-code/2')).toEqual([
      { id: 2, code: 'T', description: 'Taxable', rate: 8.25 },
    ]);
    expect(await sim.ok('GET', '/accounting-service/currency-search?code=JPY')).toMatchObject({
      results: [[4, 'Japanese Yen', 'JPY', '¥', '151.350000', false, '7905']],
    });
    expect(await sim.ok('GET', '/accounting-service/nominal-code-search?code=7905')).toMatchObject({
      results: [['7905', 'Rounding corrections', 7, false, 0, true]],
    });
    expect(await sim.ok('GET', '/accounting-service/exchange-rate')).toHaveLength(6);
  });

  it('count the rates from another base currency', async () => {
    await sim.close();
    sim = await startSimulator({ baseCurrency: 'GBP', taxScheme: 'VAT' });
    expect(await sim.ok('GET', '/accounting-service/currency-search?code=USD')).toMatchObject({
      results: [[1, 'US Dollar', 'USD', '$', '1.265823', false, '7905']],
    });
  });
});
