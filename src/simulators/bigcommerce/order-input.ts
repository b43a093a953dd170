/** What the order builder is asked for: an order as a person would describe it. Amounts are of the order's tax mode. */
import type { Fields } from './state';

export type Amount = string | number;

/** Prices entered without tax, or with it. */
export type TaxMode = 'exclusive' | 'inclusive';

export interface TaxInput {
  readonly name: string;
  /** Percent. */
  readonly rate: Amount;
  readonly class?: string;
}

/** One rate in percent under the name `Tax`, or several taxes that add up. */
interface Taxed {
  readonly taxRate?: Amount;
  readonly taxes?: readonly TaxInput[];
}

export interface LineInput extends Taxed {
  readonly name: string;
  readonly sku?: string;
  /** Of one unit. */
  readonly price: Amount;
  readonly quantity?: number;
  readonly type?: 'physical' | 'digital' | 'giftcertificate';
  readonly productId?: number;
  readonly variantId?: number;
  readonly options?: readonly { readonly name: string; readonly value: string; readonly type?: string }[];
  /** Index of the line it is a pick-list child of. */
  readonly childOf?: number;
  /** Index in `addresses`. */
  readonly address?: number;
  /** `cost` of the whole line. */
  readonly wrapping?: Taxed & { readonly name: string; readonly message?: string; readonly cost: Amount };
  /** Further or other fields of the line, as they are. */
  readonly fields?: Fields;
}

export interface CostInput extends Taxed {
  readonly cost: Amount;
}

export interface ShippingInput extends CostInput {
  readonly method?: string;
}

export interface CouponInput {
  readonly code: string;
  /** `per_item`: `amount` off each unit; `percentage`: percent; `per_total`: off the order; the last two are on shipping. */
  readonly type: 'per_item' | 'percentage' | 'per_total' | 'shipping' | 'free_shipping';
  readonly amount: Amount;
  /** Indexes of the lines it applies to; default all but gift certificates. */
  readonly lines?: readonly number[];
}

export interface FeeInput extends CostInput {
  readonly name: string;
}

export interface AddressInput {
  readonly address?: Fields;
  readonly shipping?: ShippingInput;
}

export interface TransactionInput {
  readonly event?: 'purchase' | 'authorization' | 'capture' | 'refund' | 'void' | 'pending' | 'settled';
  readonly method?: string;
  readonly gateway?: string;
  /** Default: what is due after gift certificates and store credit. */
  readonly amount?: Amount;
  readonly status?: 'ok' | 'error';
  readonly test?: boolean;
  /** Index of the transaction it acts upon. */
  readonly actsOn?: number;
  readonly at?: string;
  readonly fields?: Fields;
}

/** Where BigCommerce's documentation leaves open how amounts add up. */
export interface MoneyAssumptions {
  /** Fees are part of `total_*`. Default true. */
  readonly feesInTotal: boolean;
  /** `total_inc_tax` is after gift certificates. Default false: they are payments. */
  readonly giftCertificatesReduceTotal: boolean;
  /** Where a coupon on shipping shows. Default `shipping-cost`: the cost is net of it and `coupon_discount` without it. */
  readonly shippingCoupon: 'shipping-cost' | 'coupon-discount';
}

export interface OrderInput {
  readonly id?: number;
  readonly lines: readonly LineInput[];
  readonly taxMode: TaxMode;
  /** What the shopper pays in. Default USD. */
  readonly currency?: string;
  readonly storeCurrency?: string;
  /** Units of `currency` per unit of `storeCurrency`. Default 1. */
  readonly exchangeRate?: Amount;
  /** Manual discount on the order. */
  readonly discount?: Amount;
  readonly coupon?: CouponInput;
  /** Of the first address. */
  readonly shipping?: ShippingInput;
  readonly handling?: CostInput;
  readonly fees?: readonly FeeInput[];
  readonly giftCertificateAmount?: Amount;
  readonly storeCreditAmount?: Amount;
  /** Over a made-up person at example.com. */
  readonly billing?: Fields;
  /** Default: one, the billing address. */
  readonly addresses?: readonly AddressInput[];
  /** The physical lines are collected instead of shipped. */
  readonly pickup?: { readonly name: string; readonly location: Fields };
  /** Default 11, Awaiting Fulfillment. */
  readonly statusId?: number;
  readonly customerId?: number;
  readonly channelId?: number;
  /** Display name. Default `Credit Card`. */
  readonly paymentMethod?: string;
  readonly paymentStatus?: string;
  /** Default: one purchase of what is due, unless the status is incomplete, pending or awaiting payment. */
  readonly transactions?: readonly TransactionInput[];
  readonly dateCreated?: Date;
  readonly assumptions?: Partial<MoneyAssumptions>;
  /** Further or other fields of the order, as they are. */
  readonly fields?: Fields;
}
