/** What a workflow answers to its query, shown beside what the database knows. */
import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import type { QueryDefinition } from '@temporalio/common';
import { toTemporalError } from './errors';

/** Not worth waiting longer for. */
const LOOK_DEADLINE_MS = 3_000;

/** Undefined while nothing runs. @throws TemporalError */
export async function runStatus<Status>(
  client: Client,
  workflowId: string,
  query: QueryDefinition<Status>,
): Promise<Status | undefined> {
  const handle = client.workflow.getHandle(workflowId);
  try {
    const { status } = await client.withDeadline(Date.now() + LOOK_DEADLINE_MS, () => handle.describe());
    if (status.name !== 'RUNNING') return undefined;
    return await client.withDeadline(Date.now() + LOOK_DEADLINE_MS, () => handle.query(query));
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw toTemporalError(error);
  }
}
