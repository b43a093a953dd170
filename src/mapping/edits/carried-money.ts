/** The money on a sales order that goes with its order when the sales order is credited and made anew. */
import { z } from 'zod';
import { generationOf, tenderRef, type OrderKey } from '../../domain/ids';
import { money, sum, ZERO, type Money } from '../../domain/money';

/** A payment as Brightpearl has it on the sales order. */
export interface PaymentThere {
  readonly paymentId: number;
  readonly transactionRef: string | null;
  readonly paymentMethodCode: string;
  readonly paymentType: string;
  readonly currencyCode: string;
  readonly amountAuthorized?: string | null | undefined;
  readonly amountPaid?: string | null | undefined;
}

/** Kept with the link of the sales order from before the first write, so that every attempt carries the same. */
export const carriedPaymentSchema = z.object({
  /** What names the money in both of its new references. */
  ref: z.string(),
  methodCode: z.string(),
  amount: z.string(),
  currency: z.string(),
});

export type CarriedPayment = z.infer<typeof carriedPaymentSchema>;

/** What was received and not paid out again, by receipt. What was paid out comes off the newest of its method first. */
export function carriedMoney(key: OrderKey, payments: readonly PaymentThere[]): CarriedPayment[] {
  const received = payments.filter(isReceived).map((one) => ({ one, left: paidBy(one) }));
  for (const out of payments.filter(({ paymentType }) => paymentType === 'PAYMENT')) {
    let due = paidBy(out);
    const newestFirst = received.toReversed();
    const isSame = ({ one }: (typeof received)[number]): boolean => one.paymentMethodCode === out.paymentMethodCode;
    for (const receipt of [...newestFirst.filter(isSame), ...newestFirst.filter((other) => !isSame(other))]) {
      const taken = due.lessThan(receipt.left) ? due : receipt.left;
      receipt.left = receipt.left.minus(taken);
      due = due.minus(taken);
    }
  }
  const taken = new Set<string>();
  return received.flatMap(({ one, left }) => {
    if (left.lessThanOrEqualTo(0)) return [];
    const ref = refIn(key, one, taken);
    taken.add(ref);
    return [{ ref, methodCode: one.paymentMethodCode, amount: left.toFixed(), currency: one.currencyCode }];
  });
}

/** What may still be captured of the sales order, and cannot be captured of another one. */
export function openAuthorizations(payments: readonly PaymentThere[]): Money {
  const authorized = (type: string): Money =>
    sum(payments.filter(({ paymentType }) => paymentType === type).map((one) => money(one.amountAuthorized ?? '0')));
  const captured = sum(payments.filter(({ paymentType }) => paymentType === 'CAPTURE').map(paidBy));
  return authorized('AUTH').minus(authorized('VOID')).minus(captured);
}

const isReceived = ({ paymentType }: PaymentThere): boolean => paymentType === 'RECEIPT' || paymentType === 'CAPTURE';
const paidBy = ({ amountPaid }: PaymentThere): Money => (amountPaid ? money(amountPaid) : ZERO);

/** Ours by their own reference, without the generation; what staff booked by its id. */
function refIn(key: OrderKey, { transactionRef, paymentId }: PaymentThere, taken: ReadonlySet<string>): string {
  const own = transactionRef ?? '';
  const isOurs = own.startsWith(`bc-${key.storeHash}-`);
  const ref = generationOf(own) === 1 ? own : own.slice(0, own.lastIndexOf('-r'));
  return isOurs && !taken.has(ref) ? ref : tenderRef(key, 'payment', paymentId);
}
