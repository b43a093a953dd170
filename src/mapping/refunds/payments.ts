/** Money that refunds gave back, as payments out of Brightpearl: on the documents that the refund went to. */
import type { BcRefund, BcRefundPayment } from '../../bigcommerce/refunds';
import { creditRef, refundPaymentRef } from '../../domain/ids';
import type { Issue } from '../../domain/issues';
import { minorUnits, money, ZERO, type Money } from '../../domain/money';
import { inAccountZone, intoOpenPeriod, isoOf, unreadable } from '../dates';
import { chooseMethodCode, type PaymentSource } from '../payment-rule';
import type { MappingContext, OrderPlan, OrderSnapshot } from '../types';
import { paidBack } from './counted';
import { grossOf } from './decide';
import type { PlannedRefundPayment, RefundDecision } from './types';

/** A payment that Brightpearl has of a refund. */
export interface PaidOut {
  readonly transactionRef: string;
  readonly amount: string;
}

type Context = Pick<MappingContext, 'key' | 'rules' | 'account' | 'amendments'>;

export type RefundPayments =
  | { readonly ok: true; readonly payments: readonly PlannedRefundPayment[] }
  | { readonly ok: false; readonly issue: Issue };

/** All that a refund could ask for; how much of it is to be booked depends on what was received. */
export function draftRefundPayments(
  refund: BcRefund,
  decision: RefundDecision,
  snapshot: OrderSnapshot,
  plan: OrderPlan,
  ctx: Context,
): RefundPayments {
  const { order } = snapshot;
  const at = inAccountZone(refund.created, ctx.account);
  const subject = `refund ${refund.id}`;
  if (!at) return { ok: false, issue: unreadable(subject, refund.created, ctx.account) };
  const open = intoOpenPeriod(subject, at, ctx.account, ctx.rules);
  if (!open.ok) return open;
  const digits = minorUnits(order.default_currency_code) ?? 2;
  const payments: PlannedRefundPayment[] = [];
  const documents = documentsOf(ctx.key.storeHash, decision, plan);
  for (const [index, payment] of paidBack(refund, order).entries()) {
    const amounts = takeOff(documents, money(payment.amount).abs());
    const method = chooseMethodCode(order.id, sourceOf(payment, snapshot), ctx);
    if (!method.ok) return method;
    payments.push(
      ...documents.flatMap(({ salesOrderRef, creditRef: onCredit }, document) => {
        const amount = amounts[document] ?? ZERO;
        if (amount.isZero()) return [];
        return [
          {
            transactionRef: refundPaymentRef(ctx.key.storeHash, refund.id, index * documents.length + document + 1),
            methodCode: method.code,
            amount: amount.toFixed(digits),
            currency: order.default_currency_code,
            paidOn: isoOf(open.date),
            salesOrderRef,
            ...(onCredit === undefined ? {} : { creditRef: onCredit }),
          },
        ];
      }),
    );
  }
  return { ok: true, payments };
}

interface RefundDocument {
  readonly salesOrderRef: string;
  readonly creditRef?: string;
  /** Not yet covered by payments. */
  open: Money;
}

/** Sales orders first, in the order of the plan, and the credit of each behind it. */
function documentsOf(storeHash: string, { refundId, portions }: RefundDecision, plan: OrderPlan): RefundDocument[] {
  return plan.salesOrders.flatMap(({ draft: { externalRef: salesOrderRef }, addressId }) => {
    const own = portions.filter((portion) => portion.salesOrderRef === salesOrderRef);
    const on = (where: 'reduce' | 'credit') => own.filter((portion) => portion.where === where);
    return [
      ...(on('reduce').length > 0 ? [{ salesOrderRef, open: grossOf(on('reduce')) }] : []),
      ...(on('credit').length > 0
        ? [{ salesOrderRef, creditRef: creditOf(storeHash, refundId, addressId), open: grossOf(on('credit')) }]
        : []),
    ];
  });
}

export const creditOf = (storeHash: string, refundId: number, addressId: number | undefined): string =>
  creditRef(storeHash, refundId, addressId === undefined ? {} : { addressId });

/** Covers one document after the other; what is more than all of them stays with the last. */
function takeOff(documents: readonly RefundDocument[], amount: Money): Money[] {
  let left = amount;
  return documents.map((document, index) => {
    const isLast = index === documents.length - 1;
    const covered = document.open.lessThan(left) ? document.open : left;
    const taken = isLast ? left : covered.isNegative() ? ZERO : covered;
    document.open = document.open.minus(taken);
    left = left.minus(taken);
    return taken;
  });
}

/** The provider of a refund in the words of transactions, which is what method rules are written in. */
function sourceOf(
  { provider_id: gateway, offline }: BcRefundPayment,
  { order, transactions }: OrderSnapshot,
): PaymentSource {
  const paymentMethod = order.payment_method;
  if (gateway === 'storecredit') return { paymentMethod, method: 'store_credit', gateway };
  if (gateway === 'giftcertificate') return { paymentMethod, method: 'gift_certificate', gateway };
  const paid = transactions.find((one) => one.gateway === gateway && one.event !== 'refund');
  return { paymentMethod, method: paid?.method ?? (offline ? 'offline' : ''), gateway };
}

/**
 * Of the drafts, what is still to be paid out: as much as Brightpearl has received more than was kept. Money that was never
 * booked is not paid out again: the payment was, or will be, booked less it.
 */
export function payableNow(
  drafts: readonly PlannedRefundPayment[],
  need: Money,
  out: readonly PaidOut[],
  digits: number,
): PlannedRefundPayment[] {
  let left = need;
  const unbooked = drafts.filter((draft) => !out.some(({ transactionRef }) => transactionRef === draft.transactionRef));
  const newestFirst = [...unbooked].reverse().flatMap((draft) => {
    const amount = left.lessThan(draft.amount) ? left : money(draft.amount);
    if (amount.lessThanOrEqualTo(0)) return [];
    left = left.minus(amount);
    return [{ ...draft, amount: amount.toFixed(digits) }];
  });
  return newestFirst.reverse();
}
