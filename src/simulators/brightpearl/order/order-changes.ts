import type { Account } from '../account';
import type { Order } from '../records';
import { indexOrder } from './order-search';

/** Notes that an order changed: its date, its place in the searches, and `order.modified` with what more is given. */
export function orderChanged(account: Account, order: Order, moreEvents: readonly string[] = []): void {
  order.updatedOn = account.now();
  order.version += 1;
  indexOrder(account, order);
  for (const event of ['order.modified', ...moreEvents]) account.raise(event, order.id);
}

/** After a goods note of the order changed. Its statuses follow in any case; whether it counts as modified is a switch. */
export function goodsNoteChanged(account: Account, order: Order, moreEvents: readonly string[] = []): void {
  if (account.switches.goodsNotesModifyOrder) {
    orderChanged(account, order, moreEvents);
    return;
  }
  indexOrder(account, order);
  for (const event of moreEvents) account.raise(event, order.id);
}
