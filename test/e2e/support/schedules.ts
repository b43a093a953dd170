/** The connector's schedules and workflows, as an operator reaches them in Temporal. */
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import type { ScheduleHandle } from '@temporalio/client';
import type { Addresses } from './dev-process';

export const withSchedule = <T>(
  where: Addresses,
  scheduleId: string,
  act: (schedule: ScheduleHandle) => Promise<T>,
): Promise<T> => withClient(where, (client) => act(client.schedule.getHandle(scheduleId)));

/** Whether a workflow of this id is open. */
export const isOpen = (where: Addresses, workflowId: string): Promise<boolean> =>
  withClient(where, async (client) => {
    try {
      return (await client.workflow.getHandle(workflowId).describe()).status.name === 'RUNNING';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  });

async function withClient<T>({ temporal: where }: Addresses, act: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: where.address });
  try {
    return await act(new Client({ connection, namespace: where.namespace }));
  } finally {
    await connection.close();
  }
}
