/** Notes that left the warehouse become shipments: each in a child workflow, one after the other. */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ChildWorkflowFailure, executeChild, isCancellation, sleep } from '@temporalio/workflow';
import { FULFILLMENT_WORKFLOW_TYPE } from '../../domain/fulfillment-types';
import type { FulfillmentResult, PendingNote } from '../../domain/fulfillment-types';
import { fulfillmentWorkflowId } from '../../domain/ids';
import { issue } from '../../domain/issues';
import type { Issue } from '../../domain/issues';
import type { fulfillment } from '../fulfillment';
import type { AfterSaleRun } from './after-sale';

/** A note that cannot be shown keeps no other back. */
export async function shipNotes(run: AfterSaleRun, notes: readonly PendingNote[]): Promise<Issue[]> {
  const issues: Issue[] = [];
  for (const note of notes) {
    run.step(`Showing ${note.kind} note ${note.noteId} in the store`);
    run.expectEchoes();
    const result = await shipNote(run, note);
    issues.push(...result.issues);
    if (result.orderHash !== undefined) run.statusChanged(result.orderHash);
  }
  return issues;
}

async function shipNote({ input }: AfterSaleRun, note: PendingNote): Promise<FulfillmentResult> {
  const { key, taskQueuePrefix, timings } = input;
  for (;;) {
    try {
      return await executeChild<typeof fulfillment>(FULFILLMENT_WORKFLOW_TYPE, {
        workflowId: fulfillmentWorkflowId(note),
        args: [{ key, note, taskQueuePrefix, timings }],
        staticSummary: `Order ${key.orderId}: ${note.kind} note ${note.noteId}`,
      });
    } catch (error) {
      // The one of a run that was reset: it ends by itself, and this one finds what it did.
      if (error instanceof WorkflowExecutionAlreadyStartedError) {
        await sleep(timings.retryMaxMs, { summary: `Wait for the other run about note ${note.noteId}` });
        continue;
      }
      if (!(error instanceof ChildWorkflowFailure) || isCancellation(error)) throw error;
      return { issues: [stopped(key.orderId, note)] };
    }
  }
}

const stopped = (orderId: number, { kind, noteId }: PendingNote): Issue =>
  issue(
    'UNEXPECTED_FAILURE',
    `Order ${orderId}: the workflow about ${kind} note ${noteId} was stopped. Look at it in the Temporal UI; retry when resolved.`,
    { details: { note: noteId } },
  );
