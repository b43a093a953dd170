/**
 * The Workers of a process: one per queue, each with bounded slots, so that one hanging account stops nobody else.
 * The only place with tuning numbers.
 */
import { Worker } from '@temporalio/worker';
import type { NativeConnection, WorkerOptions, WorkflowBundleOption } from '@temporalio/worker';
import type { DataConverter } from '@temporalio/common';
import { bigcommerceQueue, brightpearlQueue, orchestrateQueue } from '../domain/queues';
import { activityInterceptors } from './activity-interceptor';
import type { RetryBoard } from './activity-interceptor';

/** 20 s for running requests to be answered, then 10 s more before the process ends whatever still runs. */
const SHUTDOWN_GRACE = '20s';
const SHUTDOWN_FORCE = '30s';

export interface WorkersOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly queuePrefix: string;
  readonly storeHashes: readonly string[];
  readonly accountCodes: readonly string[];
  readonly activities: object;
  readonly dataConverter: DataConverter;
  readonly bundle: WorkflowBundleOption;
  /** Milliseconds after which a workflow that this process has in memory goes to another one. */
  readonly takeoverMs: number;
  readonly board: RetryBoard;
  /** Deployment version; on only where a deployment name is given. */
  readonly deployment?: { readonly name: string; readonly buildId: string };
}

export async function createWorkers(options: WorkersOptions): Promise<Worker[]> {
  const { queuePrefix } = options;
  const remoteQueues = [
    ...options.accountCodes.map((account) => brightpearlQueue(queuePrefix, account)),
    ...options.storeHashes.map((storeHash) => bigcommerceQueue(queuePrefix, storeHash)),
  ];
  return Promise.all([
    Worker.create({
      ...common(options, orchestrateQueue(queuePrefix)),
      workflowBundle: options.bundle,
      stickyQueueScheduleToStartTimeout: options.takeoverMs,
      maxConcurrentActivityTaskExecutions: 20,
      maxConcurrentWorkflowTaskExecutions: 40,
      maxCachedWorkflows: 500,
      ...versioning(options),
    }),
    ...remoteQueues.map((taskQueue) =>
      // A remote answers some hundred requests a minute: more slots would only queue inside the process.
      Worker.create({ ...common(options, taskQueue), maxConcurrentActivityTaskExecutions: 20 }),
    ),
  ]);
}

const common = (options: WorkersOptions, taskQueue: string): WorkerOptions => ({
  connection: options.connection,
  namespace: options.namespace,
  taskQueue,
  activities: options.activities,
  dataConverter: options.dataConverter,
  interceptors: { activity: [activityInterceptors(options.board)] },
  shutdownGraceTime: SHUTDOWN_GRACE,
  shutdownForceTime: SHUTDOWN_FORCE,
});

const versioning = ({ deployment }: WorkersOptions): Partial<WorkerOptions> =>
  deployment
    ? {
        workerDeploymentOptions: {
          version: { deploymentName: deployment.name, buildId: deployment.buildId },
          useWorkerVersioning: true,
          defaultVersioningBehavior: 'AUTO_UPGRADE',
        },
      }
    : {};

/** Runs all until one ends or `shutdown` is asked for; then all are shut down, and the first failure is thrown. */
export async function runWorkers(workers: readonly Worker[]): Promise<void> {
  const runs = workers.map((worker) => worker.run());
  await Promise.race(runs).catch(() => undefined);
  stopWorkers(workers);
  const failed = (await Promise.allSettled(runs)).find((run) => run.status === 'rejected');
  if (failed) throw failed.reason;
}

export function stopWorkers(workers: readonly Worker[]): void {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
}

/** Ready means: every Worker runs. One that cannot poll any more ends, and `runWorkers` ends the others with it. */
export const workersReady = (workers: readonly Worker[]): boolean =>
  workers.length > 0 && workers.every((worker) => worker.getState() === 'RUNNING');
