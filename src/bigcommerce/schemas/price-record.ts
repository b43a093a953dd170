/** A price record: what a price list says of one variant in one currency. */
import { z } from 'zod';
import { money } from '../../domain/money';
import { amount, integer, optionalAmount, text } from './common';

const tierSchema = z
  .object({ quantity_min: integer, quantity_max: integer, type: z.enum(['price', 'percent', 'fixed']), amount })
  .transform((row) => ({ from: row.quantity_min, to: row.quantity_max, type: row.type, amount: row.amount }));

/** A price that holds from a quantity on. */
export interface BcPriceTier {
  readonly from: number;
  /** The last one has the largest number there is: 2,147,483,647. */
  readonly to: number;
  /** An amount off, a percentage off, or the price itself. */
  readonly type: 'price' | 'percent' | 'fixed';
  /** Exact decimal. */
  readonly amount: string;
}

/** Prices as exact decimals. */
export interface BcPrices {
  readonly price: string;
  /** Undefined where it is not set, as with all that may be. */
  readonly salePrice?: string | undefined;
  readonly retailPrice?: string | undefined;
  readonly tiers?: readonly BcPriceTier[] | undefined;
}

export interface BcPriceRecord extends BcPrices {
  readonly variantId: number;
  readonly productId: number;
  /** ISO 4217, in upper case. */
  readonly currency: string;
}

export const priceRecordSchema = z
  .object({
    variant_id: integer,
    product_id: integer.nullish(),
    currency: text,
    price: amount,
    sale_price: optionalAmount,
    retail_price: optionalAmount,
    calculated_price: optionalAmount,
    bulk_pricing_tiers: z.array(tierSchema).nullish(),
  })
  .transform((row): BcPriceRecord => ({
    variantId: row.variant_id,
    productId: row.product_id ?? 0,
    currency: row.currency.toUpperCase(),
    price: row.price,
    salePrice: isSet(row.sale_price, row.calculated_price) ? row.sale_price : undefined,
    retailPrice: isZero(row.retail_price) ? undefined : row.retail_price,
    tiers: row.bulk_pricing_tiers ?? [],
  }));

/** "Equal to the sale price, if set": a 0 that the calculated price does not follow stands for none. */
const isSet = (price: string | undefined, calculated: string | undefined): boolean =>
  price !== undefined && !(isZero(price) && calculated !== undefined && !isZero(calculated));

const isZero = (price: string | undefined): boolean => price !== undefined && money(price).isZero();
