/**
 * The messages of the `notes` workflow, which reads what leaves the warehouses of one account. Wire names are part of our
 * contract with running workflows: a rename breaks them.
 */
import { defineSignal } from '@temporalio/workflow';

export const NOTES_WORKFLOW_TYPE = 'notes';

/** Durations in milliseconds, from the configuration. */
export interface NotesTimings {
  /** How long to wait for more ids after one, so that a burst is one reading. */
  readonly gatherMs: number;
  /** How long a run with nothing left to do waits for more. */
  readonly settleMs: number;
  readonly retryInitialMs: number;
  readonly retryMaxMs: number;
  readonly activityTimeoutMs: number;
}

/** Ids of notes of one account, by kind. */
export interface NoteIds {
  readonly goodsOut: readonly number[];
  readonly dropShip: readonly number[];
}

export interface NotesInput {
  /** Brightpearl account. */
  readonly account: string;
  readonly taskQueuePrefix: string;
  readonly timings: NotesTimings;
  /** What a former run was told of and had not read yet. */
  readonly unread?: NoteIds;
  /** Events after which a run goes on in a fresh history. @default 2000 */
  readonly maxEvents?: number;
}

/** "Look at these notes again." Without ids: at what was read before and no order was told of. */
export interface NotesChanged extends Partial<NoteIds> {
  /** For people: `webhook`, `sweep`. */
  readonly reason: string;
}

export const notesChangedSignal = defineSignal<[NotesChanged]>('notesChanged');
