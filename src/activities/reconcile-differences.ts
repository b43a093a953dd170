/** What one order's two sides differ in. Pure: the figures are read by the caller. */
import type { BpSalesOrder } from '../brightpearl/schemas/sales-order';
import { issue } from '../domain/issues';
import type { Issue } from '../domain/issues';
import type { ReconcileDifference } from '../domain/maintenance-types';
import { money, printed, sum, type Money } from '../domain/money';
import type { Amendments, OrderSnapshot } from '../mapping/types';
import type { BoardRow } from '../store/orders';

export interface ReconciledOrder {
  readonly row: BoardRow;
  readonly snapshot: OrderSnapshot | undefined;
  readonly documents: readonly BpSalesOrder[];
  /** Money received that this connector booked on sales orders, and negative what refunds paid out there. */
  readonly booked: readonly string[];
  /** What refunds took off the sales orders. */
  readonly takenOff?: { readonly gross: Money; readonly tax: Money };
  /** What a person accepted that the sales orders lack. */
  readonly accepted?: Amendments['acceptedBySalesOrder'];
}

export function differencesOf({
  row,
  snapshot,
  documents,
  booked,
  takenOff,
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
    ...differ('total', printed(money(order.total_inc_tax).minus(takenOff?.gross ?? 0), code), total('gross')),
    ...differ('tax', printed(money(order.total_tax).minus(takenOff?.tax ?? 0), code), total('tax')),
    ...differ('payment', bookedStatusOf(booked, documents), statusOf(documents)),
  ];
}

/** What stands on the board of an order whose total or tax staff changed in Brightpearl. */
export function changedIssue({ row, snapshot, documents, takenOff }: ReconciledOrder): Issue | undefined {
  if (!snapshot) return undefined;
  const { order } = snapshot;
  const ours = {
    gross: money(order.total_inc_tax).minus(takenOff?.gross ?? 0),
    tax: money(order.total_tax).minus(takenOff?.tax ?? 0),
  };
  const code = row.currency ?? '';
  const there = {
    gross: sum(documents.map(({ total }) => money(total.gross))),
    tax: sum(documents.map(({ total }) => money(total.tax))),
  };
  const off = {
    gross: ours.gross.minus(there.gross).toFixed(),
    tax: ours.tax.minus(there.tax).toFixed(),
  };
  const ids = row.salesOrderIds.join(', ');
  const name = row.salesOrderIds.length > 1 ? `sales orders ${ids} come` : `sales order ${ids} comes`;
  return issue(
    'CHANGED_IN_BRIGHTPEARL',
    `Order ${row.orderId}: ${name} to ${printed(there.gross, code)} ${code} with tax ${printed(there.tax, code)}, the store ` +
      `has ${printed(ours.gross, code)} ${code} with tax ${printed(ours.tax, code)}. Correct it in ` +
      `Brightpearl, or accept the difference of ${off.gross} with tax ${off.tax}.`,
    { details: { salesOrderIds: row.salesOrderIds, off } },
  );
}

/** Nothing is paid on what comes to nothing, and Brightpearl has a word of its own for that. */
const payable = (documents: readonly BpSalesOrder[]): readonly BpSalesOrder[] =>
  documents.filter(({ total }) => !money(total.gross).isZero());

/** What Brightpearl should call the order, by what was booked on its sales orders together. */
function bookedStatusOf(booked: readonly string[], documents: readonly BpSalesOrder[]): string {
  const gross = sum(payable(documents).map(({ total }) => money(total.gross)));
  const paid = sum(booked.map(money));
  if (gross.isZero()) return 'NOT_APPLICABLE';
  if (paid.isZero()) return 'UNPAID';
  return paid.greaterThanOrEqualTo(gross) ? 'PAID' : 'PARTIALLY_PAID';
}

/** What Brightpearl calls it: each sales order has its share of every payment, so one status, or it is paid in part. */
function statusOf(documents: readonly BpSalesOrder[]): string {
  const [status, ...others] = new Set(payable(documents).map((one) => one.orderPaymentStatus ?? 'NOT_APPLICABLE'));
  return others.length > 0 ? 'PARTIALLY_PAID' : (status ?? 'NOT_APPLICABLE');
}
