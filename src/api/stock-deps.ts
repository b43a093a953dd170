/** What the API needs to look after stock, as `deps.ts` has the rest. */
import type { CatalogSide } from '../store/catalog-news';
import type { ForeignLevel } from '../store/foreign-levels';
import type { LinkScope } from '../store/product-links';
import type { MeantLevel } from '../store/levels';
import type { StockClient } from '../temporal/stock-client';
import type { StockJobClient } from '../temporal/stock-job-client';
import type { InventoryAnswer, ShownCompare, ShownLinkProblem, ShownStockIssue } from './stock-answers';

export interface StockSide {
  /** Stores whose stock is kept, by hash; that of others is left alone. */
  readonly stores: ReadonlyMap<string, StockedStore>;
  readonly client: StockClient;
  readonly jobs: StockJobClient;
  readonly records: StockRecords;
}

export interface StockedStore {
  /** Codes of the accounts that feed it. */
  readonly accounts: readonly string[];
  /** Milliseconds that the store may show the old level after a write. */
  readonly visibilityLagMs: number;
}

/** The database, as far as the API reads and writes it for stock. */
export interface StockRecords {
  counts(
    storeHash: string,
  ): Promise<Pick<InventoryAnswer, 'linked' | 'linkProblems' | 'waiting' | 'parked' | 'issueCounts'>>;
  /** Those about the store as a whole first, then the newest. */
  issues(storeHash: string, limit: number): Promise<readonly ShownStockIssue[]>;
  /** Null when the account never told of stock by itself. */
  lastEventAt(account: string): Promise<string | null>;
  lastCompare(storeHash: string): Promise<ShownCompare | null>;
  problems(storeHash: string, limit: number, code: string | undefined): Promise<readonly ShownLinkProblem[]>;
  /** Several where the SKU is there twice, or more than one account feeds the store. */
  variantsOfSku(storeHash: string, sku: string): Promise<readonly SkuVariant[]>;
  /** Linked or not, by id or by SKU. */
  variants(
    scope: LinkScope,
    which: { readonly sku?: string | undefined; readonly variantId?: number | undefined },
  ): Promise<readonly KnownVariant[]>;
  /**
   * Sets which Brightpearl product a variant is; null takes that back. Both are noted to be read. False: nothing was set
   * that could be taken back.
   */
  setLink(scope: LinkScope, variant: KnownVariant, productId: number | null, actor: string): Promise<boolean>;
  /** Marks levels to be looked at, parked ones too. */
  push(storeHash: string, variantIds: readonly number[], reason: string): Promise<void>;
  /** Gives how many levels the store has. */
  pushAll(storeHash: string, reason: string): Promise<number>;
  /** Lets through, once, what the guard against a mass fall holds. Gives how many levels. */
  release(storeHash: string): Promise<number>;
  /** Notes that the account told of stock, and marks every level that draws on the products. */
  productsMoved(account: string, productIds: readonly number[], at: Date): Promise<MovedProducts>;
  /** Notes products that are to be read before the links are worked out anew. */
  noteProducts(side: CatalogSide, productIds: readonly number[]): Promise<void>;
  /** None: no link knows the product or variant. */
  levelsMeant(storeHash: string, about: LevelEvent): Promise<readonly MeantLevel[]>;
  /** Notes a level that something other than us set: an order may still explain it. */
  noteForeign(storeHash: string, level: ForeignLevel, at: Date): Promise<void>;
  /** Something other than us moved the store's own levels: they are no longer known, and are marked. */
  levelsMoved(storeHash: string, variantIds: readonly number[], at: Date): Promise<void>;
}

/** BigCommerce's ids. */
export interface KnownVariant {
  readonly variantId: number;
  readonly productId: number;
}

export interface SkuVariant {
  readonly variantId: number;
  /** Why it has no level; null where it has one, or where none is wanted. */
  readonly problem: string | null;
  readonly isLeveled: boolean;
}

export interface MovedProducts {
  /** Whose levels were marked. */
  readonly storeHashes: readonly string[];
  /** Products that the account did not have when it was read; they are noted. */
  readonly unknown: readonly number[];
}

/** BigCommerce's ids; without a variant it is about the product's own level. */
export interface LevelEvent {
  readonly productId: number;
  readonly variantId?: number | undefined;
}
