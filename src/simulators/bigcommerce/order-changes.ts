/** Every change of a stored order: its effects (modification date, stock, mails) and the events it fires. */
import type { SimContext } from './context';
import { rfc2822, toSecond } from './dates';
import { mailConfirmation, mailStatus } from './mails';
import { settleStock } from './order-stock';
import { countShipped, shippableLines } from './shipped-quantities';
import { statusIdOf, type Fields, type StoredOrder } from './state';

const SHIPPED = 2;

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
  if (by === 'shopper') mailConfirmation(context, order);
}

interface StatusEffects {
  /** Whether an ended order gives its stock back; by the store's settings when left out. */
  readonly restock?: boolean | undefined;
  /** Default true: the customer is mailed as the settings say. */
  readonly mail?: boolean;
}

/** Changes fields of an order and fires `updated`, and `statusUpdated` when the status became another. */
export function changeOrder(
  context: SimContext,
  order: StoredOrder,
  fields: Fields,
  { restock, mail = true }: StatusEffects = {},
): void {
  const previous = statusIdOf(order);
  order.header = { ...order.header, ...fields };
  touchOrder(context, order);
  if (statusIdOf(order) === previous) return;
  if (statusIdOf(order) === SHIPPED) markShipped(context, order);
  context.events.statusUpdated(order, previous);
  settleStock(context, order, restock);
  if (mail) mailStatus(context, order);
}

/** The order is shipped as a whole, by its shipments or because somebody says so. */
function markShipped({ clock, switches }: SimContext, order: StoredOrder): void {
  if (order.header['date_shipped'] === '') order.header['date_shipped'] = rfc2822(clock.now());
  if (!switches.shippedStatusShipsLines) return;
  for (const line of shippableLines(order)) line['quantity_shipped'] = line['quantity'];
  countShipped(order);
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
