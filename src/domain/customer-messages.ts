/**
 * The messages of the `customers` workflow, the only one that changes the contacts of a store's customers. Wire names are part
 * of our contract with running workflows: a rename breaks them.
 */
import { defineSignal } from '@temporalio/workflow';

export const CUSTOMERS_WORKFLOW_TYPE = 'customers';

/** Durations in milliseconds, from the configuration. */
export interface CustomersTimings {
  /** How long to wait for more changes after one. */
  readonly gatherMs: number;
  readonly retryInitialMs: number;
  readonly retryMaxMs: number;
  readonly activityTimeoutMs: number;
}

export interface CustomersInput {
  readonly storeHash: string;
  readonly taskQueuePrefix: string;
  /** Accounts that the store's orders go to. */
  readonly accounts: readonly string[];
  readonly timings: CustomersTimings;
  /** Events after which a run goes on in a fresh history. @default 2000 */
  readonly maxEvents?: number;
}

/** Which customers to look at is in the database; this only says that there are some. */
export interface CustomersChanged {
  /** For people: `webhook`, `sweep`, `order 100`, `asked by ann`. */
  readonly reason: string;
}

export const customersChangedSignal = defineSignal<[CustomersChanged]>('customersChanged');
