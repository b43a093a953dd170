/** Arguments and results of the activities that gather notes. */
import type { NoteIds } from './note-messages';

export interface OfAccount {
  readonly account: string;
}

export interface ReadNotesInput extends NoteIds, OfAccount {}

export interface ReadNotesResult {
  /** Notes that Brightpearl has. */
  readonly read: number;
  /** Of those: of our orders. */
  readonly ours: number;
  /** Notes of our orders that Brightpearl has no more. */
  readonly destroyed: number;
}

export interface TellOrdersResult {
  /** Orders that were poked. */
  readonly told: number;
  /** Many orders are on their way: others wait. */
  readonly more: boolean;
}

export interface SweepNotesInput extends OfAccount {
  readonly taskQueuePrefix: string;
}

export interface SweepNotesResult {
  /** Goods-out notes that are to be read. */
  readonly goodsOut: number;
  readonly dropShip: number;
  /** Every note that has not left was listed, not only what is new. */
  readonly whole: boolean;
}

/** Queue: the account's. */
export interface AccountNoteActivities {
  readNotes(input: ReadNotesInput): Promise<ReadNotesResult>;
  sweepNotes(input: SweepNotesInput): Promise<SweepNotesResult>;
}

/** Queue: orchestrate. */
export interface ConnectorNoteActivities {
  tellOrders(input: OfAccount): Promise<TellOrdersResult>;
}
