/** What one order's two sides differ in. Pure: the figures are read by the caller. */
import type { BpSalesOrder } from '../brightpearl/schemas/sales-order';
import type { ReconcileDifference } from '../domain/maintenance-types';
import { money, printed, sum } from '../domain/money';
import type { Amendments, OrderSnapshot } from '../mapping/types';
import type { BoardRow } from '../store/orders';

export interface ReconciledOrder {
  readonly row: BoardRow;
  readonly snapshot: OrderSnapshot | undefined;
  readonly documents: readonly BpSalesOrder[];
  /** Money received that this connector booked, in the order's currency. */
  readonly booked: readonly string[];
  /** What a person accepted that the sales orders lack. */
  readonly accepted?: Amendments['acceptedBySalesOrder'];
}

export function differencesOf({
  row,
  snapshot,
  documents,
  booked,
  accepted = {},
}: ReconciledOrder): ReconcileDifference[] {
  const { orderId, salesOrderIds, currency } = row;
  const code = currency ?? '';
  const differ = (what: ReconcileDifference['what'], store: string, brightpearl: string): ReconcileDifference[] =>
    store === brightpearl ? [] : [{ orderId, salesOrderIds, currency: code, what, store, brightpearl }];
  if (documents.length === 0) return differ('missing', row.orderTotal ?? '?', 'no sales order');
  if (!snapshot) return [];
  const { order } = snapshot;
  const total = (of: 'gross' | 'tax'): string =>
    printed(sum(documents.map(({ id, total: all }) => money(all[of]).plus(accepted[id]?.[of] ?? 0))), code);
  return [
    ...differ('total', printed(order.total_inc_tax, code), total('gross')),
    ...differ('tax', printed(order.total_tax, code), total('tax')),
    ...differ('payment', paymentStatusOf(booked, documents), documents[0]?.orderPaymentStatus ?? 'NOT_APPLICABLE'),
  ];
}

/** What Brightpearl should call the first sales order, which carries the payments. */
function paymentStatusOf(booked: readonly string[], [first]: readonly BpSalesOrder[]): string {
  const paid = sum(booked.map(money));
  const gross = money(first?.total.gross ?? '0');
  if (gross.isZero()) return first?.orderPaymentStatus ?? 'NOT_APPLICABLE';
  if (paid.isZero()) return 'UNPAID';
  return paid.greaterThanOrEqualTo(gross) ? 'PAID' : 'PARTIALLY_PAID';
}
