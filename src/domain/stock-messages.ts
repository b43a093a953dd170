/**
 * The messages of the `inventory` workflow, the only writer of a store's stock. Wire names are part of our contract with
 * running workflows: a rename breaks them.
 */
import { defineQuery, defineSignal } from '@temporalio/workflow';

export const INVENTORY_WORKFLOW_TYPE = 'inventory';

/** Durations in milliseconds, from the configuration. */
export interface InventoryTimings {
  /** How long to wait for more changes after one. */
  readonly debounceMs: number;
  /** How long changes that keep coming can put a cycle off. */
  readonly ceilingMs: number;
  readonly retryInitialMs: number;
  readonly retryMaxMs: number;
  readonly activityTimeoutMs: number;
  /** After so long without a sign of life an attempt is taken for dead. */
  readonly heartbeatTimeoutMs: number;
  /** How long a store of others, or one of several accounts, may keep the rest waiting. */
  readonly storePatienceMs: number;
  readonly accountPatienceMs: number;
  /** For how long one that did not answer in that time is gone on without. */
  readonly leftOutMs: number;
}

export interface InventoryInput {
  readonly storeHash: string;
  readonly taskQueuePrefix: string;
  /** Accounts that feed the store. */
  readonly accounts: readonly string[];
  /** Every store that draws on these accounts, this one included: their newest orders are read before the stock is. */
  readonly poolStores: readonly string[];
  readonly timings: InventoryTimings;
  /** A compare that a former run had begun. */
  readonly compare?: CompareProgress;
  /** Workflow time, milliseconds: when a compare began whose findings are still being written. */
  readonly fallSince?: number;
  /** Events after which a run goes on in a fresh history. @default 2000 */
  readonly maxEvents?: number;
}

/** Which of the changed levels to look at is in the database; this only says that there are some. */
export interface StockMoved {
  /** For people: `webhook`, `order 100`, `delta`, `pushed by ann`. */
  readonly reason: string;
}

export interface CompareRequest {
  /** Becomes the report's id; the same id twice is one compare. */
  readonly reportId: string;
  /** Whether levels that are wrong are written, or only reported. */
  readonly correct: boolean;
}

export interface CompareProgress extends CompareRequest {
  /** Workflow time, milliseconds. */
  readonly startedAt: number;
  /** Page that is read next, from 1: of the store's list, and then of what that did not have. */
  readonly page: number;
  /** Present once the list is through: the variant that was read last by its id. */
  readonly after?: number;
  readonly compared: number;
  readonly different: number;
  /** Levels that would fall to 0, of all pages so far. */
  readonly toZero: number;
}

/** What the query `status` answers. */
export interface InventoryStatus {
  readonly storeHash: string;
  readonly step: string;
  /** Levels written by this run. */
  readonly written: number;
  readonly compare?: CompareProgress;
}

/** "Work out the links anew." */
export interface LinksWanted {
  /** A person waits: at once. */
  readonly urgent: boolean;
  /** By both whole catalogs; otherwise by what is noted in the database. */
  readonly whole: boolean;
}

export const linksWantedSignal = defineSignal<[LinksWanted]>('linksWanted');
export const stockMovedSignal = defineSignal<[StockMoved]>('stockMoved');
export const compareStockSignal = defineSignal<[CompareRequest]>('compareStock');
export const inventoryStatusQuery = defineQuery<InventoryStatus>('status');
