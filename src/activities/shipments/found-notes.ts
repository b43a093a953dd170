/** The notes of a sales order as Brightpearl has them now, whatever their kind. */
import type { BrightpearlClient } from '../../brightpearl/client';
import { noteRef } from '../../domain/ids';
import { noteStateOf, type NoteKind, type NoteState } from '../../domain/notes';
import type { Note } from '../../mapping/shipments/types';
import type { StoredNote } from '../../store/notes';

export interface FoundNote extends Note {
  readonly kind: NoteKind;
  readonly state: NoteState;
  readonly shippedOn: string | undefined;
  /** Of a drop-ship note. */
  readonly purchaseOrderId?: number;
}

/** By {@link noteRef}. Kinds of which nobody knows a note are not asked for. */
export async function findNotes(
  client: BrightpearlClient,
  salesOrderId: number,
  known: readonly StoredNote[],
): Promise<ReadonlyMap<string, FoundNote>> {
  const asks = (kind: NoteKind): boolean =>
    known.some((note) => note.kind === kind && note.salesOrderId === salesOrderId);
  const found: FoundNote[] = [];
  if (asks('goods-out')) {
    const notes = await client.stock.notesOfOrders([salesOrderId]);
    found.push(...notes.map((note) => foundNote('goods-out', note)));
  }
  if (asks('drop-ship')) {
    const notes = await client.stock.dropShipNotesOfOrders([salesOrderId]);
    found.push(
      ...notes.map(({ purchaseOrderId, ...note }) => ({
        ...foundNote('drop-ship', note),
        ...(purchaseOrderId === undefined ? {} : { purchaseOrderId }),
      })),
    );
  }
  return new Map(found.map((note) => [noteRef(note), note]));
}

interface Read extends Pick<FoundNote, 'rows' | 'reference' | 'shippedOn'> {
  readonly id: number;
  readonly shippingMethodId: number | undefined;
  readonly shipped: boolean;
  readonly packed?: boolean;
}

const foundNote = (
  kind: NoteKind,
  { id: noteId, rows, reference, shippedOn, shippingMethodId, ...read }: Read,
): FoundNote => ({
  kind,
  noteId,
  state: noteStateOf(read),
  rows,
  reference,
  shippedOn,
  ...(shippingMethodId === undefined ? {} : { shippingMethodId }),
});
