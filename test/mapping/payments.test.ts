import { assert, constantFrom, integer, nat, option, property, record, array, boolean } from 'fast-check';
import { money, sum, ZERO } from '../../src/domain/money';
import { planPayments } from '../../src/mapping/payments';
import type { BookedPayment } from '../../src/mapping/types';
import { aContext, aSnapshot, STORE, type ContextInput, type SnapshotInput } from './support/a-snapshot';

type Transactions = NonNullable<SnapshotInput['transactions']>;

const METHODS = {
  map: [
    { when: { method: 'gift_certificate' }, code: 'GIFT' },
    { when: { method: 'store_credit' }, code: 'CREDIT' },
    { when: { paymentMethod: 'Bank Deposit' }, code: 'BANK' },
    { when: { paymentMethod: { matches: 'cash' } }, code: 'CASH' },
  ],
  unmapped: { code: 'CARD' },
};

interface Case {
  readonly order?: Record<string, unknown>;
  readonly transactions?: Transactions;
  readonly rules?: NonNullable<ContextInput['rules']>;
  readonly account?: ContextInput['account'];
  readonly amendments?: ContextInput['amendments'];
  readonly booked?: readonly BookedPayment[];
}

/** An order of 100.00 USD unless the case says otherwise. */
function plan({ order = {}, transactions = [], rules = {}, booked, ...rest }: Case) {
  const snapshot = aSnapshot({ order: { total_inc_tax: '100.0000', ...order }, transactions });
  const ctx = aContext({ rules: { paymentMethods: METHODS, ...rules }, ...rest } as ContextInput);
  return planPayments(snapshot, { ...ctx, ...(booked ? { booked } : {}) });
}

/** `TYPE amount code ref`, the whole plan in one line each. */
function brief(given: Case): string[] {
  const result = plan(given);
  if (!result.ok) return result.issues.map((one) => `${one.code}: ${one.message}`);
  return result.payments.map((one) =>
    [one.type, one.amount, one.methodCode, one.transactionRef.replace(`bc-${STORE}-`, '')].join(' '),
  );
}

const stateOf = (given: Case): string => {
  const result = plan(given);
  return result.ok ? result.paymentState : result.issues.map(({ code }) => code).join();
};

const purchase = (more: Transactions[number] = {}): Transactions[number] => ({
  event: 'purchase',
  amount: 100,
  ...more,
});
const authorized = (more: Transactions[number] = {}): Transactions[number] => ({
  id: 801,
  event: 'authorization',
  amount: 100,
  ...more,
});

describe('payments of an order', () => {
  it.each<[string, Case, string[], string]>([
    ['a purchase', { transactions: [purchase()] }, ['RECEIPT 100.00 CARD 801-purchase'], 'paid'],
    [
      'an authorization',
      { order: { payment_status: 'authorized' }, transactions: [authorized()] },
      ['AUTH 100.00 CARD 801-authorization'],
      'authorized',
    ],
    [
      'a fully captured authorization: the capture alone',
      { transactions: [authorized(), { id: 802, event: 'capture', amount: 100, reference_transaction_id: 801 }] },
      ['CAPTURE 100.00 CARD 802-capture'],
      'paid',
    ],
    [
      'two partial captures of a larger authorization',
      {
        transactions: [
          authorized(),
          { id: 802, event: 'capture', amount: 30, reference_transaction_id: 801 },
          { id: 803, event: 'capture', amount: 25.5, reference_transaction_id: 801 },
        ],
      },
      ['AUTH 100.00 CARD 801-authorization', 'CAPTURE 30.00 CARD 802-capture', 'CAPTURE 25.50 CARD 803-capture'],
      'partly-paid',
    ],
    [
      'two partial captures that add up to the authorization',
      {
        transactions: [
          authorized(),
          { id: 802, event: 'capture', amount: 30, reference_transaction_id: 801 },
          { id: 803, event: 'capture', amount: 70, reference_transaction_id: 801 },
        ],
      },
      ['CAPTURE 30.00 CARD 802-capture', 'CAPTURE 70.00 CARD 803-capture'],
      'paid',
    ],
    [
      'a purchase and its settlement: one payment',
      { transactions: [purchase(), { id: 802, event: 'settled', amount: 100, reference_transaction_id: 801 }] },
      ['RECEIPT 100.00 CARD 801-purchase'],
      'paid',
    ],
    [
      'a purchase and its settlement, tied only by the gateway id',
      {
        transactions: [
          purchase({ gateway_transaction_id: 'ch_1' }),
          { id: 802, event: 'settled', amount: 100, gateway_transaction_id: 'ch_1' },
        ],
      },
      ['RECEIPT 100.00 CARD 801-purchase'],
      'paid',
    ],
    [
      'a purchase and its settlement, tied by nothing but gateway and amount',
      { transactions: [purchase(), { id: 802, event: 'settled', amount: 100 }] },
      ['RECEIPT 100.00 CARD 801-purchase'],
      'paid',
    ],
    [
      'an authorization, its capture and the settlement of the capture',
      {
        transactions: [
          authorized(),
          { id: 802, event: 'capture', amount: 100, reference_transaction_id: 801 },
          { id: 803, event: 'settled', amount: 100, reference_transaction_id: 802 },
        ],
      },
      ['CAPTURE 100.00 CARD 802-capture'],
      'paid',
    ],
    [
      'a settlement that nothing goes before',
      { transactions: [{ event: 'settled', amount: 100 }] },
      ['RECEIPT 100.00 CARD 801-settled'],
      'paid',
    ],
    [
      'a pending payment, later settled: keyed on the first transaction',
      {
        transactions: [
          { event: 'pending', amount: 100 },
          { event: 'settled', amount: 100, reference_transaction_id: 801 },
        ],
      },
      ['RECEIPT 100.00 CARD 801-settled'],
      'paid',
    ],
    [
      'a pending payment that the store says is paid',
      { transactions: [{ event: 'pending', amount: 100 }] },
      ['RECEIPT 100.00 CARD 801-settled'],
      'paid',
    ],
    [
      'a pending payment that is still pending',
      { order: { payment_status: 'pending' }, transactions: [{ event: 'pending', amount: 100 }] },
      [],
      'unpaid',
    ],
    [
      'a voided authorization',
      {
        order: { payment_status: 'void' },
        transactions: [authorized(), { id: 802, event: 'void', amount: 100, reference_transaction_id: 801 }],
      },
      ['AUTH 100.00 CARD 801-authorization', 'VOID 100.00 CARD 801-void'],
      'voided',
    ],
    [
      'an authorization voided according to the payment status only',
      { order: { payment_status: 'void' }, transactions: [authorized()] },
      ['AUTH 100.00 CARD 801-authorization', 'VOID 100.00 CARD 801-void'],
      'voided',
    ],
    [
      'a partial capture whose rest was voided',
      {
        transactions: [
          authorized(),
          { id: 802, event: 'capture', amount: 40, reference_transaction_id: 801 },
          { id: 803, event: 'void', amount: 100, reference_transaction_id: 801 },
        ],
      },
      ['AUTH 100.00 CARD 801-authorization', 'CAPTURE 40.00 CARD 802-capture', 'VOID 60.00 CARD 801-void'],
      'partly-paid',
    ],
    [
      'two partial captures whose rest was voided',
      {
        transactions: [
          authorized(),
          { id: 802, event: 'capture', amount: 30, reference_transaction_id: 801 },
          { id: 803, event: 'capture', amount: 25.5, reference_transaction_id: 801 },
          { id: 804, event: 'void', amount: 44.5, reference_transaction_id: 801 },
        ],
      },
      [
        'AUTH 100.00 CARD 801-authorization',
        'CAPTURE 30.00 CARD 802-capture',
        'CAPTURE 25.50 CARD 803-capture',
        'VOID 44.50 CARD 801-void',
      ],
      'partly-paid',
    ],
    [
      'an authorization that lapsed and was renewed, tied to the first, then captured: the capture alone',
      {
        transactions: [
          authorized(),
          authorized({ id: 802, reference_transaction_id: 801 }),
          { id: 803, event: 'capture', amount: 100, reference_transaction_id: 802 },
        ],
      },
      ['CAPTURE 100.00 CARD 803-capture'],
      'paid',
    ],
    [
      'an authorization that was renewed with less: what the last one allows',
      {
        order: { payment_status: 'authorized' },
        transactions: [authorized(), authorized({ id: 802, amount: 80, reference_transaction_id: 801 })],
      },
      ['AUTH 80.00 CARD 801-authorization'],
      'authorized',
    ],
    [
      'an authorization that lapsed and another under no common id, captured',
      {
        transactions: [
          authorized(),
          authorized({ id: 802 }),
          { id: 803, event: 'capture', amount: 100, reference_transaction_id: 802 },
        ],
      },
      ['CAPTURE 100.00 CARD 803-capture'],
      'paid',
    ],
    [
      'a settlement days after the payment was pending, under no common id',
      {
        transactions: [
          { event: 'pending', amount: 100 },
          { event: 'settled', amount: 100 },
        ],
      },
      ['RECEIPT 100.00 CARD 801-settled'],
      'paid',
    ],
    [
      'two pending payments of which one settled under no common id',
      {
        order: { payment_status: 'pending', status_id: 7 },
        transactions: [
          { event: 'pending', amount: 60 },
          { event: 'pending', amount: 40 },
          { event: 'settled', amount: 40 },
        ],
      },
      ['RECEIPT 40.00 CARD 802-settled'],
      'partly-paid',
    ],
    [
      'a purchase voided before it settled',
      {
        order: { payment_status: 'void' },
        transactions: [purchase(), { id: 802, event: 'void', amount: 100, reference_transaction_id: 801 }],
      },
      [],
      'voided',
    ],
    [
      'a declined card',
      { order: { payment_status: 'declined', status_id: 6 }, transactions: [purchase({ status: 'error' })] },
      [],
      'declined',
    ],
    [
      'a declined card, then one that worked',
      { transactions: [purchase({ status: 'error' }), purchase({ id: 802 })] },
      ['RECEIPT 100.00 CARD 802-purchase'],
      'paid',
    ],
    [
      'part of the total',
      { transactions: [purchase({ amount: 60 })] },
      ['RECEIPT 60.00 CARD 801-purchase'],
      'partly-paid',
    ],
    ['no payment at all', { order: { payment_status: '', status_id: 7 } }, [], 'unpaid'],
    ['nothing to pay', { order: { total_inc_tax: '0.0000' } }, [], 'nothing-due'],
    [
      'a purchase partly refunded before the import',
      {
        order: { payment_status: 'partially refunded' },
        transactions: [purchase(), { id: 802, event: 'refund', amount: 25, reference_transaction_id: 801 }],
      },
      ['RECEIPT 75.00 CARD 801-purchase'],
      'partly-paid',
    ],
    [
      'two captures and a refund of the first',
      {
        order: { payment_status: 'partially refunded' },
        transactions: [
          authorized(),
          { id: 802, event: 'capture', amount: 50, reference_transaction_id: 801 },
          { id: 803, event: 'capture', amount: 50, reference_transaction_id: 801 },
          { id: 804, event: 'refund', amount: -60, reference_transaction_id: 802 },
        ],
      },
      ['CAPTURE 40.00 CARD 803-capture'],
      'partly-paid',
    ],
    [
      'a refund that names no payment',
      { order: { payment_status: 'partially refunded' }, transactions: [purchase(), { event: 'refund', amount: 10 }] },
      ['RECEIPT 90.00 CARD 801-purchase'],
      'partly-paid',
    ],
    [
      'a payment refunded altogether',
      { order: { payment_status: 'refunded', status_id: 4 }, transactions: [purchase()] },
      [],
      'refunded',
    ],
  ])('with %s', (_case, given, expected, state) => {
    expect(brief(given)).toEqual(expected);
    expect(stateOf(given)).toBe(state);
  });

  it.each<[string, Case, string[], string]>([
    [
      'a gift certificate that pays all, without a transaction',
      { order: { gift_certificate_amount: '100.0000', payment_method: 'Gift Certificate' } },
      ['RECEIPT 100.00 GIFT 100-gift_certificate-1'],
      'paid',
    ],
    [
      'a gift certificate that pays all, with its transaction',
      {
        order: { gift_certificate_amount: '100.0000' },
        transactions: [purchase({ method: 'gift_certificate', gateway: 'giftcertificate' })],
      },
      ['RECEIPT 100.00 GIFT 100-gift_certificate-1'],
      'paid',
    ],
    [
      'two gift certificates: one payment, as if there were no transactions',
      {
        order: { gift_certificate_amount: '100.0000' },
        transactions: [
          purchase({ method: 'gift_certificate', amount: 70 }),
          purchase({ method: 'gift_certificate', amount: 30 }),
        ],
      },
      ['RECEIPT 100.00 GIFT 100-gift_certificate-1'],
      'paid',
    ],
    [
      'a gift certificate and a card',
      { order: { gift_certificate_amount: '40.0000' }, transactions: [purchase({ amount: 60 })] },
      ['RECEIPT 40.00 GIFT 100-gift_certificate-1', 'RECEIPT 60.00 CARD 801-purchase'],
      'paid',
    ],
    [
      'store credit and a card, both with transactions',
      {
        order: { store_credit_amount: '40.0000' },
        transactions: [
          purchase({ method: 'store_credit', amount: 40, gateway: 'storecredit' }),
          purchase({ amount: 60 }),
        ],
      },
      ['RECEIPT 40.00 CREDIT 100-store_credit-1', 'RECEIPT 60.00 CARD 802-purchase'],
      'paid',
    ],
    [
      'a gift certificate, store credit and a bank transfer not yet there',
      {
        order: {
          gift_certificate_amount: '30.0000',
          store_credit_amount: '20.0000',
          payment_method: 'Bank Deposit',
          payment_status: '',
          status_id: 7,
        },
      },
      ['RECEIPT 30.00 GIFT 100-gift_certificate-1', 'RECEIPT 20.00 CREDIT 100-store_credit-1'],
      'partly-paid',
    ],
    [
      'a refund of the gift certificate',
      {
        order: { gift_certificate_amount: '40.0000', payment_status: 'partially refunded' },
        transactions: [
          purchase({ id: 801, method: 'gift_certificate', amount: 40 }),
          purchase({ id: 802, amount: 60 }),
          { id: 803, event: 'refund', method: 'gift_certificate', amount: 15, reference_transaction_id: 801 },
        ],
      },
      ['RECEIPT 25.00 GIFT 100-gift_certificate-1', 'RECEIPT 60.00 CARD 802-purchase'],
      'partly-paid',
    ],
  ])('with %s', (_case, given, expected, state) => {
    expect(brief(given)).toEqual(expected);
    expect(stateOf(given)).toBe(state);
  });

  it.each<[string, Case, string[]]>([
    [
      'is booked once the payment status says it is paid',
      { order: { payment_status: 'captured' } },
      ['RECEIPT 100.00 BANK 100-offline-1'],
    ],
    ['is not booked while the payment is awaited', { order: { payment_status: 'pending', status_id: 7 } }, []],
    [
      'is booked at an order status that the route takes for paid',
      { order: { payment_status: '', status_id: 11 }, rules: { payments: { offlinePaid: { statusIds: [11] } } } },
      ['RECEIPT 100.00 BANK 100-offline-1'],
    ],
    [
      'is booked under its transaction where BigCommerce lists one',
      {
        order: { payment_status: 'captured' },
        transactions: [purchase({ method: 'offline', gateway: 'bankdeposit' })],
      },
      ['RECEIPT 100.00 BANK 801-purchase'],
    ],
    [
      'is not invented for a card whose payment is only pending, whatever the order status',
      {
        order: { payment_status: 'pending', status_id: 11 },
        transactions: [{ event: 'pending', amount: 100 }],
        rules: { payments: { offlinePaid: { statusIds: [11] } } },
      },
      [],
    ],
  ])('an offline payment %s', (_case, given, expected) => {
    expect(brief({ ...given, order: { payment_method: 'Bank Deposit', ...given.order } })).toEqual(expected);
  });

  it('books the offline payment on the day it was marked as paid', () => {
    const result = plan({
      order: { payment_method: 'Bank Deposit', date_modified: 'Thu, 12 Nov 2026 02:00:00 +0000' },
    });
    expect(result).toMatchObject({ payments: [{ paidOn: '2026-11-11T20:00:00-06:00' }] });
  });
});

describe('a payment that cannot be trusted', () => {
  it.each<[string, Case, string]>([
    ['captured twice over', { transactions: [purchase(), purchase({ id: 802 })] }, 'OVERPAID'],
    ['captured with one cent too much', { transactions: [purchase({ amount: 100.01 })] }, 'OVERPAID'],
    ['in another currency than the order', { transactions: [purchase({ currency: 'CAD' })] }, 'PAYMENT_CONFLICT'],
    [
      'said to be captured without a capture',
      { order: { payment_status: 'captured' }, transactions: [authorized()] },
      'PAYMENT_CONFLICT',
    ],
    [
      'said to be void, yet captured',
      { order: { payment_status: 'void' }, transactions: [purchase()] },
      'PAYMENT_CONFLICT',
    ],
    [
      'said to be partly refunded by an unknown amount',
      { order: { payment_status: 'partially refunded' }, transactions: [purchase()] },
      'PAYMENT_CONFLICT',
    ],
    [
      'refunded more than it was',
      { transactions: [purchase(), { event: 'refund', amount: 101, reference_transaction_id: 801 }] },
      'PAYMENT_CONFLICT',
    ],
    [
      'by a gift certificate of another amount than the order says',
      {
        order: { gift_certificate_amount: '40.0000' },
        transactions: [purchase({ method: 'gift_certificate', amount: 50 }), purchase({ amount: 50 })],
      },
      'PAYMENT_CONFLICT',
    ],
  ])('%s stops', (_case, given, code) => {
    expect(stateOf(given)).toBe(code);
  });

  it.each([
    ['a release', { amendments: { released: ['OVERPAID'] } }],
    ['the rule', { rules: { payments: { overpaid: 'import' as const } } }],
  ])('is booked as captured by %s', (_case, more) => {
    const given = { transactions: [purchase(), purchase({ id: 802 })], ...more };
    expect(brief(given)).toEqual(['RECEIPT 100.00 CARD 801-purchase', 'RECEIPT 100.00 CARD 802-purchase']);
    expect(stateOf(given)).toBe('overpaid');
  });

  it('is booked as the transactions say after a release of the conflict', () => {
    const given = { order: { payment_status: 'captured' }, transactions: [authorized()] };
    expect(brief({ ...given, amendments: { released: ['PAYMENT_CONFLICT'] } })).toEqual([
      'AUTH 100.00 CARD 801-authorization',
    ]);
  });

  it('names the figures and nobody', () => {
    expect(brief({ transactions: [purchase({ amount: 130.5 })] })).toEqual([
      'OVERPAID: Order 100 is worth 100.00 USD, but 130.50 was captured. Check the transactions; release the order to book what was captured.',
    ]);
  });
});

describe('the payment table', () => {
  it('books nothing of a payment held for review until somebody releases it', () => {
    const given = { order: { payment_status: 'held for review' }, transactions: [purchase({ fraud_review: true })] };
    expect(brief(given)).toEqual([]);
    expect(stateOf(given)).toBe('held-for-review');
    expect(brief({ ...given, amendments: { released: ['payment-table'] } })).toEqual([
      'RECEIPT 100.00 CARD 801-purchase',
    ]);
  });

  it('books no payments where it says so, even doubtful ones', () => {
    const table = [{ when: { methods: ['Credit Card'] }, payments: 'none' as const }];
    expect(brief({ transactions: [purchase({ amount: 500 })], rules: { payments: { table } } })).toEqual([]);
  });

  it('leaves authorizations out where the route does', () => {
    const rules = { payments: { authorizations: false } };
    const partial = { id: 802, event: 'capture', amount: 30, reference_transaction_id: 801 };
    expect(brief({ order: { payment_status: 'authorized' }, transactions: [authorized()], rules })).toEqual([]);
    expect(brief({ transactions: [authorized(), partial], rules })).toEqual(['CAPTURE 30.00 CARD 802-capture']);
  });
});

describe('a test gateway', () => {
  const given = { transactions: [purchase({ test: true, gateway: 'testgateway' })] };

  it.each<[string, Case, string[]]>([
    ['is no money by default', {}, []],
    [
      'is booked where the route imports test orders',
      { rules: { import: { testOrders: 'import' } } },
      ['RECEIPT 100.00 CARD 801-purchase'],
    ],
    ['is booked after a release', { amendments: { released: ['test-order'] } }, ['RECEIPT 100.00 CARD 801-purchase']],
  ])('%s', (_case, more, expected) => {
    expect(brief({ ...given, ...more })).toEqual(expected);
  });
});

describe('the method code', () => {
  it.each<[string, Case, RegExp]>([
    [
      'that is not mapped',
      { rules: { paymentMethods: { unmapped: 'hold' } } },
      /^NO_PAYMENT_METHOD: Order 100 was paid by "Credit Card", method credit_card, gateway bigcommerce_payments, which has no mapping/,
    ],
    [
      'that the account does not have',
      { rules: { paymentMethods: { unmapped: { code: 'NOPE' } } } },
      /maps to NOPE: a method that does not exist in account acme/,
    ],
    [
      'that is switched off in the account',
      { account: { paymentMethods: [{ code: 'CARD', active: false }] } },
      /maps to CARD: a method that is not active in account acme/,
    ],
  ])('%s stops the order, once', (_case, given, words) => {
    const issues = brief({ transactions: [purchase({ amount: 50 }), purchase({ amount: 50 })], ...given });
    expect(issues).toEqual([expect.stringMatching(words)]);
  });

  it('is written as the account writes it', () => {
    expect(brief({ transactions: [purchase()], rules: { paymentMethods: { unmapped: { code: 'card' } } } })).toEqual([
      'RECEIPT 100.00 CARD 801-purchase',
    ]);
  });

  it('that was amended wins over the mapping, but not over that of a gift certificate', () => {
    const given = { order: { gift_certificate_amount: '40.0000' }, transactions: [purchase({ amount: 60 })] };
    expect(brief({ ...given, amendments: { paymentMethodCode: 'BANK' } })).toEqual([
      'RECEIPT 40.00 GIFT 100-gift_certificate-1',
      'RECEIPT 60.00 BANK 801-purchase',
    ]);
  });

  it('that was amended serves a gift certificate without a mapping', () => {
    const given = {
      order: { gift_certificate_amount: '100.0000' },
      rules: { paymentMethods: { unmapped: 'hold' as const } },
    };
    expect(brief({ ...given, amendments: { paymentMethodCode: 'BANK' } })).toEqual([
      'RECEIPT 100.00 BANK 100-gift_certificate-1',
    ]);
  });
});

describe('dates, currency and keys', () => {
  const planned = (given: Case) => {
    const result = plan(given);
    if (!result.ok) throw new Error(result.issues[0]?.message);
    return result.payments;
  };

  it("writes the transaction's moment in the account's zone, and lets an authorization lapse after 7 days", () => {
    const [payment] = planned({
      order: { payment_status: 'authorized' },
      transactions: [authorized({ date_created: '2026-10-31T03:30:00+00:00' })],
    });
    expect(payment).toMatchObject({
      paidOn: '2026-10-30T22:30:00-05:00',
      // The clocks go back in between: the same time of day.
      expires: '2026-11-06T22:30:00-06:00',
      currency: 'USD',
    });
  });

  it('ties an authorization, its captures and its void together by one code', () => {
    const payments = planned({
      transactions: [
        authorized(),
        { id: 802, event: 'capture', amount: 40, reference_transaction_id: 801 },
        { id: 803, event: 'void', amount: 60, reference_transaction_id: 801 },
      ],
    });
    expect(new Set(payments.map((one) => one.transactionCode))).toEqual(new Set([`bc-${STORE}-801-payment`]));
  });

  it.each([
    ['JPY', 0, '1500', '1500'],
    ['EUR', 2, '15.5', '15.50'],
    ['KWD', 3, '15.125', '15.125'],
  ])('writes %s with %i decimals', (currency, digits, amount, expected) => {
    const [payment] = planned({
      order: { default_currency_code: currency, total_inc_tax: amount, digits },
      transactions: [purchase({ amount: Number(amount), currency })],
    });
    expect(payment).toMatchObject({ amount: expected, currency });
  });

  it('moves a payment out of a closed period by rule, or stops', () => {
    const account = { closedUntil: '2026-11-10' };
    expect(stateOf({ transactions: [purchase()], account })).toBe('CLOSED_PERIOD');
    const rules = { closedPeriod: 'next-open-day' as const };
    expect(planned({ transactions: [purchase()], account, rules })).toMatchObject([
      { paidOn: '2026-11-11T12:00:00-06:00' },
    ]);
  });

  it('keeps every key within 64 characters', () => {
    const payments = planned({
      order: { id: 2_147_483_647, gift_certificate_amount: '20.0000', store_credit_amount: '20.0000' },
      transactions: [
        authorized({ id: 9_007_199_254_740_990, amount: 90 }),
        { id: 9_007_199_254_740_991, event: 'capture', amount: 60 },
      ],
      rules: { payments: { overpaid: 'import' } },
    });
    for (const { transactionRef, transactionCode } of payments) {
      expect(transactionRef.length).toBeLessThanOrEqual(64);
      expect(transactionCode.length).toBeLessThanOrEqual(64);
    }
    expect(new Set(payments.map((one) => one.transactionRef)).size).toBe(payments.length);
  });

  it('gives every payment the same key whatever the rules', () => {
    const transactions = [authorized(), { id: 802, event: 'capture', amount: 30, reference_transaction_id: 801 }];
    const refs = (rules: NonNullable<ContextInput['rules']>): string[] =>
      planned({ transactions, rules }).map((one) => one.transactionRef);
    expect(refs({})).toEqual(expect.arrayContaining(refs({ payments: { authorizations: false } })));
  });
});

describe('payments that Brightpearl already has', () => {
  const booked = (ref: string, amount: string, type: BookedPayment['type'] = 'RECEIPT'): BookedPayment => ({
    transactionRef: `bc-${STORE}-${ref}`,
    type,
    amount,
  });

  it('are left out, and no longer checked for method or period', () => {
    const given = {
      transactions: [purchase()],
      account: { closedUntil: '2026-12-31', paymentMethods: [] },
      booked: [booked('801-purchase', '100.00')],
    };
    expect(brief(given)).toEqual([]);
    expect(stateOf(given)).toBe('paid');
  });

  it('let each of several captures through as it comes, and at last the void of the rest', () => {
    const [auth, one, two, rest] = [
      authorized(),
      { id: 802, event: 'capture' as const, amount: 30, reference_transaction_id: 801 },
      { id: 803, event: 'capture' as const, amount: 25.5, reference_transaction_id: 801 },
      { id: 804, event: 'void' as const, amount: 44.5, reference_transaction_id: 801 },
    ];
    const booked: BookedPayment[] = [];
    const steps: string[][] = [];
    for (const transactions of [[auth], [auth, one], [auth, one, two], [auth, one, two, rest]]) {
      const result = plan({ order: { payment_status: 'authorized' }, transactions, booked });
      if (!result.ok) throw new Error(JSON.stringify(result.issues));
      steps.push(result.payments.map(({ type, amount }) => `${type} ${amount}`));
      booked.push(...result.payments.map(({ transactionRef, type, amount }) => ({ transactionRef, type, amount })));
    }
    expect(steps).toEqual([['AUTH 100.00'], ['CAPTURE 30.00'], ['CAPTURE 25.50'], ['VOID 44.50']]);
  });

  it('are not joined by the settlement of a pending payment that was booked', () => {
    const transactions: Transactions = [
      { event: 'pending', amount: 100 },
      { event: 'settled', amount: 100 },
    ];
    const first = plan({ transactions: transactions.slice(0, 1) });
    if (!first.ok) throw new Error(JSON.stringify(first.issues));
    const booked = first.payments.map(({ transactionRef, type, amount }) => ({ transactionRef, type, amount }));
    expect(brief({ transactions, booked })).toEqual([]);
  });

  it('let a later capture through', () => {
    const transactions = [authorized(), { id: 802, event: 'capture', amount: 100, reference_transaction_id: 801 }];
    expect(brief({ transactions, booked: [booked('801-authorization', '100.00', 'AUTH')] })).toEqual([
      'CAPTURE 100.00 CARD 802-capture',
    ]);
  });

  it('let a second payment through after a refund of the first', () => {
    const given = {
      order: { payment_status: 'partially refunded' },
      transactions: [
        purchase({ amount: 80 }),
        { event: 'refund', amount: 30, reference_transaction_id: 801 },
        purchase({ amount: 20 }),
      ],
      booked: [booked('801-purchase', '80.00')],
    };
    expect(brief(given)).toEqual(['RECEIPT 20.00 CARD 803-purchase']);
  });

  describe('under another key', () => {
    const offline = [booked('100-offline-1', '100.00')];

    it('are not booked again by the transaction that is listed later, and that is told', () => {
      const result = plan({ transactions: [purchase()], booked: offline, account: { paymentMethods: [] } });
      expect(result).toMatchObject({ ok: true, payments: [], paymentState: 'paid' });
      expect(result.ok && result.notices).toEqual([
        `payment bc-${STORE}-801-purchase was not booked: Brightpearl has its money under another reference`,
      ]);
    });

    it('stop the order where they were of another amount', () => {
      const given = { transactions: [purchase({ amount: 60 })], booked: offline };
      expect(brief(given)).toEqual([
        expect.stringMatching(/^PAYMENT_CONFLICT: .*payments of 100\.00.*60\.00 more, but only 60\.00 was captured/),
      ]);
    });

    it('let nothing more be booked after a release of the conflict', () => {
      const given = { transactions: [purchase({ amount: 60 })], booked: offline };
      expect(brief({ ...given, amendments: { released: ['PAYMENT_CONFLICT'] } })).toEqual([]);
    });

    it('leave room for what was captured beside them', () => {
      const transactions = [purchase({ amount: 60 }), purchase({ amount: 40 })];
      expect(brief({ transactions, booked: [booked('801-purchase', '60.00')] })).toEqual([
        'RECEIPT 40.00 CARD 802-purchase',
      ]);
    });
  });
});

describe('whatever the transactions', () => {
  const anyTransaction = record({
    event: constantFrom('purchase', 'authorization', 'capture', 'refund', 'void', 'pending', 'settled'),
    method: constantFrom('credit_card', 'gift_certificate', 'store_credit', 'offline'),
    cents: integer({ min: 0, max: 15_000 }),
    status: constantFrom('ok', 'ok', 'ok', 'error'),
    test: boolean(),
    refersTo: option(nat(5), { nil: undefined }),
    sameCharge: boolean(),
  });
  const anyOrder = record({
    transactions: array(anyTransaction, { maxLength: 6 }),
    payment_status: constantFrom('captured', 'authorized', 'pending', 'void', 'refunded', 'partially refunded', ''),
    giftCents: constantFrom(0, 0, 4_000),
    released: constantFrom([], ['OVERPAID', 'PAYMENT_CONFLICT', 'test-order']),
  });

  it('payments never exceed captured minus refunded, keys are unique, and the order of reading does not matter', () => {
    assert(
      property(anyOrder, ({ transactions, payment_status, giftCents, released }) => {
        const rows = transactions.map(({ cents, refersTo, sameCharge, ...one }, index) => ({
          ...one,
          id: 801 + index,
          amount: cents / 100,
          ...(refersTo === undefined ? {} : { reference_transaction_id: 801 + refersTo }),
          gateway_transaction_id: sameCharge ? 'ch_1' : `ch_${index}x`,
        }));
        const given = {
          order: { payment_status, gift_certificate_amount: (giftCents / 100).toFixed(4) },
          amendments: { released },
        };
        const result = plan({ ...given, transactions: rows });
        expect(plan({ ...given, transactions: [...rows].reverse() })).toEqual(result);
        if (!result.ok) return;
        const succeeded = rows.filter((row) => row.status === 'ok');
        const ok = succeeded.filter((row) => !row.test || released.length > 0);
        const total = (events: readonly string[]) =>
          sum(ok.filter((row) => events.includes(row.event)).map((row) => money(row.amount)));
        // Offline money appears only when no transaction of its own exists; it can be at most the order's total.
        const traced = succeeded.some(
          (row) => row.event !== 'refund' && !['gift_certificate', 'store_credit'].includes(row.method),
        );
        const offline = traced ? ZERO : money(100);
        const captured = total(['purchase', 'capture', 'settled', 'pending'])
          .plus(giftCents / 100)
          .plus(offline);
        const kept = captured.minus(total(['refund']));
        const booked = sum(
          result.payments
            .filter(({ type }) => type === 'RECEIPT' || type === 'CAPTURE')
            .map(({ amount }) => money(amount)),
        );
        expect(booked.lessThanOrEqualTo(kept.greaterThan(0) ? kept : ZERO)).toBe(true);
        expect(result.payments.every(({ amount }) => money(amount).greaterThan(0))).toBe(true);
        expect(new Set(result.payments.map((one) => one.transactionRef)).size).toBe(result.payments.length);
        if (released.length === 0) expect(booked.lessThanOrEqualTo(100)).toBe(true);
      }),
      { numRuns: 250 },
    );
  });
});
