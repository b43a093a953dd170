/** What a store's prices are planned from, and what comes of it. Amounts are decimal strings; null: none is set. */
import type { AccountPriceList } from '../../domain/catalog-types';
import type { PriceRules } from './rule-schema';

export type PriceField = 'price' | 'salePrice' | 'retailPrice';

/** Where a price is kept in the store: on the variants of the catalog, or in a price list, once per currency. */
export type PriceTarget =
  | { readonly kind: 'catalog'; readonly currency: string }
  | { readonly kind: 'list'; readonly priceListId: number; readonly currency: string };

/** What Brightpearl answers for one product and price list. */
export interface AccountPrice {
  readonly productId: number;
  readonly priceListId: number;
  readonly currency: string;
  /** Smallest quantity to price of one unit; empty: no price, which is not a price of 0. */
  readonly quantityPrice: Readonly<Record<string, string>>;
}

/** A variant with the Brightpearl product that it is linked to. */
export interface PricedVariant {
  readonly variantId: number;
  /** Of Brightpearl. */
  readonly productId: number;
  readonly sku: string;
  /** `tax_class_id` of the store's product. */
  readonly taxClassId: number;
}

/** One of `bulk_pricing_tiers`. */
export interface PriceTier {
  readonly from: number;
  /** null: no limit. */
  readonly to: number | null;
  /** `fixed`: the price; `price` and `percent`: what comes off it. */
  readonly kind: 'fixed' | 'price' | 'percent';
  readonly amount: string;
}

export interface RecordPrices {
  /** null on a variant: it has the price of its product. A record of a price list always has one. */
  readonly price: string | null;
  readonly salePrice: string | null;
  readonly retailPrice: string | null;
  /** Empty in the catalog, where such tiers belong to products. */
  readonly tiers: readonly PriceTier[];
}

export interface RecordId {
  readonly target: PriceTarget;
  readonly variantId: number;
}

/** What the store shows. */
export interface ShownRecord extends RecordId, RecordPrices {
  /** The product's, which a variant without a price of its own is sold at. */
  readonly calculated?: string;
  /** The product's sale price, where a variant has none of its own: it is sold at that, whatever its price. */
  readonly productSale?: string;
}

/** A price list of the store. */
export interface StoreList {
  readonly priceListId: number;
  /** Of one that is not active no price counts. */
  readonly active: boolean;
}

/** Whom the store shows a price list to; null: everybody. */
export interface PriceListAssignment {
  readonly priceListId: number;
  readonly channelId: number | null;
  readonly customerGroupId: number | null;
}

/** What was decided about a record before. It holds for that source only. */
export interface PriceRuling {
  readonly ruling: 'held' | 'released';
  readonly source: string;
}

export interface PriceInput {
  readonly rules: PriceRules;
  /** Whose rules are planned. Absent: all are of one account. */
  readonly account?: string;
  /** The store's default currency: that of its catalog. */
  readonly storeCurrency: string;
  /** How the store says that its prices are entered; absent: it does not say. */
  readonly storeTaxBasis?: PriceRules['taxBasis'];
  readonly storeLists: readonly StoreList[];
  readonly lists: readonly AccountPriceList[];
  readonly assignments: readonly PriceListAssignment[];
  readonly variants: readonly PricedVariant[];
  readonly prices: readonly AccountPrice[];
  /** All records of the price lists in question, and the variants themselves for the catalog. */
  readonly shown: readonly ShownRecord[];
  /** By `recordKey`. */
  readonly rulings?: ReadonlyMap<string, PriceRuling>;
}

interface Change extends RecordId {
  readonly sku: string;
  /** What Brightpearl and the rules make of the record, in words: a ruling is about exactly that. */
  readonly source: string;
}

export interface PriceUpsert extends Change {
  readonly kind: 'upsert';
  /** The whole record as it is to be, with what no rule is about as the store shows it. */
  readonly record: RecordPrices;
  /** What differs from the store, at least one. */
  readonly changed: readonly (PriceField | 'tiers')[];
}

export interface PriceDelete extends Change {
  readonly kind: 'delete';
}

export type HoldReason =
  | {
      readonly kind: 'fall';
      readonly percent: string;
      /** What one unit costs before and after, where it falls furthest. */
      readonly from?: string;
      readonly to?: string;
      readonly limitPercent: number;
    }
  | { readonly kind: 'vanish'; readonly deletes: number; readonly shown: number; readonly limitPercent: number };

export interface HeldPrice {
  readonly change: PriceUpsert | PriceDelete;
  readonly reason: HoldReason;
}

export type PriceIssueCode =
  /** About a rule: nothing is written by it. */
  | 'PRICE_LIST_MISSING'
  | 'PRICE_LIST_NOT_FOR_SALES'
  | 'CURRENCY_DIFFERS'
  | 'CURRENCY_UNKNOWN'
  | 'TAX_BASIS_DIFFERS'
  | 'TAX_BASIS_WRONG'
  | 'STORE_LIST_MISSING'
  | 'ASSIGNED_ELSEWHERE'
  /** About a rule: its prices are written, and nobody sees them. */
  | 'NOT_ASSIGNED'
  /** About one variant: what it is about stays as it is. */
  | 'PRICE_UNKNOWN'
  | 'PRICE_UNREADABLE'
  | 'NO_SINGLE_PRICE'
  | 'ZERO_PRICE'
  | 'SALE_ABOVE_PRICE'
  | 'NO_TAX_RATE'
  | 'NOT_SHOWN'
  | 'RECORD_WITHOUT_PRICE';

export interface PriceIssue {
  readonly code: PriceIssueCode;
  /** A rule as a person finds it in the file, or a record. */
  readonly subject: string;
  readonly message: string;
}

export interface PricePlan {
  readonly upserts: readonly PriceUpsert[];
  readonly deletes: readonly PriceDelete[];
  readonly held: readonly HeldPrice[];
  /** Records that are as they ought to be, those included that ought not to be there and are not. */
  readonly unchanged: number;
  readonly issues: readonly PriceIssue[];
}

/** `the catalog (USD)` or `price list 7 (EUR)`; one text per target. */
export const targetName = (target: PriceTarget): string =>
  target.kind === 'catalog'
    ? `the catalog (${target.currency.toUpperCase()})`
    : `price list ${target.priceListId} (${target.currency.toUpperCase()})`;

/** One text per record: `variant 101 in price list 7 (EUR)`. */
export const recordKey = ({ target, variantId }: RecordId): string => `variant ${variantId} in ${targetName(target)}`;
