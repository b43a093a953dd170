/**
 * Prices of the catalog (V3), in the store's default currency, with or without tax as the store has it. A variant without
 * a price of its own has the product's.
 */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { money } from '../domain/money';
import { jsonNumber } from './amounts';
import { type BatchOutcome } from './batches';
import { productReads, type WalkOptions } from './product-reads';
import { sendProducts, sendVariants } from './product-batch';
import { integer, optionalAmount, text } from './schemas/common';
import type { CallOptions } from './transport';

/** Exact decimals; undefined where none is set. */
export interface BcCatalogPrices {
  readonly price: string | undefined;
  readonly salePrice: string | undefined;
  readonly retailPrice: string | undefined;
}

export interface BcPricedVariant extends BcCatalogPrices {
  readonly variantId: number;
  readonly sku: string;
  /** The one variant of a product without options: its prices are the product's, whether it shows them or not. */
  readonly isBase: boolean;
}

export interface BcPricedProduct extends BcCatalogPrices {
  readonly productId: number;
  readonly taxClassId: number;
  readonly variants: readonly BcPricedVariant[];
}

/** What is left out stays as it is; null takes it away. */
interface PriceChanges {
  readonly salePrice?: string | null | undefined;
  readonly retailPrice?: string | null | undefined;
}

export interface VariantPriceWrite extends PriceChanges {
  readonly variantId: number;
  /** Null: the product's price. */
  readonly price?: string | null | undefined;
}

export interface ProductPriceWrite extends PriceChanges {
  readonly productId: number;
  readonly price?: string | undefined;
}

const prices = { price: optionalAmount, sale_price: optionalAmount, retail_price: optionalAmount };
const variantSchema = z.object({ id: integer, sku: text, ...prices });
const productSchema = z.object({
  id: integer,
  base_variant_id: integer.nullish(),
  tax_class_id: integer.nullish(),
  ...prices,
  variants: z.array(variantSchema),
});

export function catalogPricesResource(http: HttpClient) {
  const products = productReads(http, {
    fields: 'base_variant_id,tax_class_id,price,sale_price,retail_price',
    product: productSchema,
    variant: variantSchema,
  });
  return {
    /** Every product with its variants: ⌈products / 250⌉ requests. */
    async *walk(options: WalkOptions = {}): AsyncGenerator<BcPricedProduct[], void, undefined> {
      for await (const page of products.walk(options)) yield page.map(toPriced);
    },

    /** What was deleted is missing. */
    async ofProducts(productIds: readonly number[], options: CallOptions = {}): Promise<BcPricedProduct[]> {
      return (await products.byIds(productIds, options)).map(toPriced);
    },

    /**
     * Sets prices of variants, at most 50 a call. Can be repeated. Of a base variant the prices are its product's.
     * @throws RangeError before anything is sent, when there are more
     */
    setOfVariants: (
      writes: readonly VariantPriceWrite[],
      options: CallOptions = {},
    ): Promise<BatchOutcome<VariantPriceWrite>> =>
      sendVariants(http, writes, ({ variantId, ...change }) => ({ id: variantId, ...toFields(change, null) }), options),

    /**
     * Sets prices of products, at most 10 a call. Can be repeated. Variants with prices of their own keep them.
     * @throws RangeError before anything is sent, when there are more
     */
    setOfProducts: (
      writes: readonly ProductPriceWrite[],
      options: CallOptions = {},
    ): Promise<BatchOutcome<ProductPriceWrite>> =>
      sendProducts(http, writes, ({ productId, ...change }) => ({ id: productId, ...toFields(change, 0) }), options),
  };
}

/** @param none what says that there is no such price: null of a variant, 0 of a product */
const toFields = ({ price, salePrice, retailPrice }: Omit<VariantPriceWrite, 'variantId'>, none: null | 0) => ({
  ...(price !== undefined && { price: price === null ? none : jsonNumber(price) }),
  ...(salePrice !== undefined && { sale_price: salePrice === null ? none : jsonNumber(salePrice) }),
  ...(retailPrice !== undefined && { retail_price: retailPrice === null ? none : jsonNumber(retailPrice) }),
});

function toPriced(product: z.infer<typeof productSchema>): BcPricedProduct {
  const own = pricesOf(product);
  return {
    productId: product.id,
    taxClassId: product.tax_class_id ?? 0,
    ...own,
    variants: product.variants.map((variant) => {
      const isBase = product.base_variant_id === variant.id;
      return { variantId: variant.id, sku: variant.sku, isBase, ...(isBase ? own : pricesOf(variant)) };
    }),
  };
}

const pricesOf = (row: Pick<z.infer<typeof productSchema>, keyof typeof prices>): BcCatalogPrices => ({
  price: row.price,
  salePrice: unlessZero(row.sale_price),
  retailPrice: unlessZero(row.retail_price),
});

/** Sale and retail price are 0 where none was entered. */
const unlessZero = (price: string | undefined): string | undefined =>
  price === undefined || money(price).isZero() ? undefined : price;
