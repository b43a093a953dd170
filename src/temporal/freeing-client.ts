/** Starts the freeing of what waits for a mapping. What is to be freed is in the database, so that any number of starts is one. */
import type { Client } from '@temporalio/client';
import { FREE_WAITING_WORKFLOW_TYPE } from '../domain/freeing-types';
import type { FreeWaitingInput } from '../domain/freeing-types';
import { freeingWorkflowId } from '../domain/ids';
import { orchestrateQueue } from '../domain/queues';
import { within } from './within';

const START_DEADLINE_MS = 5_000;
/** A pass that began before the mapping was stored has ended by then, short of an account that hardly answers. */
const SECOND_LOOK_MS = 60_000;
/** As a sweep (see `order-client.ts`). */
const PRIORITY = 3;

export interface FreeingClient {
  /** Returns once Temporal has stored it. @throws TemporalError */
  start(mappingId: number): Promise<void>;
}

export const createFreeingClient = (client: Client, taskQueuePrefix: string): FreeingClient => ({
  async start(mappingId) {
    const input: FreeWaitingInput = { taskQueuePrefix, mappingId, secondLookMs: SECOND_LOOK_MS };
    await within(client, START_DEADLINE_MS, () =>
      client.workflow.start(FREE_WAITING_WORKFLOW_TYPE, {
        workflowId: freeingWorkflowId(mappingId),
        taskQueue: orchestrateQueue(taskQueuePrefix),
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        staticSummary: `Free what waits for mapping ${mappingId}`,
        priority: { priorityKey: PRIORITY },
      }),
    );
  },
});
