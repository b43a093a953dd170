/** The tables of stock, as `schema.ts` has the others. Quantities are decimal strings. */
import type { Generated, JSONColumnType } from 'kysely';
import type { DemandFacts, DemandFulfilled, LinkedComponent } from '../domain/stock-facts';

/** Free JSON without personal data. */
type Json = JSONColumnType<Record<string, unknown>>;

export interface StockTables {
  productLinks: ProductLinksTable;
  storeVariants: StoreVariantsTable;
  accountProducts: AccountProductsTable;
  catalogNews: CatalogNewsTable;
  linkChanges: LinkChangesTable;
  stockDirty: StockDirtyTable;
  levels: LevelsTable;
  foreignLevels: ForeignLevelsTable;
  demandOrders: DemandOrdersTable;
  demand: DemandTable;
  unreadOrders: UnreadOrdersTable;
  stockBatches: StockBatchesTable;
  stockIssues: StockIssuesTable;
  stockEvents: StockEventsTable;
}

/** A variant of a store and what it is in an account; without link or level `problem` says why. */
interface ProductLinksTable {
  storeHash: string;
  account: string;
  variantId: number;
  productId: number;
  sku: string;
  tracking: 'none' | 'product' | 'variant';
  isBase: boolean;
  brandId: number | null;
  categoryIds: JSONColumnType<number[]>;
  brightpearlId: number | null;
  stockTracked: boolean | null;
  /** Of a bundle; quantities are decimal strings. */
  components: JSONColumnType<LinkedComponent[] | null, string | null, string | null>;
  /** How the store addresses its level; null: it has none. */
  levelTarget: 'variant' | 'product' | null;
  problem: string | null;
  /** The product that somebody set for it, whether or not there is one; null: it is looked for by its SKU. */
  setProductId: number | null;
  /** The SKU that an alias has it linked by instead of its own. */
  aliasSku: string | null;
  /** Report of the compare that saw its levels last. */
  comparedIn: string | null;
  seenAt: Date;
}

/** A store's catalog as it was last read. */
interface StoreVariantsTable {
  storeHash: string;
  variantId: number;
  productId: number;
  sku: string;
  tracking: 'none' | 'product' | 'variant';
  isBase: boolean;
  brandId: number | null;
  categoryIds: JSONColumnType<number[]>;
  seenAt: Date;
}

/** An account's catalog as it was last read. `components` as Brightpearl lists them; null: no bundle. */
interface AccountProductsTable {
  account: string;
  productId: number;
  sku: string;
  stockTracked: boolean;
  status: string;
  components: JSONColumnType<LinkedComponent[] | null, string | null, string | null>;
  seenAt: Date;
}

/** Products that a store or account told of, until they have been read. `mark` as in `stock_dirty`. */
interface CatalogNewsTable {
  scope: string;
  productId: number;
  mark: Generated<number>;
}

/** Variants that are linked otherwise, until what was sold of them is counted anew and their levels are marked. */
interface LinkChangesTable {
  storeHash: string;
  variantId: number;
  mark: Generated<number>;
}

/** Variants whose level may have changed. `mark` is new at every change, so that a row goes only if unchanged since it was read. */
interface StockDirtyTable {
  storeHash: string;
  variantId: number;
  mark: Generated<number>;
  reason: string;
  /** 0 before 1: what sells or moves is served before what is looked at by the thousand. */
  priority: Generated<number>;
  /** When it was marked first; marked again it keeps its place. */
  since: Generated<Date>;
  /** The issue that keeps it from being written; null: next in turn. */
  parked: string | null;
  /** Held by the guard against a mass fall, or let through by a person who looked at it. */
  guard: 'held' | 'released' | null;
}

/**
 * What the store is known to show. `writtenAt`: when we wrote that, null where it was only read; `knownAt`: when it was written
 * or last read; `verifyAt`: when the store's answer can be believed; `movedAt`: an event moved the level since.
 */
interface LevelsTable {
  storeHash: string;
  variantId: number;
  locationId: number;
  quantity: number;
  /** What was known of it before it was written; null: nothing. */
  previousQuantity: number | null;
  writtenAt: Date | null;
  knownAt: Date;
  verifyAt: Date | null;
  movedAt: Date | null;
  /** When it fell to 0, while it is 0. */
  fellAt: Date | null;
}

/** A level that showed something that we did not write. `knownAt`: when it was last as we knew it; `judged`: no order explains it. */
interface ForeignLevelsTable {
  storeHash: string;
  variantId: number;
  expected: number;
  shown: number;
  knownAt: Date;
  seenAt: Date;
  judged: boolean;
}

/** An order as far as demand needs it: what the store says of it, and what Brightpearl has taken out of `onHand` for it. */
interface DemandOrdersTable {
  storeHash: string;
  orderId: number;
  account: string;
  /** The store's date of the version that `facts` are of. */
  version: Date;
  facts: JSONColumnType<DemandFacts>;
  fulfilled: JSONColumnType<DemandFulfilled, string | undefined>;
  /** When Brightpearl was read; null: never. */
  fulfilledAt: Date | null;
  /** Brightpearl changed a sales order of it by then; null: it has not since the order is known. */
  outdatedAt: Date | null;
  changedAt: Generated<Date>;
}

/** What comes of both, by line and product; bundles are taken apart. */
interface DemandTable {
  storeHash: string;
  orderId: number;
  lineId: number;
  account: string;
  productId: number;
  ordered: string;
  covered: string;
  outstanding: string;
  reason: string;
}

/** Orders that could not be read: what they want is as it was known before, if it was. */
interface UnreadOrdersTable {
  storeHash: string;
  orderId: number;
  reason: string;
  triedAt: Date;
}

/** What one cycle read, for its writing step. */
interface StockBatchesTable {
  id: string;
  storeHash: string;
  startedAt: Date;
  body: Json;
}

/** Why a level is not written. `variantId` 0: about the store as a whole. */
interface StockIssuesTable {
  storeHash: string;
  variantId: number;
  code: string;
  message: string;
  details: Json;
  since: Generated<Date>;
}

/** Minutes in which an account told of stock by itself: from their gaps follows when its silence is strange. */
interface StockEventsTable {
  account: string;
  at: Date;
}
