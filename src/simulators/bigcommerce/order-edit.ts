/** Changes by a shopper or staff in the control panel, given as fields of the order and its parts. */
import type { SimContext } from './context';
import { changeOrder } from './order-changes';
import { settleEditedStock } from './order-stock';
import { ingestConsignments } from './order-ingest';
import { ingestFee, ingestRefunds, ingestTaxes, ingestTransactions, rows, withIds } from './order-ingest-parts';
import { allConsignments, type Fields, type StoredOrder } from './state';

export interface OrderEdit {
  /** Merged into the order; `consignments` and `fees` replace what was there. */
  readonly order?: Fields | undefined;
  /** Replace what was there. */
  readonly taxes?: readonly Fields[] | undefined;
  readonly coupons?: readonly Fields[] | undefined;
  /** Come in addition. */
  readonly shipments?: readonly Fields[] | undefined;
  readonly transactions?: readonly Fields[] | undefined;
  readonly refunds?: readonly Fields[] | undefined;
}

/** Applies the edit, then fires `updated`, and what the status, new transactions and new refunds fire. */
export function editOrder(context: SimContext, order: StoredOrder, edit: OrderEdit): void {
  const { consignments, fees, billing_address: billing, ...fields } = edit.order ?? {};
  if (consignments !== undefined) replaceConsignments(context, order, consignments);
  if (fees !== undefined) order.fees = rows(fees).map((fee) => ingestFee(context.state, fee));
  replaceParts(context, order, edit);
  const added = addParts(context, order, edit);
  const address = { ...(order.header['billing_address'] as Fields), ...(billing as Fields | undefined) };
  changeOrder(context, order, { ...fields, billing_address: address });
  for (const transaction of added.transactions) context.events.transactionCreated(order, transaction);
  for (const refund of added.refunds) context.events.refundCreated(order, refund);
}

/** The order's own line and address ids are free for the new consignments. */
function replaceConsignments(context: SimContext, order: StoredOrder, consignments: unknown): void {
  const { state } = context;
  for (const consignment of allConsignments(order.consignments)) {
    if (typeof consignment['id'] === 'number') state.releaseId('address', consignment['id']);
    for (const line of consignment.line_items) state.releaseId('line', line.id);
  }
  order.consignments = ingestConsignments(state, order.id, { order: { consignments } });
  settleEditedStock(context, order);
}

function replaceParts({ state }: SimContext, order: StoredOrder, { taxes, coupons }: OrderEdit): void {
  if (taxes) order.taxes = ingestTaxes(state, order.id, taxes);
  if (coupons) order.coupons = withIds(state, 'coupon', order.id, coupons);
}

function addParts({ state, clock }: SimContext, order: StoredOrder, edit: OrderEdit) {
  const now = clock.now();
  const transactions = ingestTransactions(state, order.id, edit.transactions ?? [], now);
  const refunds = ingestRefunds(state, order.id, edit.refunds ?? [], now);
  order.transactions.push(...transactions);
  order.refunds.push(...refunds);
  order.shipments.push(...withIds(state, 'shipment', order.id, edit.shipments ?? []));
  return { transactions, refunds };
}
