/** The tables of products and their options, as `schema.ts` has the others. Amounts are decimal strings. */
import type { Generated, JSONColumnType } from 'kysely';
import type { ProductInput } from '../brightpearl/schemas/product';
import type { SentName, TwinLink } from '../mapping/catalog/attributes/types';
import type { PendingFields } from '../mapping/catalog/fields/pending';
import type { FieldValues, NamedChoice, ProductFacts, WrittenFields } from '../mapping/catalog/fields/types';

export interface CatalogTables {
  catalogIssues: CatalogIssuesTable;
  catalogDetails: CatalogDetailsTable;
  formerLinks: FormerLinksTable;
  accountOptions: AccountOptionsTable;
  accountVariations: AccountVariationsTable;
  followedOptions: FollowedOptionsTable;
  productFacts: ProductFactsTable;
  followedProducts: FollowedProductsTable;
  missingProducts: MissingProductsTable;
  newProducts: NewProductsTable;
}

/** Identifiers as they are written; blank ones are left out. */
export interface CatalogDetailsRow {
  readonly ean?: string;
  readonly upc?: string;
  readonly mpn?: string;
  /** Of a variant: the Brightpearl product id that the store holds. */
  readonly brightpearlId?: number;
  /** Of a variant: whether shoppers can buy it. */
  readonly isForSale?: boolean;
}

/** `scope`: a store's hash, and the ids are of variants; or an account's code, and they are of products. */
interface CatalogDetailsTable {
  side: 'store' | 'account';
  scope: string;
  recordId: number;
  details: JSONColumnType<CatalogDetailsRow>;
  readAt: Date;
}

/** `sku`: of both sides then. */
interface FormerLinksTable {
  storeHash: string;
  account: string;
  variantId: number;
  productId: number;
  sku: string;
}

interface ProductFactsTable {
  account: string;
  productId: number;
  facts: JSONColumnType<ProductFacts>;
  readAt: Date;
}

/** A product of the store. */
interface FollowedProductsTable {
  storeHash: string;
  account: string;
  productId: number;
  written: JSONColumnType<WrittenFields>;
  pending: JSONColumnType<PendingFields>;
}

/** What a missing product is to be in the store. */
export interface BecomesOfMissing {
  /** Of the store, which gets it as a variant; absent: a product of its own, or of its group. */
  readonly variantOf?: number;
  /** By field, as the rules give them. */
  readonly fields: FieldValues;
  readonly price: string;
  readonly choices: readonly NamedChoice[];
}

interface MissingProductsTable {
  storeHash: string;
  account: string;
  /** Of Brightpearl. */
  productId: number;
  sku: string;
  /** `shown`: it would be made. */
  outcome: 'made' | 'shown' | 'refused' | 'impossible';
  /** Each with what to do. */
  reasons: JSONColumnType<readonly string[]>;
  becomes: JSONColumnType<BecomesOfMissing | null, string | null, string | null>;
  /** The same for all of a scope, and told by its watermark, which is there without rows as well. */
  lookedAt: Date;
}

/**
 * `made`: by us; `found`: it was there, or somebody else made it. `body`: what is sent. `toldAt`: when its variant was linked and
 * the orders that wait for it were told.
 */
interface NewProductsTable {
  storeHash: string;
  account: string;
  sku: string;
  requestedBy: string;
  reason: string | null;
  requestedAt: Generated<Date>;
  state: Generated<'wanted' | 'planned' | 'made' | 'found' | 'refused'>;
  variantId: number | null;
  body: JSONColumnType<ProductInput | null, string | null, string | null>;
  sentAt: Date | null;
  productId: number | null;
  message: Generated<string>;
  settledAt: Date | null;
  toldAt: Date | null;
}

/** In which order Brightpearl has them; null: it does not say. */
type Place = number | null;

export interface StoredOptionValue {
  readonly id: number;
  readonly name: string;
  readonly place: Place;
}

interface AccountOptionsTable {
  account: string;
  optionId: number;
  name: string;
  place: Place;
  optionValues: JSONColumnType<readonly StoredOptionValue[]>;
  readAt: Date;
}

export interface StoredVariation {
  readonly optionId: number;
  readonly valueId: number;
}

/** Empty for a product without options. */
interface AccountVariationsTable {
  account: string;
  productId: number;
  variations: JSONColumnType<readonly StoredVariation[]>;
  readAt: Date;
}

/** A product of the store. `seen`: a hash of what its options were made by. */
interface FollowedOptionsTable {
  storeHash: string;
  account: string;
  productId: number;
  seen: string;
  twins: JSONColumnType<readonly TwinLink[]>;
  /** By attempts that were not answered, as long as something may come of them. */
  sent: JSONColumnType<readonly SentName[]>;
  followedAt: Date;
}

/** What is wrong with a store's catalog, and stays so until it is looked at again. `scope`: what looks at it, like `prices/acme`. */
interface CatalogIssuesTable {
  storeHash: string;
  scope: string;
  code: string;
  subject: string;
  message: string;
  since: Generated<Date>;
}
