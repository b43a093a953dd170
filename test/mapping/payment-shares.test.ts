import * as fc from 'fast-check';
import { money, sum, type Money } from '../../src/domain/money';
import { mapOrder } from '../../src/mapping/order';
import type { PaymentDraft } from '../../src/mapping/payment-drafts';
import { sharePayments, type PayablePart, type PaymentShare } from '../../src/mapping/payment-shares';
import type { BookedPayment } from '../../src/mapping/types';
import { aContext, aSnapshot, STORE } from './support/a-snapshot';

const draft = (amount: string, more: Partial<PaymentDraft> = {}): PaymentDraft => ({
  type: 'RECEIPT',
  ref: 'bc-s-801-purchase',
  code: 'bc-s-801-payment',
  amount: money(amount),
  digits: 2,
  method: 'credit_card',
  gateway: 'stripe',
  at: '',
  ...more,
});

const partsOf = (...grosses: string[]): PayablePart[] =>
  grosses.map((gross, index) => ({ addressId: 501 + index, gross: money(gross) }));

const booked = (shares: readonly PaymentShare[]): BookedPayment[] =>
  shares.map(({ ref, type, amount }) => ({ transactionRef: ref, type, amount: amount.toFixed(2) }));

/** `TYPE amount ref`, without what all refs begin with. */
const brief = (shares: readonly PaymentShare[]): string[] =>
  shares.map(({ type, amount, ref }) => `${type} ${amount.toFixed(2)} ${ref.replace('bc-s-', '')}`);

const totalAt = (shares: readonly PaymentShare[], part: number): Money =>
  sum(shares.filter((share) => share.part === part).map(({ amount }) => amount));

describe('payments of an order that is several sales orders', () => {
  it('are shared by what each comes to, to the cent, under a reference for each', () => {
    const shares = sharePayments([draft('76.20')], partsOf('22.80', '53.40'), []);
    expect(brief(shares)).toEqual(['RECEIPT 22.80 801-purchase-a501', 'RECEIPT 53.40 801-purchase-a502']);
    expect(shares.map(({ part, code }) => [part, code])).toEqual([
      [0, 'bc-s-801-payment-a501'],
      [1, 'bc-s-801-payment-a502'],
    ]);
  });

  it('stay as they are where the order is one sales order', () => {
    const drafts = [draft('10.00')];
    expect(sharePayments(drafts, partsOf('10.00'), [])).toEqual(drafts);
  });

  it('that pay a part of the order pay a part of each', () => {
    const shares = sharePayments([draft('10.00')], partsOf('10.00', '10.00', '10.00'), []);
    expect(brief(shares).map((line) => line.split(' ')[1])).toEqual(['3.34', '3.33', '3.33']);
  });

  it('leave out a sales order that comes to nothing', () => {
    expect(brief(sharePayments([draft('5.00')], partsOf('0.00', '5.00'), []))).toEqual([
      'RECEIPT 5.00 801-purchase-a502',
    ]);
  });

  it('that are more than the order is worth leave the excess with the first', () => {
    const shares = sharePayments([draft('40.00')], partsOf('10.00', '20.00'), []);
    expect(brief(shares)).toEqual(['RECEIPT 20.00 801-purchase-a501', 'RECEIPT 20.00 801-purchase-a502']);
  });

  it('share an authorization as they share its capture and the void of what is left', () => {
    const chain = [
      draft('90.00', { type: 'AUTH', ref: 'bc-s-801-authorization' }),
      draft('30.00', { type: 'CAPTURE', ref: 'bc-s-802-capture' }),
      draft('60.00', { type: 'VOID', ref: 'bc-s-803-void' }),
    ];
    expect(brief(sharePayments(chain, partsOf('30.00', '60.00'), []))).toEqual([
      'AUTH 30.00 801-authorization-a501',
      'AUTH 60.00 801-authorization-a502',
      'CAPTURE 10.00 802-capture-a501',
      'CAPTURE 20.00 802-capture-a502',
      'VOID 20.00 803-void-a501',
      'VOID 40.00 803-void-a502',
    ]);
  });

  it('that were refunded between two shares are booked up to what was kept', () => {
    const parts = partsOf('50.00', '50.00');
    const [first] = sharePayments([draft('100.00')], parts, []);
    const after = sharePayments([draft('80.00')], parts, booked([first!]));
    expect(sum(after.map(({ amount }) => amount)).toFixed(2)).toBe('80.00');
    expect(after[0]?.amount.toFixed(2)).toBe('50.00');
  });
});

const cents = (amount: number): string => (amount / 100).toFixed(2);

/** Sales orders, and payments that together are at most what the order is worth. */
const paidOrder = fc
  .record({
    grosses: fc.array(fc.integer({ min: 0, max: 50_000 }), { minLength: 2, maxLength: 5 }),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 }),
  })
  .map(({ grosses, cuts }) => {
    const total = grosses.reduce((all, one) => all + one, 0);
    const bounds = cuts.map((cut) => Math.floor(cut * total)).sort((a, b) => a - b);
    const drafts = bounds.map((bound, index) =>
      draft(cents(bound - (bounds[index - 1] ?? 0)), { ref: `bc-s-${801 + index}-purchase` }),
    );
    return { parts: partsOf(...grosses.map(cents)), drafts, total, paid: bounds.at(-1) ?? 0 };
  });

describe('the shares of any payments', () => {
  it('add up to each payment, and are nowhere more than the sales order comes to', () => {
    fc.assert(
      fc.property(paidOrder, ({ parts, drafts, total, paid }) => {
        const shares = sharePayments(drafts, parts, []);
        for (const { ref, amount } of drafts) {
          const own = shares.filter((share) => share.ref.startsWith(`${ref}-`));
          expect(sum(own.map((share) => share.amount)).toFixed(2)).toBe(amount.toFixed(2));
        }
        for (const [index, { gross }] of parts.entries()) {
          const share = totalAt(shares, index);
          expect(share.lessThanOrEqualTo(gross)).toBe(true);
          if (paid === total) expect(share.toFixed(2)).toBe(gross.toFixed(2));
        }
      }),
    );
  });

  it('are the same whichever of them are booked already, and whatever is paid later', () => {
    fc.assert(
      fc.property(paidOrder, fc.infiniteStream(fc.boolean()), ({ parts, drafts }, picks) => {
        const shares = sharePayments(drafts, parts, []);
        const some = shares.filter(() => picks.next().value);
        expect(brief(sharePayments(drafts, parts, booked(some)))).toEqual(brief(shares));
        const earlier = sharePayments(drafts.slice(0, 1), parts, []);
        expect(brief(shares).slice(0, earlier.length)).toEqual(brief(earlier));
      }),
    );
  });
});

describe('a plan of several sales orders', () => {
  const order = {
    lines: [{ price: '10' }, { price: '20', address: 502 }],
    shipTo: [{ id: 501 }, { id: 502 }],
  };
  const plan = (bookedAlready: readonly BookedPayment[] = []) => {
    const context = aContext({ rules: { severalAddresses: 'split' } });
    const result = mapOrder(aSnapshot({ order, transactions: [{ id: 801, amount: 30 }] }), {
      ...context,
      booked: bookedAlready,
    });
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    return result.plan;
  };

  it('books on each what it comes to, and not again what is booked', () => {
    const { salesOrders, payments } = plan();
    expect(payments.map(({ part, amount, transactionRef }) => [part, amount, transactionRef])).toEqual([
      [0, salesOrders[0]?.expected.gross, `bc-${STORE}-801-purchase-a501`],
      [1, salesOrders[1]?.expected.gross, `bc-${STORE}-801-purchase-a502`],
    ]);
    const [first] = payments;
    expect(plan([first!]).payments).toEqual([payments[1]]);
  });

  it('books nothing more where the whole was booked on one of them', () => {
    const whole: BookedPayment = { transactionRef: `bc-${STORE}-801-purchase`, type: 'RECEIPT', amount: '30.00' };
    expect(plan([whole])).toMatchObject({ payments: [], notices: expect.arrayContaining([expect.any(String)]) });
  });
});
