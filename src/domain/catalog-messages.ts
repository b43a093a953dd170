/**
 * The messages of the `catalog` workflow, the only writer of a store's products and prices. Wire names are part of our contract with
 * running workflows: a rename breaks them.
 */
import { defineQuery, defineSignal } from '@temporalio/workflow';

export const CATALOG_WORKFLOW_TYPE = 'catalog';

/** Durations in milliseconds, from the configuration. */
export interface CatalogTimings {
  /** How long to wait for more after one request to look. */
  readonly gatherMs: number;
  /** How long the store may show the old price after a write. */
  readonly visibilityLagMs: number;
  readonly retryInitialMs: number;
  readonly retryMaxMs: number;
  readonly activityTimeoutMs: number;
  /** After so long without a sign of life an attempt is taken for dead. */
  readonly heartbeatTimeoutMs: number;
  /** How long one of several accounts may keep the others waiting. */
  readonly accountPatienceMs: number;
  /** For how long one that did not answer in that time is gone on without. */
  readonly leftOutMs: number;
}

export interface CatalogInput {
  readonly storeHash: string;
  readonly taskQueuePrefix: string;
  /** Accounts whose price lists the store's prices come from. */
  readonly priceAccounts: readonly string[];
  /** The account whose options the store's follow; absent: they are left alone. */
  readonly attributesFrom?: string;
  /** The account whose products the store's follow; absent: they are left alone. */
  readonly productsFrom?: {
    readonly account: string;
    readonly visibilityLagMs: number;
    /** Whether products that the store does not have are looked at. */
    readonly missing?: boolean;
  };
  readonly timings: CatalogTimings;
}

/** What can be looked at, in the order in which it is. */
export const CATALOG_PARTS = ['products', 'attributes', 'prices'] as const;
export type CatalogPart = (typeof CATALOG_PARTS)[number];

/** "Look at the catalog." */
export interface CatalogWanted {
  /** For people: `schedule`, `released by ann`. */
  readonly reason: string;
  /** Absent: at all that the store has rules for. */
  readonly part?: CatalogPart;
}

/** What the query `status` answers. */
export interface CatalogStatus {
  readonly storeHash: string;
  readonly step: string;
  /** Records set, made or deleted by this run. */
  readonly written: number;
}

export const catalogWantedSignal = defineSignal<[CatalogWanted]>('catalogWanted');
export const catalogStatusQuery = defineQuery<CatalogStatus>('status');
