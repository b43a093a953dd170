import { carriedMoney, openAuthorizations, type PaymentThere } from '../../../src/mapping/edits/carried-money';

const key = { storeHash: 'abc123', orderId: 100 };

const payment = (given: Partial<PaymentThere>): PaymentThere => ({
  paymentId: 1,
  transactionRef: 'bc-abc123-7-purchase',
  paymentMethodCode: 'CARD',
  paymentType: 'RECEIPT',
  currencyCode: 'USD',
  amountPaid: '20.00',
  ...given,
});

const amounts = (payments: readonly PaymentThere[]): string[] =>
  carriedMoney(key, payments).map(({ ref, methodCode, amount }) => `${ref} ${methodCode} ${amount}`);

describe('the money that goes with an order', () => {
  it('is every receipt by its own reference and method', () => {
    expect(
      amounts([
        payment({}),
        payment({ transactionRef: 'bc-abc123-8-capture', paymentType: 'CAPTURE', amountPaid: '1.5' }),
        payment({ paymentType: 'AUTH', amountPaid: '0', amountAuthorized: '30' }),
        payment({ paymentType: 'VOID', amountPaid: null }),
      ]),
    ).toEqual(['bc-abc123-7-purchase CARD 20', 'bc-abc123-8-capture CARD 1.5']);
  });

  it('is named by its first reference, however often it was carried', () => {
    expect(amounts([payment({ transactionRef: 'bc-abc123-7-purchase-r2' })])).toEqual(['bc-abc123-7-purchase CARD 20']);
  });

  it('is named by its id where staff booked it, or where a reference names two', () => {
    expect(
      amounts([
        payment({ paymentId: 8, transactionRef: 'till 7' }),
        payment({ paymentId: 9, transactionRef: null }),
        payment({ paymentId: 10 }),
        payment({ paymentId: 11, paymentMethodCode: 'CASH' }),
      ]),
    ).toEqual([
      'bc-abc123-100-payment-8 CARD 20',
      'bc-abc123-100-payment-9 CARD 20',
      'bc-abc123-7-purchase CARD 20',
      'bc-abc123-100-payment-11 CASH 20',
    ]);
  });

  it('is less what was paid out again, off the newest receipt of that method first', () => {
    const receipts = [
      payment({ transactionRef: 'bc-abc123-1-a' }),
      payment({ transactionRef: 'bc-abc123-2-a', paymentMethodCode: 'CASH' }),
      payment({ transactionRef: 'bc-abc123-3-a', amountPaid: '5' }),
    ];
    const out = (amountPaid: string) => payment({ paymentType: 'PAYMENT', transactionRef: 'x', amountPaid });
    expect(amounts([...receipts, out('7')])).toEqual(['bc-abc123-1-a CARD 18', 'bc-abc123-2-a CASH 20']);
    expect(amounts([...receipts, out('26')])).toEqual(['bc-abc123-2-a CASH 19']);
    expect(amounts([...receipts, out('45')])).toEqual([]);
  });
});

it.each([
  [[payment({ paymentType: 'AUTH', amountPaid: '0', amountAuthorized: '30' })], '30'],
  [
    [
      payment({ paymentType: 'AUTH', amountPaid: '0', amountAuthorized: '30' }),
      payment({ paymentType: 'CAPTURE', amountPaid: '10' }),
      payment({ paymentType: 'VOID', amountAuthorized: '20', amountPaid: '0' }),
    ],
    '0',
  ],
])('what may still be captured', (payments, open) => {
  expect(openAuthorizations(payments).toFixed()).toBe(open);
});
