/** Finds the notes that no webhook told about, and leaves them to the `notes` workflow of their account. */
import { proxyActivities } from '@temporalio/workflow';
import type { AccountNoteActivities, SweepNotesInput, SweepNotesResult } from '../domain/note-types';
import { brightpearlQueue } from '../domain/queues';

export async function notesSweep(input: SweepNotesInput): Promise<SweepNotesResult> {
  const { sweepNotes } = proxyActivities<AccountNoteActivities>({
    taskQueue: brightpearlQueue(input.taskQueuePrefix, input.account),
    startToCloseTimeout: '30m',
    heartbeatTimeout: '2m',
    retry: { initialInterval: '1s', maximumInterval: '1m', backoffCoefficient: 2 },
    summary: `Find the notes of ${input.account}`,
  });
  return sweepNotes(input);
}
