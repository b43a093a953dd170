import type { Connection } from '@temporalio/client';

const SERVICE = 'temporal.api.workflowservice.v1.WorkflowService';
/** `grpc.health.v1.HealthCheckResponse.ServingStatus.SERVING`. */
const SERVING = 1;
const DEADLINE_MS = 2_000;

/** Whether Temporal's frontend says that it serves. Never throws. */
export async function temporalServes(connection: Connection): Promise<boolean> {
  try {
    const check = () => connection.healthService.check({ service: SERVICE });
    const answer = await connection.withDeadline(Date.now() + DEADLINE_MS, check);
    const status: number = answer.status;
    return status === SERVING;
  } catch {
    return false;
  }
}
