/**
 * What the workflows of stock hand to their activities and get back: ids and counts. What a cycle read is kept in the
 * database under a batch's id, as thousands of levels do not belong in a history.
 */
import type { CompareRequest, InventoryInput } from './stock-messages';

export interface StoreStep {
  readonly storeHash: string;
}

/** Reads the availability of what is in the batch, or of the variants that changed. */
export interface PlanStockInput extends StoreStep {
  readonly account: string;
  /** Of an account before, or of a page of a compare; absent: a new batch of changed variants. */
  readonly batchId?: string;
}

/** Undefined: nothing has changed. */
export type PlanStockResult = { readonly batchId: string; readonly variants: number } | undefined;

/** What did not answer in time, and was gone on without. */
export interface UnreadSources {
  /** Accounts that feed the store: what they feed stays as it is. */
  readonly accounts: readonly string[];
  /** Stores on the same stock: of their newest orders only what is known already counts. */
  readonly stores: readonly string[];
}

export interface WriteStockInput extends StoreStep {
  readonly batchId: string;
  /** Absent: all answered. */
  readonly unread?: UnreadSources;
  /** Milliseconds: levels that fell to 0 since then are judged together; absent: those of the last minutes. */
  readonly fallSince?: number;
}

export interface WriteStockResult {
  readonly written: number;
  /** The store showed the right level already. */
  readonly equal: number;
  /** Refused by the store, with an issue each. */
  readonly parked: number;
  /** Kept from falling to 0 by the guard against a mass fall. */
  readonly held: number;
  /** Changed again since they were read, or changed variants beyond this batch. */
  readonly more: boolean;
}

export interface VerifyStockResult {
  readonly verified: number;
  /** Marked to be looked at again, most of all what is not as it was written. */
  readonly different: number;
  /** Milliseconds until the next level can be verified; absent when none waits. */
  readonly nextInMs?: number;
}

export interface ComparePageInput extends StoreStep {
  readonly reportId: string;
  /** Of the store's list; once `after` is there, counted on. */
  readonly page: number;
  /** Present after the list: linked variants that it did not have are read by their ids, those after this one. */
  readonly after?: number;
}

/** `batchId` absent: nothing on the page is to be compared. */
export interface ComparePageResult {
  readonly batchId?: string;
  readonly isLast: boolean;
  /** The next page is not of the list: see {@link ComparePageInput.after}. */
  readonly after?: number;
}

export interface CompareBatchInput extends StoreStep, CompareRequest {
  readonly batchId: string;
  readonly page: number;
  /** Workflow time, milliseconds. */
  readonly startedAt: number;
}

export interface CompareBatchResult {
  readonly compared: number;
  readonly different: number;
  readonly toZero: number;
}

export interface FinishCompareInput extends StoreStep, CompareRequest {
  readonly startedAt: number;
  readonly compared: number;
  readonly different: number;
}

/** Of the workflows that sweep, link, compare and explain. */
export interface StockJobInput {
  readonly taskQueuePrefix: string;
  readonly storeHash: string;
  /** Accounts that feed the store. */
  readonly accounts: readonly string[];
}

export interface StockLinksInput extends StockJobInput {
  /** Milliseconds to wait for more changes of products; 0: a person waits. */
  readonly delayMs: number;
  /** Milliseconds at least between two refreshes. */
  readonly gapMs: number;
}

export interface ExplainStockInput extends StockJobInput {
  readonly sku: string;
}

/** A SKU's level, and all that it comes from. Quantities are decimal strings. */
export interface ExplainedVariant {
  readonly variantId: number;
  readonly sku: string;
  readonly account: string;
  readonly brightpearlId: number | null;
  /** Why it has no link or no level. */
  readonly problem: string | null;
  /** Who set its product by id, and which; null: it was found by its SKU. */
  readonly setLink: { readonly productId: number; readonly actor: string; readonly at: string } | null;
  readonly components: readonly { readonly productId: number; readonly quantity: string }[];
  readonly levels: readonly ExplainedLevel[];
  readonly demand: readonly {
    readonly storeHash: string;
    readonly orderId: number;
    readonly productId: number;
    readonly ordered: string;
    readonly covered: string;
    readonly outstanding: string;
    readonly reason: string;
  }[];
  readonly issues: readonly { readonly code: string; readonly message: string }[];
}

export interface ExplainedLevel {
  readonly locationId: number;
  /** Absent where Brightpearl did not answer. */
  readonly expected?: number;
  readonly decidedBy?: string;
  readonly warehouses: readonly { readonly warehouseId: number; readonly onHand: string }[];
  readonly pool?: string;
  readonly demand?: string;
  readonly left?: string;
  readonly buffer?: string;
  /** The rules that won, by what they set. */
  readonly rules: readonly { readonly sets: string; readonly rule: string; readonly value: string }[];
  readonly written?: { readonly quantity: number; readonly at: string };
  /** What the store shows. */
  readonly onHandInStore?: number;
  readonly availableToSell?: number;
  readonly safetyStock?: number;
}

export interface ExplainResult {
  readonly sku: string;
  /** None: no variant of the store has the SKU. */
  readonly variants: readonly ExplainedVariant[];
}

export interface MovementsResult {
  readonly products: number;
  readonly orders: number;
}

export interface RefreshLinksInput extends StoreStep {
  readonly account: string;
  /** Both whole catalogs; otherwise only the products that were told of. */
  readonly whole: boolean;
}

export interface RefreshLinksResult {
  readonly linked: number;
  readonly changed: number;
  readonly problems: number;
}

/** Queue: the store's. */
export interface StoreStockActivities {
  readNewDemand(input: StoreStep): Promise<{ readonly orders: number }>;
  writeStock(input: WriteStockInput): Promise<WriteStockResult>;
  verifyStock(input: StoreStep): Promise<VerifyStockResult>;
  readComparePage(input: ComparePageInput): Promise<ComparePageResult>;
  compareBatch(input: CompareBatchInput): Promise<CompareBatchResult>;
  finishCompare(input: FinishCompareInput): Promise<void>;
  refreshLinks(input: RefreshLinksInput): Promise<RefreshLinksResult>;
  explainStock(input: StoreStep & { readonly sku: string }): Promise<ExplainResult>;
}

/** Queue: the account's. */
export interface AccountStockActivities {
  planStock(input: PlanStockInput): Promise<PlanStockResult>;
  sweepMovements(input: { readonly account: string }): Promise<MovementsResult>;
}

/** Local: they read nothing but the configuration. */
export interface LocalStockActivities {
  /** As the store would be started now; undefined when its stock is left alone. */
  configuredInput(input: InventoryInput): Promise<InventoryInput | undefined>;
}

/** Queue: orchestrate. */
export interface ConnectorStockActivities {
  requestCompare(input: StoreStep): Promise<void>;
  watchStockFeed(input: StoreStep): Promise<void>;
  watchSecondWriter(input: StoreStep): Promise<void>;
}
