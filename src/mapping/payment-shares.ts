/**
 * An order that became several sales orders is paid as a whole, and each sales order must show its share: what is due on it
 * decides. Shares are whole units of the currency, add up to the payment, and never exceed what is still due.
 */
import { paymentShareRef } from '../domain/ids';
import { allocate, money, sum, ZERO, type Money } from '../domain/money';
import type { PaymentDraft } from './payment-drafts';
import type { BookedPayment } from './types';

/** One of several sales orders of an order. */
export interface PayablePart {
  readonly addressId?: number;
  readonly gross: Money;
}

/** `part`: index of the sales order that carries it; absent when the order is one sales order. */
export type PaymentShare = PaymentDraft & { readonly part?: number };

/**
 * Payments are taken in their own order, each by what those before it left due. A share that is booked counts as it was
 * booked: neither a crash between two shares nor a later payment changes one that was planned before.
 */
export function sharePayments(
  drafts: readonly PaymentDraft[],
  parts: readonly PayablePart[],
  booked: readonly BookedPayment[],
): PaymentShare[] {
  if (parts.length < 2) return [...drafts];
  let due = parts.map(({ gross }) => atLeastZero(gross));
  return drafts.flatMap((draft) => {
    const refs = parts.map((part) => shareRef(draft.ref, part));
    const had = refs.map((ref) => booked.find(({ transactionRef }) => transactionRef === ref)?.amount);
    const amounts = amountsOf(draft, due, had);
    if (isReceived(draft)) due = due.map((left, part) => atLeastZero(left.minus(amounts[part] ?? ZERO)));
    return parts.flatMap((part, index) => {
      const amount = amounts[index] ?? ZERO;
      const share = { ...draft, part: index, ref: refs[index] ?? '', code: shareRef(draft.code, part), amount };
      return amount.isZero() ? [] : [share];
    });
  });
}

const shareRef = (ref: string, { addressId }: PayablePart): string =>
  addressId === undefined ? ref : paymentShareRef(ref, addressId);

/** An authorization is no money yet, and a void none any more. */
const isReceived = ({ type }: PaymentDraft): boolean => type === 'RECEIPT' || type === 'CAPTURE';

/** By part; what is booked of the payment stays, and the others get the rest of it, which a refund since can have lowered. */
function amountsOf({ amount, digits }: PaymentDraft, due: readonly Money[], had: readonly (string | undefined)[]) {
  const planned = shares(amount, due, digits);
  const known = had.map((one) => (one === undefined ? undefined : money(one)));
  const rest = atLeastZero(amount.minus(sum(known.map((one) => one ?? ZERO))));
  const open = planned.map((one, part) => (known[part] ? ZERO : one));
  const left = sum(open).equals(rest)
    ? open
    : shares(
        rest,
        due.map((one, part) => (known[part] ? ZERO : one)),
        digits,
      );
  return left.map((one, part) => known[part] ?? one);
}

/** In proportion to `due`, by largest remainder. What is more than all that is due goes with the first. */
function shares(amount: Money, due: readonly Money[], digits: number): Money[] {
  const all = sum(due);
  const within = amount.lessThan(all) ? amount : all;
  const exact = due.map((one) => (all.isZero() ? ZERO : one.times(within).div(all)));
  return allocate(within, exact, digits).map((one, part) => (part === 0 ? one.plus(amount.minus(within)) : one));
}

const atLeastZero = (amount: Money): Money => (amount.lessThan(ZERO) ? ZERO : amount);
