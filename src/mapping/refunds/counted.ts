/** Which refunds of an order count: those that gave something back. Declined ones never do, others once a gateway answered. */
import type { BcRefund, BcRefundPayment } from '../../bigcommerce/refunds';
import type { BcOrder, BcTransaction } from '../../bigcommerce/schemas/order';
import { money, sum, type Money } from '../../domain/money';
import { placedLines } from '../charges';
import { includesText } from '../payment-rule';
import type { OrderSnapshot } from '../types';

const REFUNDED_STATUSES: readonly number[] = [4, 14];

/** Whether there is anything to read: most orders have no refund, and none is worth a request then. */
export function showsRefunds(order: BcOrder, transactions: readonly BcTransaction[]): boolean {
  return (
    REFUNDED_STATUSES.includes(order.status_id) ||
    includesText(['refunded', 'partially refunded'], order.payment_status) ||
    transactions.some(({ event }) => event === 'refund') ||
    placedLines(order).some(({ line }) => line.quantity_refunded > 0)
  );
}

/** `declined`: nothing went back. `pending`: a gateway has yet to say. `partly`: one of several tenders was declined. */
type RefundState = 'done' | 'partly' | 'declined' | 'pending';

/** Money that stays in the store's own books needs no gateway: it went back once the order says that something did. */
const OWN_MONEY = ['storecredit', 'giftcertificate'];

function paymentState(payment: BcRefundPayment, order: BcOrder): 'done' | 'declined' | 'pending' {
  if (payment.is_declined) return 'declined';
  if (payment.offline || payment.transaction_id !== '') return 'done';
  if (includesText(['refunded'], order.payment_status)) return 'done';
  const shown =
    REFUNDED_STATUSES.includes(order.status_id) || includesText(['partially refunded'], order.payment_status);
  return shown && OWN_MONEY.includes(payment.provider_id) ? 'done' : 'pending';
}

export function refundState({ payments, total_amount: total }: BcRefund, order: BcOrder): RefundState {
  if (payments.length === 0 && !money(total).isZero()) return 'pending';
  const states = payments.map((payment) => paymentState(payment, order));
  if (states.includes('pending')) return 'pending';
  if (!states.includes('declined')) return 'done';
  return states.includes('done') ? 'partly' : 'declined';
}

/** Refunds that count, oldest first. */
export const countedRefunds = ({
  order,
  refunds = [],
}: Pick<OrderSnapshot, 'order' | 'refunds'>): readonly BcRefund[] =>
  [...refunds].filter((refund) => ['done', 'partly'].includes(refundState(refund, order))).sort((a, b) => a.id - b.id);

/** Payments of a refund that gave money back, oldest first. */
export const paidBack = ({ payments }: BcRefund, order: BcOrder): readonly BcRefundPayment[] =>
  payments.filter((payment) => paymentState(payment, order) === 'done').sort((a, b) => a.id - b.id);

/** All that went back by refunds that the store knows. */
export const refundedTotal = (snapshot: Pick<OrderSnapshot, 'order' | 'refunds'>): Money =>
  sum(
    countedRefunds(snapshot).flatMap((refund) =>
      paidBack(refund, snapshot.order).map((payment) => money(payment.amount).abs()),
    ),
  );
