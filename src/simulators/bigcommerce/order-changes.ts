/** Every change of a stored order: its effects (modification date, stock, mails) and the events it fires. */
import type { SimContext } from './context';
import { toSecond } from './dates';
import { settleStock } from './order-stock';
import { emailOf, statusIdOf, type Fields, type Mail, type StoredOrder } from './state';

/**
 * What a new order fires: created, its transactions, the status it went to, updated. A shopper's order is confirmed by
 * mail, one made through the API is not.
 */
export function announceNewOrder(context: SimContext, order: StoredOrder, by: 'shopper' | 'api'): void {
  context.events.order(order, 'created');
  for (const transaction of order.transactions) context.events.transactionCreated(order, transaction);
  if (statusIdOf(order) === 0) return;
  context.events.statusUpdated(order, 0);
  context.events.order(order, 'updated');
  settleStock(context, order);
  if (by === 'shopper') mail(context, order, 'order-confirmation');
}

/** Changes fields of an order and fires `updated`, and `statusUpdated` when the status became another. */
export function changeOrder(context: SimContext, order: StoredOrder, fields: Fields): void {
  const previous = statusIdOf(order);
  order.header = { ...order.header, ...fields };
  touchOrder(context, order);
  if (statusIdOf(order) === previous) return;
  context.events.statusUpdated(order, previous);
  settleStock(context, order);
  if (context.switches.statusMails.includes(statusIdOf(order))) mail(context, order, 'status-changed');
}

/** Something of the order changed: `date_modified` is now, and `updated` fires. */
export function touchOrder(context: SimContext, order: StoredOrder): void {
  order.modifiedAt = toSecond(context.clock.now());
  context.events.order(order, 'updated');
}

/** Archives the order; it stays readable by id. */
export function archiveOrder(context: SimContext, order: StoredOrder): void {
  if (order.header['is_deleted'] === true) return;
  order.header = { ...order.header, is_deleted: true };
  order.modifiedAt = toSecond(context.clock.now());
  context.events.order(order, 'archived');
}

function mail(context: SimContext, order: StoredOrder, kind: Mail['kind']): void {
  context.state.mails.push({
    at: context.clock.now().toISOString(),
    to: emailOf(order),
    kind,
    orderId: order.id,
    statusId: statusIdOf(order),
  });
}
