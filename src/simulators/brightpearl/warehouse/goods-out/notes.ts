/** A goods-out note from its creation to the goods' leaving. Its rows stay allocated to the order until then. */
import { API_USER_ID, type Account } from '../../account';
import { ZERO } from '../../decimals';
import { badRequest } from '../../failure';
import { orderChanged } from '../../order/order-changes';
import { notesOf, shippingStatus } from '../../order/stock-status';
import type { Order } from '../../records';
import { moveGoods } from '../movements';
import type { GoodsOutNote } from '../records';
import { handOver, trimReservation } from '../reservations';
import { changeLevel, DEFAULT_LOCATION_ID } from '../stock';
import { indexNote } from './goods-out-search';
import { EVENT_NAMES, isShipped, milestone, type LaterEvent } from './note-events';
import type { Plan } from './note-plan';

export interface NoteDetails {
  readonly priority?: boolean | undefined;
  readonly shippingMethodId?: number | undefined;
  readonly reference?: string | undefined;
}

/**
 * Creates the note of a plan. What the order had reserved in that warehouse goes over to the note as it is; the rest is
 * claimed from free stock. What it had reserved elsewhere for the same rows is given back.
 */
export function createNote(account: Account, order: Order, plan: Plan, details: NoteDetails): GoodsOutNote {
  const { warehouseId, rows } = plan;
  const isReservedHere = account.state.reservations.get(order.id)?.warehouseId === warehouseId;
  for (const { rowId, productId, quantity } of rows) {
    const covered = isReservedHere ? handOver(account, order.id, rowId, quantity) : 0;
    if (quantity > covered) changeLevel(account, { productId, warehouseId }, { allocated: quantity - covered });
  }
  const now = account.now();
  const note: GoodsOutNote = {
    id: account.state.nextId('goodsNote'),
    orderId: order.id,
    warehouseId,
    priority: details.priority ?? false,
    shippingMethodId: details.shippingMethodId ?? order.delivery.shippingMethodId,
    reference: details.reference ?? '',
    releaseDate: plan.releaseDate ?? now,
    createdOn: now,
    createdById: API_USER_ID,
    sequence: notesOf(account, order.id).length + 1,
    rows: rows.map((row) => ({ ...row, locationId: DEFAULT_LOCATION_ID })),
    events: [{ code: 'PLA', occurredOn: now, ownerId: API_USER_ID }],
  };
  account.state.goodsOutNotes.set(note.id, note);
  trimReservation(account, order);
  changed(account, note, ['goods-out-note.created']);
  return note;
}

/** Adds events in the order given. Once shipped a note takes none. */
export function addEvents(account: Account, note: GoodsOutNote, events: readonly LaterEvent[]): void {
  for (const event of events) {
    if (isShipped(note)) throw badRequest('WHSB-964', `The goods-out note ${note.id} is shipped`);
    if (event.code === 'SHW') ship(account, note, event);
    else add(account, note, event);
  }
}

/** Shipping cannot be undone. What was not printed, picked or packed before is so now. */
function ship(account: Account, note: GoodsOutNote, shipped: LaterEvent): void {
  const skipped = (['PRI', 'PIC', 'PAC'] as const).filter((code) => !milestone(note, code));
  for (const code of skipped) add(account, note, { ...shipped, code });
  for (const { rowId, productId, quantity, locationId } of note.rows) {
    moveGoods(
      account,
      {
        typeCode: 'GO',
        goodsNoteId: note.id,
        productId,
        warehouseId: note.warehouseId,
        locationId,
        quantity: -quantity,
        orderId: note.orderId,
        salesOrderRowId: rowId,
        value: ZERO,
      },
      -quantity,
    );
  }
  add(account, note, shipped);
}

/** Deletes a note that has not left, and gives back what it claimed. */
export function destroyNote(account: Account, note: GoodsOutNote): void {
  if (isShipped(note)) throw badRequest('WHSB-965', `The goods-out note ${note.id} is shipped`);
  const { warehouseId } = note;
  for (const { productId, quantity } of note.rows) {
    changeLevel(account, { productId, warehouseId }, { allocated: -quantity });
  }
  account.state.goodsOutNotes.delete(note.id);
  changed(account, note, ['goods-out-note.destroyed']);
}

function add(account: Account, note: GoodsOutNote, event: LaterEvent): void {
  note.events.push(event);
  changed(account, note, [`goods-out-note.modified.${EVENT_NAMES[event.code]}`]);
}

/** A note decides how far its order is fulfilled and shipped, so the order changes with it. */
function changed(account: Account, note: GoodsOutNote, events: readonly string[]): void {
  indexNote(account, note);
  for (const event of events) account.raise(event, note.id);
  const order = account.state.orders.get(note.orderId);
  if (!order) return;
  const isFullyShipped = isShipped(note) && shippingStatus(account, order) === 'ASS';
  orderChanged(account, order, isFullyShipped ? ['order.modified.fully-shipped'] : []);
}
