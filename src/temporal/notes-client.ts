/** The only way to reach an account's `notes` workflow from outside: webhooks and sweeps poke it the same way. */
import type { Client } from '@temporalio/client';
import { notesWorkflowId } from '../domain/ids';
import { NOTES_WORKFLOW_TYPE, notesChangedSignal } from '../domain/note-messages';
import type { NotesChanged, NotesInput } from '../domain/note-messages';
import { orchestrateQueue } from '../domain/queues';
import { within } from './within';

/** As for orders: a webhook must be answered well within its sender's patience. */
const SIGNAL_DEADLINE_MS = 5_000;
/** Beside what shoppers do (see `order-client.ts`): a parcel is on its way. */
const PRIORITY = 2;

/** By account: the start argument of its workflow. */
export type NotesInputs = ReadonlyMap<string, NotesInput>;

export interface NotesClient {
  /** Starts or pokes the account's workflow; nothing where no orders go to the account. @throws TemporalError */
  changed(account: string, change: NotesChanged): Promise<void>;
}

export const createNotesClient = (client: Client, inputs: NotesInputs): NotesClient => ({
  async changed(account, change) {
    const input = inputs.get(account);
    if (!input) return;
    await within(client, SIGNAL_DEADLINE_MS, () =>
      client.workflow.signalWithStart(NOTES_WORKFLOW_TYPE, {
        workflowId: notesWorkflowId(account),
        taskQueue: orchestrateQueue(input.taskQueuePrefix),
        args: [input] as [NotesInput],
        // A closed run is the normal case: the next change starts a new one.
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        staticSummary: `Notes of account ${account}`,
        priority: { priorityKey: PRIORITY, fairnessKey: account },
        signal: notesChangedSignal,
        signalArgs: [change],
      }),
    );
  },
});
