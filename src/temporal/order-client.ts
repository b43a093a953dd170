/**
 * The only way to reach an order's workflow from outside: webhooks, sweeps, the doctor and people all start it or poke it
 * with the same start options, so that it does not matter who was first.
 */
import { WithStartWorkflowOperation } from '@temporalio/client';
import type { Client, WorkflowStartOptions } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import { orderWorkflowId } from '../domain/ids';
import type { OrderKey } from '../domain/ids';
import { operatorCommandUpdate, ORDER_WORKFLOW_TYPE, orderChangedSignal, orderStatusQuery } from '../domain/messages';
import type { OperatorAnswer, OperatorCommand, OrderChanged, OrderStatus, OrderTimings } from '../domain/messages';
import { orchestrateQueue } from '../domain/queues';
import { OrderNumberKey, StoreKey, SyncStateKey } from '../domain/search-attributes';
import { AWAY, TemporalError, toTemporalError } from './errors';
import { sealCommand } from './sealed-command';
import type { Protection } from './sealed-command';
import { within } from './within';

/** A webhook must be answered well within BigCommerce's patience (about 10 s). */
const SIGNAL_DEADLINE_MS = 5_000;
/** A person waits for a worker to record the decision. */
const COMMAND_DEADLINE_MS = 10_000;
/** Shown beside what the database knows; not worth waiting longer for. */
const LOOK_DEADLINE_MS = 3_000;
const REACH_DEADLINE_MS = 1_000;

/** Temporal serves lower numbers first: people, then what shoppers do now, then catching up. */
const PRIORITY: Record<OrderChanged['reason'], number> = {
  operator: 1,
  webhook: 2,
  brightpearl: 2,
  sweep: 3,
  doctor: 3,
  backfill: 4,
};

export interface OrderClientOptions {
  readonly queuePrefix: string;
  readonly timings: OrderTimings;
  /** Milliseconds after which a workflow task goes to another process. @default Temporal's own, 10 s */
  readonly takeoverMs?: number;
  readonly namespace: string;
  /** Encrypts what is personal in a command before it enters a history. */
  readonly protection: Pick<Protection, 'seal'>;
  /** Address of the Temporal UI, without a slash at the end; absent when nobody runs one. */
  readonly uiUrl?: string;
}

/** The newest run of an order's workflow, as Temporal knows it. */
export interface OrderRun {
  readonly workflowId: string;
  readonly runId: string;
  /** `RUNNING`, `COMPLETED`, `CONTINUED_AS_NEW`, … */
  readonly status: string;
  readonly startedAt: string;
  readonly historyLength: number;
  /** Where the run opens in the Temporal UI; null without a UI. */
  readonly url: string | null;
}

/** Every method fails with a `TemporalError`. */
export interface OrderClient {
  /** Makes the order be looked at again; starts its workflow when none runs. Returns once Temporal has stored it. */
  changed(key: OrderKey, change: OrderChanged): Promise<void>;
  /** Sends what a person ruled and waits until it is recorded. The same `commandId` twice is one command. */
  command(key: OrderKey, command: OperatorCommand): Promise<OperatorAnswer>;
  /** What the workflow says of itself; undefined when there is none, or no worker answers. */
  status(key: OrderKey): Promise<OrderStatus | undefined>;
  /** Undefined when Temporal keeps no run of this order. */
  describe(key: OrderKey): Promise<OrderRun | undefined>;
}

export function createOrderClient(client: Client, options: OrderClientOptions): OrderClient {
  const handleOf = (key: OrderKey) => client.workflow.getHandle(orderWorkflowId(key));
  return {
    changed: async (key, change) => {
      await within(client, SIGNAL_DEADLINE_MS, () =>
        client.workflow.signalWithStart(ORDER_WORKFLOW_TYPE, {
          ...startOptions(options, key, PRIORITY[change.reason]),
          signal: orderChangedSignal,
          signalArgs: [change],
        }),
      );
    },
    command: (key, command) => sendCommand(client, options, key, command),
    status: async (key) => {
      try {
        return await client.withDeadline(Date.now() + LOOK_DEADLINE_MS, () => handleOf(key).query(orderStatusQuery));
      } catch {
        // The board says what the database knows; a missing second opinion is not an error.
        return undefined;
      }
    },
    describe: async (key) => {
      try {
        return await client.withDeadline(Date.now() + LOOK_DEADLINE_MS, () => describeRun(handleOf(key), options));
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return undefined;
        throw toTemporalError(error);
      }
    },
  };
}

async function sendCommand(
  client: Client,
  options: OrderClientOptions,
  key: OrderKey,
  command: OperatorCommand,
): Promise<OperatorAnswer> {
  const startWorkflowOperation = new WithStartWorkflowOperation(ORDER_WORKFLOW_TYPE, {
    ...startOptions(options, key, PRIORITY.operator),
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  const args: [OperatorCommand] = [sealCommand(options.protection, command)];
  try {
    return await within(client, COMMAND_DEADLINE_MS, () =>
      client.workflow.executeUpdateWithStart(operatorCommandUpdate, {
        args,
        updateId: command.commandId,
        startWorkflowOperation,
      }),
    );
  } catch (error) {
    // To the SDK an absent server and an absent worker look the same; to whoever has to start one they do not.
    const isSilent = error instanceof TemporalError && error.kind === 'no-answer';
    if (isSilent && !(await answers(client))) throw new TemporalError('unavailable', AWAY, { cause: error });
    throw error;
  }
}

async function answers(client: Client): Promise<boolean> {
  try {
    await client.withDeadline(Date.now() + REACH_DEADLINE_MS, () => client.workflowService.getSystemInfo({}));
    return true;
  } catch {
    return false;
  }
}

function startOptions(options: OrderClientOptions, key: OrderKey, priorityKey: number) {
  return {
    workflowId: orderWorkflowId(key),
    taskQueue: orchestrateQueue(options.queuePrefix),
    args: [{ key, taskQueuePrefix: options.queuePrefix, timings: options.timings }],
    ...(options.takeoverMs === undefined ? {} : { workflowTaskTimeout: options.takeoverMs }),
    // A closed run is the normal case: the next event starts a new one.
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    typedSearchAttributes: [
      { key: SyncStateKey, value: 'PENDING' },
      { key: StoreKey, value: key.storeHash },
      { key: OrderNumberKey, value: String(key.orderId) },
    ],
    staticSummary: `Order ${key.orderId} of store ${key.storeHash}`,
    // Stores share the workers evenly: a backfill of one does not starve another.
    priority: { priorityKey, fairnessKey: key.storeHash },
  } satisfies WorkflowStartOptions;
}

async function describeRun(
  handle: ReturnType<Client['workflow']['getHandle']>,
  { namespace, uiUrl }: OrderClientOptions,
): Promise<OrderRun> {
  const { workflowId, runId, status, startTime, historyLength } = await handle.describe();
  const path = `/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}/${runId}/history`;
  return {
    workflowId,
    runId,
    status: status.name,
    startedAt: startTime.toISOString(),
    historyLength,
    url: uiUrl === undefined ? null : `${uiUrl}${path}`,
  };
}
