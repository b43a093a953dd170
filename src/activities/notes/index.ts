/** The activities that gather notes, made of their dependencies. */
import type { AccountNoteActivities, ConnectorNoteActivities, OfAccount } from '../../domain/note-types';
import type { ActivityDeps } from '../deps';
import { unlessPaused } from '../pauses';
import { inLane } from '../request-room';
import { untilTaken } from '../until-taken';
import { readNotes } from './read-notes';
import { sweepNotes } from './sweep-notes';
import { tellOrders } from './tell-orders';

export type NoteActivities = AccountNoteActivities & ConnectorNoteActivities;

export function createNoteActivities(deps: ActivityDeps): NoteActivities {
  const atAccount =
    <Input extends OfAccount, Result>(run: (deps: ActivityDeps, input: Input) => Promise<Result>, own: ActivityDeps) =>
    (input: Input): Promise<Result> =>
      unlessPaused(own.store, { system: 'brightpearl', scope: input.account }, () =>
        untilTaken('NOTES_STOPPED', () => run(own, input)),
      );
  return {
    readNotes: atAccount(readNotes, inLane(deps, 'shipments')),
    sweepNotes: atAccount(sweepNotes, inLane(deps, 'backfill')),
    tellOrders: (input) => tellOrders(deps, input),
  };
}
