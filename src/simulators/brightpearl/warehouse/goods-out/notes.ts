/** A goods-out note from its creation to the goods' leaving. Its rows stay allocated to the order until then. */
import { API_USER_ID, type Account } from '../../account';
import { ZERO, type Decimal } from '../../decimals';
import { badRequest } from '../../failure';
import { goodsNoteChanged } from '../../order/order-changes';
import { notesOf, shippingStatus } from '../../order/stock-status';
import type { Order } from '../../records';
import { defaultLocationId, locationOf } from '../locations';
import { moveGoods } from '../movements';
import type { GoodsOutEvent, GoodsOutNote } from '../records';
import { handOver, trimReservation } from '../reservations';
import { changeLevel } from '../stock';
import { indexNote } from './goods-out-search';
import { EVENT_NAMES, isShipped, milestone, type LaterEvent } from './note-events';
import type { Plan } from './note-plan';

export interface NoteDetails {
  readonly priority?: boolean | undefined;
  readonly shippingMethodId?: number | undefined;
  readonly reference?: string | undefined;
  readonly boxes?: number | undefined;
  readonly weight?: Decimal | undefined;
  readonly labelUri?: string | undefined;
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
  const sequence = notesOf(account, order.id).length + 1;
  const shippingMethodId = details.shippingMethodId ?? order.delivery.shippingMethodId;
  const note = newNote(account, plan, { ...details, shippingMethodId }, { orderId: order.id, sequence });
  trimReservation(account, order);
  changed(account, note, ['goods-out-note.created']);
  return note;
}

/** Creates the note of a transfer between warehouses. It has no order, and claims free stock. */
export function createTransfer(
  account: Account,
  plan: Plan,
  targetWarehouseId: number,
  details: NoteDetails,
): GoodsOutNote {
  const { warehouseId, rows } = plan;
  for (const { productId, quantity } of rows) changeLevel(account, { productId, warehouseId }, { allocated: quantity });
  const note = newNote(account, plan, details, { orderId: 0, sequence: 1, targetWarehouseId });
  changed(account, note, ['goods-out-note.created']);
  return note;
}

type Identity = Pick<GoodsOutNote, 'orderId' | 'sequence'> & { readonly targetWarehouseId?: number };

function newNote(account: Account, plan: Plan, details: NoteDetails, identity: Identity): GoodsOutNote {
  const now = account.now();
  const locationId = defaultLocationId(account, plan.warehouseId);
  const note: GoodsOutNote = {
    targetWarehouseId: undefined,
    ...identity,
    id: account.state.nextId('goodsNote'),
    warehouseId: plan.warehouseId,
    priority: details.priority ?? false,
    shippingMethodId: details.shippingMethodId ?? 0,
    reference: details.reference ?? '',
    boxes: details.boxes,
    weight: details.weight,
    labelUri: details.labelUri,
    releaseDate: plan.releaseDate ?? now,
    createdOn: now,
    createdById: API_USER_ID,
    rows: plan.rows.map((row) => ({ ...row, locationId: row.locationId ?? locationId })),
    events: [numbered(account, { code: 'PLA', occurredOn: now, ownerId: API_USER_ID })],
  };
  account.state.goodsOutNotes.set(note.id, note);
  return note;
}

/** Changes what is given. Once shipped a note is locked. */
export function updateNote(account: Account, note: GoodsOutNote, changes: NoteDetails): void {
  if (isShipped(note) && account.switches.trackingAfterShipping === 'refused') throw shippedAlready(note);
  Object.assign(note, Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)));
  changed(account, note, ['goods-out-note.modified']);
}

/** Adds events in the order given. Once shipped a note takes none. */
export function addEvents(account: Account, note: GoodsOutNote, events: readonly LaterEvent[]): void {
  for (const event of events) {
    if (isShipped(note)) throw shippedAlready(note);
    if (event.code === 'SHW') ship(account, note, event);
    else add(account, note, event);
  }
}

/** Shipping cannot be undone. What was not printed, picked or packed before is so now. */
function ship(account: Account, note: GoodsOutNote, shipped: LaterEvent): void {
  const skipped = (['PRI', 'PIC', 'PAC'] as const).filter((code) => !milestone(note, code));
  for (const code of skipped) add(account, note, { ...shipped, code });
  for (const { rowId, productId, quantity, locationId } of note.rows) {
    const move = {
      typeCode: 'GO',
      goodsNoteId: note.id,
      productId,
      orderId: note.orderId || undefined,
      salesOrderRowId: rowId || undefined,
      value: ZERO,
    } as const;
    moveGoods(account, { ...move, warehouseId: note.warehouseId, locationId, quantity: -quantity }, -quantity);
    if (note.targetWarehouseId === undefined) continue;
    const target = locationOf(account, note.targetWarehouseId, 'quarantine');
    moveGoods(account, { ...move, ...target, locationId: target.id, quantity, quarantined: true });
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
  note.events.push(numbered(account, event));
  changed(account, note, [`goods-out-note.modified.${EVENT_NAMES[event.code]}`]);
}

const numbered = (account: Account, event: Omit<GoodsOutEvent, 'version'>): GoodsOutEvent => ({
  ...event,
  version: account.state.nextId('noteEvent'),
});

const shippedAlready = ({ id }: GoodsOutNote) => badRequest('WHSB-964', `The goods-out note ${id} is shipped`);

/** A note decides how far its order is fulfilled and shipped, so the order changes with it. */
function changed(account: Account, note: GoodsOutNote, events: readonly string[]): void {
  indexNote(account, note);
  for (const event of events) account.raise(event, note.id);
  const order = account.state.orders.get(note.orderId);
  if (!order) return;
  const ships = events.includes('goods-out-note.modified.shipped');
  const isFullyShipped = ships && shippingStatus(account, order) === 'ASS';
  goodsNoteChanged(account, order, isFullyShipped ? ['order.modified.fully-shipped'] : []);
}
