/** Reads notes by their ids, and keeps what was read of those that are of our orders. */
import type { BpDropShipNote } from '../../brightpearl/drop-ship-notes';
import type { BpGoodsOutNote } from '../../brightpearl/goods-out-notes';
import { noteStateOf, OPEN_NOTE_STATES, type NoteKind, type NoteReading } from '../../domain/notes';
import type { ReadNotesInput, ReadNotesResult } from '../../domain/note-types';
import type { StoredNote } from '../../store/notes';
import type { ActivityDeps } from '../deps';
import { hashOf } from '../hash';
import { ownersOf } from './owners';

export async function readNotes(
  deps: ActivityDeps,
  { account, goodsOut, dropShip }: ReadNotesInput,
): Promise<ReadNotesResult> {
  const { stock } = deps.brightpearl(account);
  const read = [
    ...(await stock.notes(goodsOut)).map(ofGoodsOut),
    ...(await stock.dropShipNotes(dropShip)).map(ofDropShip),
  ];
  const known = [
    ...(await deps.store.notes.known(account, 'goods-out', goodsOut)),
    ...(await deps.store.notes.known(account, 'drop-ship', dropShip)),
  ];
  // Transfers between warehouses have no order.
  const sold = read.filter(({ salesOrderId }) => salesOrderId > 0);
  const readings = await ofOurOrders(deps, account, sold, known);
  const destroyed = known.filter((note) => isOpen(note) && !read.some((one) => isSame(one, note))).map(asDestroyed);
  await deps.store.notes.record([...readings, ...destroyed]);
  return { read: read.length, ours: readings.length, destroyed: destroyed.length };
}

interface ReadNote extends Omit<NoteReading, 'account' | 'order'> {
  readonly kind: NoteKind;
}

type Identity = Pick<NoteReading, 'kind' | 'noteId'>;

const isSame = (one: Identity, other: Identity): boolean => one.kind === other.kind && one.noteId === other.noteId;

/** Brightpearl cannot destroy what has left: a shipped note that is missing in an answer is no destroyed one. */
const isOpen = ({ state }: StoredNote): boolean => OPEN_NOTE_STATES.includes(state);

/** A note that is known stays with its order, as long as it stays with its sales order. */
async function ofOurOrders(
  deps: ActivityDeps,
  account: string,
  notes: readonly ReadNote[],
  known: readonly StoredNote[],
): Promise<NoteReading[]> {
  const rowOf = (note: ReadNote) => known.find((row) => isSame(row, note) && row.salesOrderId === note.salesOrderId);
  const unknown = notes.filter((note) => !rowOf(note)).map(({ salesOrderId }) => salesOrderId);
  const owners = await ownersOf(deps, account, unknown);
  return notes.flatMap((note) => {
    const row = rowOf(note);
    const order = row ? { storeHash: row.storeHash, orderId: row.orderId } : owners.get(note.salesOrderId);
    return order ? [{ account, order, ...note }] : [];
  });
}

function asDestroyed({ account, kind, noteId, salesOrderId, storeHash, orderId }: StoredNote): NoteReading {
  const order = { storeHash, orderId };
  return { account, kind, noteId, salesOrderId, order, state: 'destroyed', version: hashOf({ state: 'destroyed' }) };
}

export const ofGoodsOut = (note: BpGoodsOutNote): ReadNote => noteOf('goods-out', note);

const ofDropShip = (note: BpDropShipNote): ReadNote => noteOf('drop-ship', note);

function noteOf(
  kind: NoteKind,
  note: Omit<BpGoodsOutNote, 'warehouseId' | 'packed'> & Partial<Pick<BpGoodsOutNote, 'packed'>>,
): ReadNote {
  const state = noteStateOf(note);
  const { id: noteId, orderId: salesOrderId, shippedOn, reference, shippingMethodId } = note;
  // In an order of their own: Brightpearl answers rows in any.
  const rows = note.rows.map((row) => [row.salesOrderRowId, row.productId, row.quantity].join('/')).sort();
  const version = hashOf({ salesOrderId, state, shippedOn, reference, shippingMethodId, rows });
  return { kind, noteId, salesOrderId, state, version, ...(shippedOn ? { shippedOn: new Date(shippedOn) } : {}) };
}
