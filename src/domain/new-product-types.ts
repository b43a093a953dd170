/**
 * What the workflow `newProducts` is told, hands to its activities and gets back: SKUs and counts. What is to be sent, and what
 * became of it, is in the database.
 */
import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { CatalogAccountStep } from './catalog-types';

export const NEW_PRODUCTS_WORKFLOW_TYPE = 'newProducts';
export const UNKNOWN_PRODUCTS_WORKFLOW_TYPE = 'unknownProducts';

/** Milliseconds. */
export interface NewProductTimings {
  /** After this long orders that were being read while a product was made are looked for. */
  readonly secondLookMs: number;
  readonly retryInitialMs: number;
  readonly retryMaxMs: number;
  /** One attempt to make one product. */
  readonly stepTimeoutMs: number;
  /** After so long without a sign of life an attempt to read is taken for dead. */
  readonly heartbeatTimeoutMs: number;
}

/** Start argument of both workflows. */
export interface NewProductsInput extends CatalogAccountStep {
  readonly taskQueuePrefix: string;
  readonly timings: NewProductTimings;
  /** Carried over to the next run: what is still to be done. */
  readonly carried?: { readonly startedAt: number; readonly all: readonly AllWanted[]; readonly done: number };
}

/** Every variant that is linked with nothing, and can be made. */
export interface AllWanted {
  readonly by: string;
  readonly reason?: string;
}

/** "Look at what is asked for"; with `all`: every variant that can be made is. */
export interface NewProductsWanted {
  readonly all?: AllWanted;
}

/** What the query `status` answers. */
export interface NewProductsStatus {
  readonly step: string;
  /** SKUs that were settled by this job. */
  readonly done: number;
  /** How often all of the store was asked for, and is still to be compared. */
  readonly toCompare: number;
}

export const newProductsWantedSignal = defineSignal<[NewProductsWanted]>('newProductsWanted');
export const newProductsStatusQuery = defineQuery<NewProductsStatus>('status');

export interface UnknownProducts {
  readonly variants: number;
  /** Of them: those whose product can be made. */
  readonly creatable: number;
}

export interface PlannedPage {
  /** SKUs whose products are to be made now. */
  readonly skus: readonly string[];
  /** SKUs that were settled without: refused, or there already. */
  readonly settled: number;
}

/** Queue: the store's. */
export interface StoreNewProductActivities {
  /** Compares both catalogs as they are, and keeps what could be made. Makes nothing; `want`: has it asked for. */
  reportUnknownProducts(input: CatalogAccountStep & { readonly want?: AllWanted }): Promise<UnknownProducts>;
  /** Reads some of what is asked for anew, and says what is to be sent of it. */
  planNewProducts(input: CatalogAccountStep): Promise<PlannedPage>;
  /** Links the variants of what is in Brightpearl now, and has their levels and prices looked at. */
  linkNewProducts(input: CatalogAccountStep): Promise<{ readonly products: number }>;
}

/** Queue: the account's. */
export interface AccountNewProductActivities {
  /** Makes the product of a SKU, unless Brightpearl has it. What is refused is kept with the SKU. */
  makeNewProduct(input: CatalogAccountStep & { readonly sku: string }): Promise<{ readonly isThere: boolean }>;
}

/** Queue: orchestrate. */
export interface ConnectorNewProductActivities {
  /** What Brightpearl did not take in time comes after all others. */
  putOffNewProducts(input: CatalogAccountStep & { readonly skus: readonly string[] }): Promise<void>;
  /** Tells the orders that wait for these SKUs. @param since the second look: who came to wait since then */
  tellOfNewProducts(input: CatalogAccountStep & { readonly since?: number }): Promise<{ readonly told: number }>;
}
