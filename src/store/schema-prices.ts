/** The tables of prices, as `schema.ts` has the others. Amounts are decimal strings. */
import type { Generated, JSONColumnType } from 'kysely';

export interface PriceTables {
  accountPrices: AccountPricesTable;
  shownPrices: ShownPricesTable;
  priceRulings: PriceRulingsTable;
}

/** What a product costs on one of an account's price lists, as it was last read. */
interface AccountPricesTable {
  account: string;
  productId: number;
  priceListId: number;
  /** Smallest quantity to price of one unit; empty: no price. */
  breaks: JSONColumnType<Record<string, string>>;
  readAt: Date;
}

/** What the store asks for a variant, in its catalog or in a price list, as it was read or written last. */
interface ShownPricesTable {
  storeHash: string;
  /** As `targetName` has it. */
  target: string;
  variantId: number;
  /** Of BigCommerce. */
  productId: number;
  isBase: boolean;
  taxClassId: number;
  prices: JSONColumnType<ShownPrices>;
  readAt: Date;
  /** When we set it; null: not since it was checked. */
  writtenAt: Date | null;
}

/** Exact decimals; null: none is set. */
export interface ShownPrices {
  readonly price: string | null;
  readonly salePrice: string | null;
  readonly retailPrice: string | null;
  readonly tiers: readonly {
    readonly from: number;
    readonly to: number | null;
    readonly kind: 'fixed' | 'price' | 'percent';
    readonly amount: string;
  }[];
  /** The product's price, where `price` is null, and its sale price: what a variant has none of by itself it has of these. */
  readonly calculated?: string;
  readonly productSale?: string;
}

/** A change of a price that waits for a person, or that one let through: it is about exactly that source. */
interface PriceRulingsTable {
  storeHash: string;
  recordKey: string;
  ruling: 'held' | 'released';
  /** What Brightpearl and the rules make of the record, in words. */
  source: string;
  variantId: number;
  sku: string;
  reason: JSONColumnType<Record<string, unknown>>;
  since: Generated<Date>;
  decidedBy: string | null;
  decidedAt: Date | null;
}
