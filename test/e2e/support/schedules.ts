/** The connector's schedules, as an operator reaches them in Temporal. */
import { Client, Connection } from '@temporalio/client';
import type { ScheduleHandle } from '@temporalio/client';
import type { Addresses } from './dev-process';

export async function withSchedule<T>(
  { temporal: where }: Addresses,
  scheduleId: string,
  act: (schedule: ScheduleHandle) => Promise<T>,
): Promise<T> {
  const connection = await Connection.connect({ address: where.address });
  try {
    const client = new Client({ connection, namespace: where.namespace });
    return await act(client.schedule.getHandle(scheduleId));
  } finally {
    await connection.close();
  }
}
