/** The activities that gather notes, made of their dependencies. */
import { ApplicationFailure } from '@temporalio/common';
import { RemoteError } from '../../domain/remote-error';
import type { AccountNoteActivities, ConnectorNoteActivities, OfAccount } from '../../domain/note-types';
import type { ActivityDeps } from '../deps';
import type { RetriedFailure } from '../failures';
import { unlessPaused } from '../pauses';
import { inLane } from '../request-room';
import { readNotes } from './read-notes';
import { sweepNotes } from './sweep-notes';
import { tellOrders } from './tell-orders';

export type NoteActivities = AccountNoteActivities & ConnectorNoteActivities;

/** A refusal that no retry changes is tried again seldom: somebody has to do something about it. */
const STOPPED_RETRY_MS = 5 * 60_000;

export function createNoteActivities(deps: ActivityDeps): NoteActivities {
  const atAccount =
    <Input extends OfAccount, Result>(run: (deps: ActivityDeps, input: Input) => Promise<Result>, own: ActivityDeps) =>
    (input: Input): Promise<Result> =>
      unlessPaused(own.store, { system: 'brightpearl', scope: input.account }, () => untilTaken(() => run(own, input)));
  return {
    readNotes: atAccount(readNotes, inLane(deps, 'shipments')),
    sweepNotes: atAccount(sweepNotes, inLane(deps, 'backfill')),
    tellOrders: (input) => tellOrders(deps, input),
  };
}

const STOPS: readonly RemoteError['kind'][] = ['forbidden', 'unexpected-body', 'not-found', 'invalid'];

/** Ids that were signaled are nowhere else: a refusal must not end the workflow that holds them. */
async function untilTaken<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RemoteError) || !STOPS.includes(error.kind)) throw error;
    throw ApplicationFailure.create({
      message: error.message,
      type: 'NOTES_STOPPED' satisfies RetriedFailure,
      nextRetryDelay: STOPPED_RETRY_MS,
      cause: error,
    });
  }
}
