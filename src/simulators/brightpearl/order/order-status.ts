import { z } from 'zod';
import type { Account } from '../account';
import { API_USER_ID } from '../account';
import { idField } from '../endpoint';
import { badRequest } from '../failure';
import type { Order } from '../records';
import { releaseReservation } from '../warehouse/reservations';
import { amountPaid, openAuthorization } from './amounts';
import { invoice } from './closing';
import { usableStatusIds } from './new-order';
import { orderChanged } from './order-changes';
import { dropShipNotesOf, notesOf } from './stock-status';

export const statusBody = z.object({
  orderStatusId: idField,
  orderNote: z
    .object({ text: z.string().min(1), isPublic: z.boolean().nullish(), fileId: idField.nullish() })
    .nullish(),
});

/** Moves an order to a status, with a note if one is given. A refused move changes nothing and leaves no note. */
export function setStatus(account: Account, order: Order, body: z.output<typeof statusBody>): void {
  checkStatus(account, order, body.orderStatusId);
  moveTo(account, order, body.orderStatusId);
  if (body.orderNote) addNote(account, order, body.orderNote);
  orderChanged(account, order, ['order.modified.order-status']);
}

/** Throws for a status that the order cannot have, or not now. */
export function checkStatus(account: Account, order: Order, statusId: number): void {
  if (!usableStatusIds(account, order.type).includes(statusId)) {
    throw badRequest('ORDC-921', `The status ${statusId} does not exist, is hidden, or is not for this type of order`);
  }
  if (statusId === account.state.lists.cancelledStatusId) checkCancellable(account, order);
}

/** Gives the order a status that was checked, with all that comes of it. */
export function moveTo(account: Account, order: Order, statusId: number): void {
  const { cancelledStatusId, invoicedStatusId } = account.state.lists;
  if (statusId === cancelledStatusId) releaseReservation(account, order);
  const invoices = statusId === invoicedStatusId && account.switches.invoicedStatusCloses;
  if (invoices && order.closedOn === undefined) invoice(account, order);
  order.statusId = statusId;
}

/** Refused once the order is invoiced, money is on it, or goods are on a note. A reservation is no obstacle. */
export function checkCancellable(account: Account, order: Order): void {
  if (order.closedOn !== undefined) throw badRequest('ORDB-922', `The order ${order.id} is invoiced`);
  if (!amountPaid(account, order).isZero()) throw badRequest('ORDB-923', `The order ${order.id} has payments`);
  if (account.switches.cancelWithAuthorization === 'refused' && openAuthorization(account, order).gt(0)) {
    throw badRequest('ORDB-928', `The order ${order.id} has an authorization that is neither captured nor voided`);
  }
  if (notesOf(account, order.id).length > 0) throw badRequest('ORDB-924', `The order ${order.id} has goods-out notes`);
  const blocks = account.switches.cancelWithDropShipNote === 'refused';
  if (blocks && dropShipNotesOf(account, order.id).length > 0) {
    throw badRequest('ORDB-925', `The order ${order.id} has drop-ship notes`);
  }
}

export interface NewNote {
  readonly text: string;
  readonly isPublic?: boolean | null | undefined;
  readonly fileId?: number | null | undefined;
  readonly addedOn?: number | null | undefined;
}

/** Adds a note; the same text twice is two notes. Answers its id. */
export function addNote(account: Account, order: Order, note: NewNote): number {
  const noteId = account.state.nextId('note');
  order.notes.push({
    noteId,
    text: note.text,
    isPublic: note.isPublic ?? false,
    addedOn: note.addedOn ?? account.now(),
    addedBy: API_USER_ID,
    orderStatusId: order.statusId,
    fileId: note.fileId ?? undefined,
  });
  return noteId;
}
