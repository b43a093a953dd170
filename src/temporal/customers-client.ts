/** The only way to reach a store's `customers` workflow from outside: webhooks, sweeps, orders and people poke it the same way. */
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { CUSTOMERS_WORKFLOW_TYPE, customersChangedSignal } from '../domain/customer-messages';
import type { CustomersChanged, CustomersInput } from '../domain/customer-messages';
import type { ExplainCustomerJob, ExplainedCustomer } from '../domain/customer-explain-types';
import type { CustomersSweepInput } from '../domain/customer-types';
import { allCustomersWorkflowId, customersWorkflowId, duplicatesScheduleId, explainWorkflowId } from '../domain/ids';
import { orchestrateQueue } from '../domain/queues';
import { StoreKey } from '../domain/search-attributes';
import { TemporalError } from './errors';
import { runJob } from './job-client';
import { within } from './within';

/** As for orders: a webhook must be answered well within its sender's patience. */
const SIGNAL_DEADLINE_MS = 5_000;
/** Beside catching up (see `order-client.ts`): no shopper waits for it. */
const PRIORITY = 4;

/** Of every store whose customers are followed: the start argument of its workflow. */
export type CustomersInputs = ReadonlyMap<string, CustomersInput>;

export interface CustomersClient {
  /** Starts or pokes the store's workflow; nothing where its customers are left alone. @throws TemporalError */
  changed(storeHash: string, change: CustomersChanged): Promise<void>;
  /** Begins to read all customers of the store, so that each is looked at, unless that is under way. @throws TemporalError */
  readAll(storeHash: string, reason: string): Promise<void>;
  /** Why a customer has the contacts it has, by both sides as they are now. Writes nothing anywhere. @throws TemporalError */
  explain(storeHash: string, customerId: number): Promise<ExplainedCustomer>;
  /** Begins to look for duplicates, unless that is under way. It is not waited for. @throws TemporalError */
  findDuplicates(storeHash: string): Promise<void>;
}

export const createCustomersClient = (client: Client, inputs: CustomersInputs): CustomersClient => ({
  async changed(storeHash, change) {
    const input = inputs.get(storeHash);
    if (!input) return;
    await within(client, SIGNAL_DEADLINE_MS, () =>
      client.workflow.signalWithStart(CUSTOMERS_WORKFLOW_TYPE, {
        workflowId: customersWorkflowId(storeHash),
        taskQueue: orchestrateQueue(input.taskQueuePrefix),
        args: [input] as [CustomersInput],
        // A closed run is the normal case: the next change starts a new one.
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        typedSearchAttributes: [{ key: StoreKey, value: storeHash }],
        staticSummary: `Customers of store ${storeHash}`,
        priority: { priorityKey: PRIORITY, fairnessKey: storeHash },
        signal: customersChangedSignal,
        signalArgs: [change],
      }),
    );
  },
  async readAll(storeHash, reason) {
    const input = inputs.get(storeHash);
    if (!input) return;
    const { taskQueuePrefix } = input;
    await within(client, SIGNAL_DEADLINE_MS, () =>
      client.workflow.start('customersSweep', {
        workflowId: allCustomersWorkflowId(storeHash),
        taskQueue: orchestrateQueue(taskQueuePrefix),
        args: [{ storeHash, taskQueuePrefix, all: reason }] as [CustomersSweepInput],
        workflowIdConflictPolicy: 'USE_EXISTING',
        typedSearchAttributes: [{ key: StoreKey, value: storeHash }],
        staticSummary: `All customers of store ${storeHash}`,
        priority: { priorityKey: PRIORITY, fairnessKey: storeHash },
      }),
    );
  },
  async explain(storeHash, customerId) {
    const input = inputs.get(storeHash);
    if (!input) throw new TemporalError('not-found', `The customers of store ${storeHash} are left alone`);
    const { taskQueuePrefix, accounts } = input;
    const job: ExplainCustomerJob = { taskQueuePrefix, storeHash, customerId, accounts };
    const workflowId = explainWorkflowId(storeHash, randomUUID());
    const taskQueue = orchestrateQueue(taskQueuePrefix);
    return runJob<ExplainedCustomer>(client, 'customerExplain', { workflowId, taskQueue, args: [job] });
  },
  findDuplicates: (storeHash) =>
    within(client, SIGNAL_DEADLINE_MS, () =>
      client.schedule.getHandle(duplicatesScheduleId(storeHash)).trigger('SKIP'),
    ),
});
