/** Price lists as a store remembers them. Prices are the vendor's JSON numbers, kept as they came. */
import type { StoreState } from '../state';

export interface PriceTier {
  readonly quantity_min: number;
  readonly quantity_max: number;
  /** An amount off, a percentage off, or the price itself. */
  readonly type: 'price' | 'percent' | 'fixed';
  readonly amount: number;
}

/** What a record says of a variant, in the vendor's field names. What is absent is not set, which is not 0. */
export interface RecordPrices {
  readonly price: number;
  readonly sale_price?: number | undefined;
  readonly retail_price?: number | undefined;
  readonly map_price?: number | undefined;
  readonly bulk_pricing_tiers?: readonly PriceTier[] | undefined;
}

export interface PriceRecord {
  readonly id: number;
  readonly variantId: number;
  /** In lower case, as the API answers it. */
  readonly currency: string;
  prices: RecordPrices;
  /** ISO 8601. */
  readonly createdAt: string;
  modifiedAt: string;
}

export interface PriceList {
  readonly id: number;
  name: string;
  active: boolean;
  /** By variant and currency. */
  readonly records: Map<string, PriceRecord>;
  readonly createdAt: string;
  modifiedAt: string;
}

/** Whom a list is for: a customer group, a channel, or a group on a channel. */
export interface PriceListAssignment {
  readonly id: number;
  readonly priceListId: number;
  readonly customerGroupId: number | null;
  readonly channelId: number | null;
}

export const recordKey = (variantId: number, currency: string): string => `${variantId}/${currency.toLowerCase()}`;

/** In the order they were made. */
export const recordsOf = (list: PriceList): PriceRecord[] => [...list.records.values()].sort((a, b) => a.id - b.id);

/** Prices go with their variant. */
export function forgetPricesOf({ priceLists }: StoreState, variantId: number): void {
  for (const { records } of priceLists.values()) {
    for (const [key, record] of records) if (record.variantId === variantId) records.delete(key);
  }
}
