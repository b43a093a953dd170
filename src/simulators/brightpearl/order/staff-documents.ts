/** What staff make of whole orders in Brightpearl's own screens: split, merge, void, delete. */
import { z } from 'zod';
import { indexPayment } from '../accounting/payment-search';
import { deletePayment } from '../accounting/payments';
import type { Account } from '../account';
import { Decimal } from '../decimals';
import type { Order, OrderRow } from '../records';
import { destroyDropShipNote } from '../warehouse/drop-ship/notes';
import { isShipped } from '../warehouse/goods-out/note-events';
import { destroyNote } from '../warehouse/goods-out/notes';
import { releaseReservation, trimReservation } from '../warehouse/reservations';
import { orderChanged } from './order-changes';
import { indexOrder } from './order-search';
import { checkCancellable, setStatus } from './order-status';
import { componentsOf, scaled } from './row-claims';
import { dropShipNotesOf, fulfilledQuantity, notesOf } from './stock-status';

export const splitBody = z.strictObject({
  rows: z.array(z.strictObject({ rowId: z.number().int(), quantity: z.number().positive() })).min(1),
  /** Of the new order. Default: the old one's. */
  statusId: z.number().int().optional(),
});

export const mergeBody = z.strictObject({
  into: z.number().int(),
  from: z.array(z.number().int()).min(1),
  /** What becomes of the orders whose rows went over. */
  leaves: z.enum(['cancelled', 'deleted']).default('cancelled'),
});

/**
 * Moves a part of an order, mostly what is on back order, to a new one with the old one as its parent. The new one has
 * no external reference and no payments; what was reserved of the part is given back.
 */
export function splitOrder(account: Account, order: Order, { rows, statusId }: z.output<typeof splitBody>): Order {
  const parts = rows.map(({ rowId, quantity }) => partOf(account, order, rowId, new Decimal(quantity)));
  const split: Order = {
    ...order,
    id: account.state.nextId('order'),
    parentId: order.id,
    billing: { ...order.billing },
    delivery: { ...order.delivery },
    externalRef: undefined,
    instanceId: undefined,
    createdOn: account.now(),
    updatedOn: undefined,
    statusId: statusId ?? order.statusId,
    rows: parts.flatMap(({ row, quantity }) => cloned(account, order, row, quantity)),
    notes: [],
    customFields: new Map(order.customFields),
    version: 0,
  };
  for (const { row, quantity } of parts) lessen(order, row, quantity);
  account.state.orders.set(split.id, split);
  indexOrder(account, split);
  trimReservation(account, order);
  orderChanged(account, order);
  return split;
}

function partOf(account: Account, order: Order, rowId: number, quantity: Decimal) {
  const row = order.rows.find(({ id, bundleChild }) => id === rowId && !bundleChild);
  if (!row) throw new Error(`The order ${order.id} has no row ${rowId} that can be split off`);
  const left = row.quantity.minus(quantity);
  const noted = [row, ...componentsOf(order, row)].some((part) =>
    (part === row ? left : scaled(part, row, left)).lt(fulfilledQuantity(account, order, part.id)),
  );
  if (noted) throw new Error(`There are not ${quantity.toFixed()} of the row ${rowId} without a note`);
  return { row, quantity };
}

/** The share of a row, and of its components, that goes over: new rows that remember where they come from. */
function cloned(account: Account, order: Order, row: OrderRow, quantity: Decimal): OrderRow[] {
  const share = quantity.div(row.quantity);
  const clone: OrderRow = {
    ...row,
    id: account.state.nextId('row'),
    quantity,
    net: row.net.times(share).toDecimalPlaces(4),
    tax: row.tax.times(share).toDecimalPlaces(2),
    clonedFromId: row.id,
  };
  const components = componentsOf(order, row).map((component) => ({
    ...component,
    id: account.state.nextId('row'),
    quantity: scaled(component, row, quantity),
    parentRowId: clone.id,
    clonedFromId: component.id,
  }));
  return [clone, ...components];
}

/** What is left of the row keeps what is left of its money. */
function lessen(order: Order, row: OrderRow, quantity: Decimal): void {
  const left = row.quantity.minus(quantity);
  if (left.isZero()) {
    order.rows = order.rows.filter(({ id, parentRowId }) => id !== row.id && parentRowId !== row.id);
    return;
  }
  const share = quantity.div(row.quantity);
  for (const component of componentsOf(order, row)) component.quantity = scaled(component, row, left);
  row.net = row.net.minus(row.net.times(share).toDecimalPlaces(4));
  row.tax = row.tax.minus(row.tax.times(share).toDecimalPlaces(2));
  row.quantity = left;
}

/** Moves all rows and payments of other orders into one, and leaves those cancelled or deleted. */
export function mergeOrders(account: Account, into: Order, from: readonly Order[], leaves: 'cancelled' | 'deleted') {
  for (const order of from) {
    if (order === into || order.currency.code !== into.currency.code) {
      throw new Error(`The order ${order.id} cannot go into the order ${into.id}`);
    }
    const rows = order.rows.filter(({ bundleChild }) => !bundleChild);
    const moved = rows.flatMap((row) => cloned(account, order, row, row.quantity));
    movePayments(account, order, into);
    if (leaves === 'deleted') deleteOrder(account, order);
    else setStatus(account, order, { orderStatusId: account.state.lists.cancelledStatusId });
    into.rows.push(...moved);
  }
  orderChanged(account, into);
}

function movePayments(account: Account, from: Order, into: Order): void {
  for (const payment of account.state.payments.values()) {
    if (payment.orderId !== from.id) continue;
    const moved = { ...payment, orderId: into.id };
    account.state.payments.set(moved.id, moved);
    indexPayment(account, moved);
  }
}

/** Throws for what cannot be cancelled either. No record is left, and no event is raised. */
export function deleteOrder(account: Account, order: Order): void {
  checkCancellable(account, order);
  releaseReservation(account, order);
  account.state.orders.delete(order.id);
  indexOrder(account, order);
}

/** Takes payments and notes away, and cancels. Throws when something is shipped or invoiced. */
export function voidOrder(account: Account, order: Order): void {
  const notes = notesOf(account, order.id);
  const dropShipNotes = dropShipNotesOf(account, order.id);
  if (order.closedOn !== undefined || notes.some(isShipped) || dropShipNotes.some(({ shipped }) => shipped)) {
    throw new Error(`The order ${order.id} is shipped or invoiced`);
  }
  for (const note of notes) destroyNote(account, note);
  for (const note of dropShipNotes) destroyDropShipNote(account, note);
  for (const payment of account.state.payments.values()) {
    if (payment.orderId === order.id) deletePayment(account, payment);
  }
  setStatus(account, order, { orderStatusId: account.state.lists.cancelledStatusId });
}
