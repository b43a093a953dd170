/** Where refunds go, and how much money goes out: by what left, what is invoiced, and what was received. */
import { money } from '../../../src/domain/money';
import type { Standing } from '../../../src/mapping/refunds/decide';
import type { PaidOut } from '../../../src/mapping/refunds/payments';
import { aContext, aSnapshot } from '../support/a-snapshot';
import type { OrderInput } from '../support/an-order';
import {
  amountOf,
  aRefund,
  invoiced,
  notShipped,
  plannedRefunds,
  product,
  refunded,
  shippedUnits,
} from './support/a-refund';

/** Three at 12.00 and shipping at 6.00, tax included: 42.00. */
const ORDER: OrderInput = {
  inclusive: true,
  defaultTaxes: [{ name: 'VAT', rate: '20' }],
  lines: [{ price: '12.00', quantity: 3 }],
  shipTo: [{ cost: '6.00' }],
};
const PAID = { transactions: [{ amount: '42.00', gateway: 'stripe' }] };
const RECEIPT = { transactionRef: 'bc-abc123-801-purchase', type: 'RECEIPT', amount: '42.00' } as const;

const TWO = aRefund({ total_amount: 24, total_tax: 4, items: [product(11, 2)] });

const went = (standing: Standing | undefined, refund = TWO) => {
  const snapshot = refunded(aSnapshot({ order: ORDER, ...PAID }), refund);
  const { decisions } = plannedRefunds(snapshot, aContext(), standing ? { standing } : {});
  return decisions
    .flatMap(({ portions }) => portions)
    .map(({ where, rowRef, quantity, net, tax }) => [where, rowRef, quantity ?? '-', net, tax].join(' '));
};

describe('a refund of units', () => {
  it.each([
    ['of an order that is not there', undefined, ['reduce line-11 2 20.00 4.00']],
    ['of which none left', notShipped, ['reduce line-11 2 20.00 4.00']],
    ['of which enough are left', shippedUnits(['line-11', 1]), ['reduce line-11 2 20.00 4.00']],
    [
      'of which one is left',
      shippedUnits(['line-11', 2]),
      ['reduce line-11 1 10.00 2.00', 'credit line-11 1 10.00 2.00'],
    ],
    ['of which none is left', shippedUnits(['line-11', 3]), ['credit line-11 2 20.00 4.00']],
    ['of an invoiced order', invoiced, ['credit line-11 2 20.00 4.00']],
  ])('%s', (_case, standing, expected) => {
    expect(went(standing)).toEqual(expected);
  });
});

const SHIPPING = aRefund({ total_amount: 6, total_tax: 1, items: [amountOf('SHIPPING', 501, 6)] });

describe('a refund of an amount', () => {
  it.each([
    ['of an order of which nothing left', notShipped, 'reduce'],
    ['of an order of which something left', shippedUnits(['line-11', 1]), 'credit'],
    ['of an invoiced order', invoiced, 'credit'],
  ])('%s', (_case, standing, where) => {
    expect(went(standing, SHIPPING)).toEqual([`${where} shipping-501 - 5.00 1.00`]);
  });
});

it('counts what earlier refunds took off', () => {
  const one = (id: number) => aRefund({ id, total_amount: 12, total_tax: 2, items: [product(11, 1)] });
  const snapshot = refunded(aSnapshot({ order: ORDER, ...PAID }), one(31), one(32));
  const { decisions } = plannedRefunds(snapshot, aContext(), { standing: shippedUnits(['line-11', 2]) });
  expect(decisions.map(({ portions }) => portions.map(({ where }) => where))).toEqual([['reduce'], ['credit']]);
});

describe('money out', () => {
  const paidOut = (booked: boolean, out: readonly PaidOut[] = [], backed = '24.00') => {
    const transactions = [
      ...PAID.transactions,
      { id: 900, event: 'refund', amount: backed, gateway: 'stripe', reference_transaction_id: 801 },
    ];
    const snapshot = refunded(aSnapshot({ order: ORDER, transactions }), TWO);
    const ctx = { ...aContext(), ...(booked ? { booked: [RECEIPT] } : {}) };
    const { refunds, sold } = plannedRefunds(snapshot, ctx, { standing: shippedUnits(['line-11', 2]), out });
    const payments = refunds.flatMap((refund) => refund.payments);
    return {
      in: sold.payments.map(({ amount }) => amount),
      out: payments.map(({ transactionRef, amount, creditRef }) =>
        [transactionRef, amount, creditRef ?? 'sales order'].join(' '),
      ),
    };
  };
  const [OFF, CREDIT] = ['bc-abc123-refund-31-1 12.00 sales order', 'bc-abc123-refund-31-2 12.00 abc123-refund-31'];

  it('goes out on each document for what was received', () => {
    expect(paidOut(true)).toEqual({ in: [], out: [OFF, CREDIT] });
  });

  it('does not go out where it was never booked: it is booked less', () => {
    expect(paidOut(false)).toEqual({ in: ['18.00'], out: [] });
  });

  it('goes out once', () => {
    const out = [{ transactionRef: 'bc-abc123-refund-31-1', amount: '12.00' }];
    expect(paidOut(true, out).out).toEqual([CREDIT]);
    expect(paidOut(true, [...out, { transactionRef: 'bc-abc123-refund-31-2', amount: '12.00' }]).out).toEqual([]);
  });

  it('without a transaction goes out all the same', () => {
    const snapshot = refunded(aSnapshot({ order: ORDER, ...PAID }), {
      ...TWO,
      payments: [{ ...TWO.payments[0]!, offline: true, transaction_id: '' }],
    });
    const { refunds } = plannedRefunds(snapshot, { ...aContext(), booked: [RECEIPT] }, { standing: notShipped });
    expect(refunds[0]!.payments.map(({ amount }) => money(amount).toFixed(2))).toEqual(['24.00']);
  });

  it('waits with the refund while a tender of it was declined', () => {
    const payment = TWO.payments[0]!;
    const refund = {
      ...TWO,
      payments: [
        { ...payment, amount: '14' },
        { ...payment, id: 2, amount: '10', is_declined: true },
      ],
    };
    const snapshot = refunded(aSnapshot({ order: ORDER, ...PAID }), refund);
    const { issues, refunds } = plannedRefunds(
      snapshot,
      { ...aContext(), booked: [RECEIPT] },
      { standing: notShipped },
    );
    expect(issues).toMatchObject([{ code: 'REFUND_DOES_NOT_ADD_UP', details: { total: '24', paid: '14' } }]);
    expect(refunds).toEqual([]);
  });
});

it('makes a credit for each sales order of a split order', () => {
  const order: OrderInput = {
    lines: [{ price: '10' }, { price: '5', address: 502 }],
    shipTo: [{ id: 501 }, { id: 502 }],
  };
  const refund = aRefund({ total_amount: 15, items: [product(11, 1), product(12, 1)] });
  const ctx = aContext({ rules: { severalAddresses: 'split' } });
  const { refunds } = plannedRefunds(refunded(aSnapshot({ order }), refund), ctx, { standing: invoiced });
  expect(refunds[0]!.credits.map(({ externalRef, expected }) => `${externalRef} ${expected.gross}`)).toEqual([
    'abc123-refund-31-a501 10.00',
    'abc123-refund-31-a502 5.00',
  ]);
});
