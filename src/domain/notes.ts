/** A goods-out or drop-ship note, as far as it is kept to be made a shipment. */
import type { OrderKey } from './ids';

/** Their ids are counted apart. */
export type NoteKind = 'goods-out' | 'drop-ship';

export interface NoteKey {
  /** Brightpearl account. */
  readonly account: string;
  readonly kind: NoteKind;
  readonly noteId: number;
}

/** `destroyed`: Brightpearl has it no more. */
export type NoteState = 'made' | 'packed' | 'shipped' | 'destroyed';

/** What Brightpearl says of a note that is there; a drop-ship note is never packed. */
export const noteStateOf = ({
  shipped,
  packed = false,
}: {
  readonly shipped: boolean;
  readonly packed?: boolean;
}): NoteState => (shipped ? 'shipped' : packed ? 'packed' : 'made');

/** Of one that is neither shipped nor destroyed, more can come. */
export const OPEN_NOTE_STATES: readonly NoteState[] = ['made', 'packed'];

/** As Brightpearl was read last. */
export interface NoteReading extends NoteKey {
  readonly order: OrderKey;
  readonly salesOrderId: number;
  /** Hash of all that a shipment is made of: rows, reference, shipping method, state. */
  readonly version: string;
  readonly state: NoteState;
  readonly shippedOn?: Date;
}
