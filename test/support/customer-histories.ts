/** What is recorded of the workflows of customers (see `record-histories.ts`): each plays under its own name. */
import type { Client } from '@temporalio/client';
import { CUSTOMERS_WORKFLOW_TYPE, customersChangedSignal } from '../../src/domain/customer-messages';
import type { CustomersChanged, CustomersInput } from '../../src/domain/customer-messages';
import { orchestrateQueue } from '../../src/domain/queues';
import { ACCOUNT, PREFIX, STORE } from './stock-histories';

const taskQueue = orchestrateQueue(PREFIX);

/** More customers than are looked at at once, and one whose answer was lost. */
async function followCustomers(client: Client): Promise<void> {
  const timings = { gatherMs: 50, retryInitialMs: 50, retryMaxMs: 200, activityTimeoutMs: 10_000 };
  const args: [CustomersInput] = [{ storeHash: STORE, accounts: [ACCOUNT], taskQueuePrefix: PREFIX, timings }];
  const signalArgs: [CustomersChanged] = [{ reason: 'webhook' }];
  const start = { workflowId: 'customers', taskQueue, args, signal: customersChangedSignal, signalArgs };
  await client.workflow.signalWithStart(CUSTOMERS_WORKFLOW_TYPE, start);
  await client.workflow.getHandle('customers').result();
}

async function sweepCustomers(client: Client): Promise<void> {
  const args = [{ taskQueuePrefix: PREFIX, storeHash: STORE }];
  await client.workflow.execute('customersSweep', { workflowId: 'customersSweep', taskQueue, args });
}

async function reportDuplicates(client: Client): Promise<void> {
  const args = [{ taskQueuePrefix: PREFIX, storeHash: STORE }];
  await client.workflow.execute('customerDuplicates', { workflowId: 'customerDuplicates', taskQueue, args });
}

async function explainCustomer(client: Client): Promise<void> {
  const args = [{ taskQueuePrefix: PREFIX, storeHash: STORE, customerId: 42, accounts: [ACCOUNT] }];
  await client.workflow.execute('customerExplain', { workflowId: 'customerExplain', taskQueue, args });
}

/** `name` is also the id of its workflow. */
export const CUSTOMER_PLAYS = [
  { name: 'customers', play: followCustomers },
  { name: 'customersSweep', play: sweepCustomers },
  { name: 'customerDuplicates', play: reportDuplicates },
  { name: 'customerExplain', play: explainCustomer },
];
