/** What is recorded of the freeing of what waits for a mapping (see `record-histories.ts`). */
import type { Client } from '@temporalio/client';
import { FREE_WAITING_WORKFLOW_TYPE } from '../../src/domain/freeing-types';
import type { FreeWaitingInput } from '../../src/domain/freeing-types';
import { orchestrateQueue } from '../../src/domain/queues';
import { PREFIX } from './stock-histories';

async function freeWaiting(client: Client): Promise<void> {
  const args: [FreeWaitingInput] = [{ taskQueuePrefix: PREFIX, mappingId: 7, secondLookMs: 20 }];
  const taskQueue = orchestrateQueue(PREFIX);
  await client.workflow.execute(FREE_WAITING_WORKFLOW_TYPE, { workflowId: 'freeWaiting', taskQueue, args });
}

/** `name` is also the id of its workflow. */
export const FREEING_PLAYS = [{ name: 'freeWaiting', play: freeWaiting }];
