/** What the workflow `freeWaiting` hands to its activities and gets back: ids and counts. */
import type { OrderKey } from './ids';

export const FREE_WAITING_WORKFLOW_TYPE = 'freeWaiting';

/** Start argument of the workflow. */
export interface FreeWaitingInput extends FreeingStep {
  readonly taskQueuePrefix: string;
  /** Milliseconds after which orders that were being read while the mapping was stored are looked for. */
  readonly secondLookMs: number;
}

export interface FreeingStep {
  readonly mappingId: number;
}

/** Links that a mapping changes. `whole`: the product that it names is not known yet, so both catalogs are read. */
export interface LinksToRefresh {
  readonly storeHash: string;
  readonly account: string;
  readonly whole: boolean;
}

export interface FreeOrdersInput extends FreeingStep {
  /** The last order that the second look has told; absent: the first look, which goes on where it was. */
  readonly secondLookAfter?: OrderKey;
}

export interface FreeOrdersResult {
  readonly told: number;
  /** Where to go on; absent when nothing is left. */
  readonly next?: OrderKey;
}

/** Queue: orchestrate. */
export interface FreeingActivities {
  planFreeing(input: FreeingStep): Promise<{ readonly links: readonly LinksToRefresh[] }>;
  freeOrders(input: FreeOrdersInput): Promise<FreeOrdersResult>;
  /** After the links were worked out anew. */
  finishLevels(input: FreeingStep): Promise<{ readonly levels: number }>;
}
