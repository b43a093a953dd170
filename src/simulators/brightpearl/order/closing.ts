/** Invoices: an order is closed by its own message, which takes its time, or by its status. */
import { z } from 'zod';
import type { Account } from '../account';
import { timeField } from '../endpoint';
import { badRequest } from '../failure';
import type { Order } from '../records';
import { orderChanged } from './order-changes';
import { isCancelled } from './orders';

export const closeBody = z.object({ taxDate: timeField.nullish() });

/** Shown as the invoice's reference until there is one. Nothing prevents changes meanwhile. */
const PENDING = 'pending';

/** Starts the invoice. It may be asked for again while it is pending, and is refused once there is one. */
export function closeOrder(account: Account, order: Order, taxDate: number | undefined): void {
  if (order.closedOn !== undefined) throw badRequest('ORDB-926', `The order ${order.id} is invoiced already`);
  if (isCancelled(account, order)) throw badRequest('ORDB-927', `The order ${order.id} is cancelled`);
  order.invoiceReference = PENDING;
  order.taxDate = taxDate ?? order.taxDate;
  orderChanged(account, order);
  const { closeLagMs } = account.switches;
  if (closeLagMs === 0) finish(account, order);
  else account.clock.after(closeLagMs, () => finish(account, order));
}

function finish(account: Account, order: Order): void {
  const isThere = account.state.orders.get(order.id) === order;
  if (!isThere || order.closedOn !== undefined || account.switches.closeOutcome !== 'invoiced') return;
  invoice(account, order);
  const { invoicedStatusId } = account.state.lists;
  const moves = order.type === 'SO' && account.switches.closeSetsInvoicedStatus && order.statusId !== invoicedStatusId;
  if (moves) order.statusId = invoicedStatusId;
  orderChanged(account, order, moves ? ['order.modified.order-status'] : []);
}

/** Closes the order at once. */
export function invoice(account: Account, order: Order): void {
  order.closedOn = account.now();
  order.invoiceReference =
    order.type === 'SC' ? `SC-${account.state.nextId('creditNote')}` : `SI-${account.state.nextId('invoice')}`;
}

/** Deletes the invoice, as staff can. Its number is not used again. */
export function uninvoice(account: Account, order: Order): void {
  if (order.closedOn === undefined) throw new Error(`The order ${order.id} has no invoice`);
  order.closedOn = undefined;
  order.invoiceReference = '';
  orderChanged(account, order);
}
