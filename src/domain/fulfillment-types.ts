/**
 * What is handed about while a note becomes shipments: ids and indexes only. Rows, tracking numbers and what is planned stay
 * in the database. Part of the replayed contract like `activity-types.ts`.
 */
import type { OrderStep } from './activity-types';
import type { OrderKey } from './ids';
import type { Issue } from './issues';
import type { OrderTimings } from './messages';
import type { NoteKey } from './notes';

/** A note in a version that the store does not show yet. */
export interface PendingNote extends NoteKey {
  readonly version: string;
}

export const FULFILLMENT_WORKFLOW_TYPE = 'fulfillment';

/** Start argument of the `fulfillment` workflow. */
export interface FulfillmentInput {
  readonly key: OrderKey;
  readonly note: PendingNote;
  readonly taskQueuePrefix: string;
  readonly timings: OrderTimings;
}

export interface FulfillmentResult {
  /** What a person has to look at; nothing when the store shows the note. */
  readonly issues: readonly Issue[];
  /** Hash of the order's document after shipments changed its status and nothing else. */
  readonly orderHash?: string;
}

export interface NoteStep extends OrderStep {
  readonly note: PendingNote;
}

export interface ReadingStep extends NoteStep {
  readonly readingId: string;
}

/** Indexes into the stored plan; `issues` when nothing of it is to be done. */
export interface ShipmentsPlanned {
  readonly planId?: string;
  readonly create: readonly number[];
  readonly change: readonly number[];
  readonly issues: readonly Issue[];
}

export interface ShipmentStep extends NoteStep {
  readonly planId: string;
  readonly index: number;
}

export interface SettleNoteStep extends NoteStep {
  readonly planId: string;
}

/** Queue: the account's. */
export interface BrightpearlNoteActivities {
  /** Gives the id under which what was read is kept. */
  readNote(input: NoteStep): Promise<{ readonly readingId: string }>;
}

/** Queue: the store's. */
export interface ShipmentActivities {
  planShipments(input: ReadingStep): Promise<ShipmentsPlanned>;
  createShipment(input: ShipmentStep): Promise<{ readonly shipmentId: number }>;
  changeShipment(input: ShipmentStep): Promise<void>;
  settleNote(input: SettleNoteStep): Promise<Pick<FulfillmentResult, 'orderHash'>>;
}
