/** What the account remembers of a product. Amounts are exact decimals, times epoch milliseconds. */
import type { Decimal } from '../decimals';

interface BundleComponent {
  readonly productId: number;
  readonly quantity: number;
}

/** By minimum quantity, lowest first: what one unit costs from there on, in the price list's currency and before tax. */
export type PriceBreaks = ReadonlyMap<number, Decimal>;

/** By price list. A list that is missing has no price for the product. */
export type Prices = ReadonlyMap<number, PriceBreaks>;

interface Dimensions {
  readonly length: number;
  readonly height: number;
  readonly width: number;
  readonly volume: number;
}

export interface Variation {
  readonly optionId: number;
  readonly optionValueId: number;
}

/** What a sales channel has of its own; what it lacks is the product's. */
export interface ChannelTexts {
  readonly productName?: string | undefined;
  readonly description?: string | undefined;
  readonly shortDescription?: string | undefined;
  readonly availableToSellOnChannel?: boolean | undefined;
  readonly sellWhenNoStock?: boolean | undefined;
}

/** What most products of a large catalog have alike, and then share. */
export interface ProductDetails {
  /** HTML. */
  readonly description: string;
  readonly shortDescription: string;
  readonly condition: 'new' | 'used' | 'refurbished';
  /** In the unit that the account's configuration names. */
  readonly weight: number;
  readonly dimensions: Dimensions;
  /** Absent until somebody sets them. */
  readonly isbn?: string | undefined;
  readonly ean?: string | undefined;
  readonly upc?: string | undefined;
  readonly mpn?: string | undefined;
  readonly collectionId?: number | undefined;
  /** Of the variants of one thing. */
  readonly productGroupId?: number | undefined;
  readonly featured: boolean;
  readonly seasonIds: readonly number[];
  readonly variations: readonly Variation[];
  readonly customFields: ReadonlyMap<string, unknown>;
  readonly channels: ReadonlyMap<number, ChannelTexts>;
}

export const PLAIN_DETAILS: ProductDetails = {
  description: '',
  shortDescription: '',
  condition: 'new',
  weight: 0,
  dimensions: { length: 0, height: 0, width: 0, volume: 0 },
  featured: false,
  seasonIds: [],
  variations: [],
  customFields: new Map(),
  channels: new Map(),
};

export interface Product {
  readonly id: number;
  sku: string;
  name: string;
  barcode: string;
  brandId: number;
  productTypeId: number;
  /** Brightpearl category ids, the first being the one that searches show. */
  categories: readonly number[];
  stockTracked: boolean;
  /** Empty on what is no bundle. */
  readonly bundle: readonly BundleComponent[];
  taxCode: string;
  readonly nominalCodeSales: string;
  status: 'LIVE' | 'DISCONTINUED' | 'ARCHIVED';
  prices: Prices;
  details: ProductDetails;
  readonly createdOn: number;
  updatedOn: number;
}
