/** What is recorded of the workflows of notes (see `record-histories.ts`): each plays under its own name. */
import type { Client } from '@temporalio/client';
import { NOTES_WORKFLOW_TYPE, notesChangedSignal } from '../../src/domain/note-messages';
import type { NotesChanged, NotesInput } from '../../src/domain/note-messages';
import { orchestrateQueue } from '../../src/domain/queues';
import { ACCOUNT, PREFIX } from './stock-histories';

const taskQueue = orchestrateQueue(PREFIX);

/** More ids than one reading takes, and orders that have to wait. */
async function readNotes(client: Client): Promise<void> {
  const timings = { gatherMs: 50, settleMs: 100, retryInitialMs: 50, retryMaxMs: 200, activityTimeoutMs: 10_000 };
  const args: [NotesInput] = [{ account: ACCOUNT, taskQueuePrefix: PREFIX, timings }];
  const goodsOut = Array.from({ length: 501 }, (_, n) => n + 1);
  const signalArgs: [NotesChanged] = [{ reason: 'sweep', goodsOut, dropShip: [7] }];
  const start = { workflowId: 'notes', taskQueue, args, signal: notesChangedSignal, signalArgs };
  await client.workflow.signalWithStart(NOTES_WORKFLOW_TYPE, start);
  await client.workflow.getHandle('notes').result();
}

async function sweepNotes(client: Client): Promise<void> {
  const args = [{ taskQueuePrefix: PREFIX, account: ACCOUNT }];
  await client.workflow.execute('notesSweep', { workflowId: 'notesSweep', taskQueue, args });
}

/** `name` is also the id of its workflow. */
export const NOTE_PLAYS = [
  { name: 'notes', play: readNotes },
  { name: 'notesSweep', play: sweepNotes },
];
