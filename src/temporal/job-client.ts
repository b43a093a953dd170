/** Starts what is not about one order, on a person's demand: setup, check, a sweep out of turn. */
import { randomUUID } from 'node:crypto';
import { isGrpcDeadlineError } from '@temporalio/client';
import type { Client, WorkflowStartOptions } from '@temporalio/client';
import { checkWorkflowId, SETUP_WORKFLOW_ID, sweepScheduleId } from '../domain/ids';
import type { CheckInput, CheckResult, SetupInput, SetupResult } from '../domain/maintenance-types';
import { orchestrateQueue } from '../domain/queues';
import { TemporalError, toTemporalError } from './errors';
import { within } from './within';

const START_DEADLINE_MS = 5_000;
/** Somebody waits at a terminal, and HTTP clients give up after five minutes; what takes longer goes on by itself. */
const RESULT_DEADLINE_MS = 4 * 60_000;
/** A forgotten job of a store that never answers must end. */
const JOB_TIMEOUT = '1 hour';

/** Every method fails with a {@link TemporalError}. */
export interface JobClient {
  /** Registers webhooks and schedules. Asked for while one runs, gives that one's result. */
  setup(): Promise<SetupResult>;
  /** Maps a store's newest orders; writes nothing anywhere. */
  check(storeHash: string, orders: number): Promise<CheckResult>;
  /** Starts a store's sweep now. It is not waited for; a sweep that runs is not doubled. */
  sweep(storeHash: string): Promise<void>;
}

export interface JobClientOptions {
  readonly queuePrefix: string;
  readonly storeHashes: readonly string[];
  readonly accountCodes: readonly string[];
}

export function createJobClient(client: Client, options: JobClientOptions): JobClient {
  const { queuePrefix: taskQueuePrefix, storeHashes, accountCodes } = options;
  const taskQueue = orchestrateQueue(taskQueuePrefix);
  return {
    setup: () => {
      const input: SetupInput = { taskQueuePrefix, storeHashes, accountCodes };
      return runJob<SetupResult>(client, 'setup', { workflowId: SETUP_WORKFLOW_ID, taskQueue, args: [input] });
    },
    check: (storeHash, orders) => {
      const input: CheckInput = { taskQueuePrefix, storeHash, orders };
      const workflowId = checkWorkflowId(storeHash, randomUUID());
      return runJob<CheckResult>(client, 'check', { workflowId, taskQueue, args: [input] });
    },
    sweep: (storeHash) =>
      within(client, START_DEADLINE_MS, () =>
        client.schedule.getHandle(sweepScheduleId(storeHash, 'orders')).trigger('SKIP'),
      ),
  };
}

/** Starts a job, or joins the one that runs under its id, and waits for what comes of it. */
export async function runJob<Result>(client: Client, type: string, options: WorkflowStartOptions): Promise<Result> {
  const handle = await within(client, START_DEADLINE_MS, () =>
    client.workflow.start(type, {
      ...options,
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowExecutionTimeout: JOB_TIMEOUT,
      priority: { priorityKey: 1 },
    }),
  );
  try {
    return (await client.withDeadline(Date.now() + RESULT_DEADLINE_MS, () => handle.result())) as Result;
  } catch (error) {
    if (!isGrpcDeadlineError(error)) throw toTemporalError(error);
    const advice = `It goes on: look at workflow ${options.workflowId} in the Temporal UI`;
    throw new TemporalError('no-answer', `No result within 4 minutes. ${advice}`, { cause: error });
  }
}
