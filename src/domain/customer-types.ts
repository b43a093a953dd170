/** Arguments and results of the activities that keep contacts as customers are: ids and counts, nothing of a person. */

import type { ExplainCustomerInput, ExplainedContact } from './customer-explain-types';

/** Those that were marked at or before it have been looked at, or wait; of those that have time, apart. */
export interface CustomersCursor {
  readonly after?: number;
  readonly afterLate?: number;
}

export interface FollowCustomersInput extends CustomersCursor {
  readonly storeHash: string;
  readonly account: string;
}

/** With a cursor while more wait their turn. */
export interface FollowCustomersResult extends CustomersCursor {
  /** Contacts that were changed. */
  readonly updated: number;
  /** Contacts that were as they should be, or are not to be touched. */
  readonly left: number;
  /** Contacts that were made. */
  readonly created: number;
  /** Refused by Brightpearl, with an issue each. */
  readonly parked: number;
  /** Milliseconds until those can be looked at of which an answer was lost. */
  readonly waitMs?: number;
}

export interface SweepCustomersInput {
  readonly storeHash: string;
  /** Every customer of the store instead, whenever it changed, for this reason. */
  readonly all?: string;
}

export interface CustomersSweepInput extends SweepCustomersInput {
  readonly taskQueuePrefix: string;
}

export interface SweepCustomersResult {
  readonly changed: number;
}

/** Of the workflow that reports who is there more than once. */
export interface CustomerDuplicatesJob extends CustomerDuplicatesInput {
  readonly taskQueuePrefix: string;
}

export interface CustomerDuplicatesInput {
  readonly storeHash: string;
}

/** Kind of the report of duplicates; its scope is the store. */
export const DUPLICATES_REPORT = 'customer-duplicates';

export interface CustomerDuplicatesResult {
  readonly duplicates: number;
}

/** Queue: the account's. */
export interface AccountCustomerActivities {
  followCustomers(input: FollowCustomersInput): Promise<FollowCustomersResult>;
  explainCustomer(input: ExplainCustomerInput): Promise<ExplainedContact>;
}

/** Queue: the store's. */
export interface StoreCustomerActivities {
  sweepCustomers(input: SweepCustomersInput): Promise<SweepCustomersResult>;
  reportDuplicates(input: CustomerDuplicatesInput): Promise<CustomerDuplicatesResult>;
}
