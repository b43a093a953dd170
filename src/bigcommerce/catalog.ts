/**
 * The catalog (V3). Everything sellable is a variant, but what tells how its stock is kept stands on the product: so
 * products are read, with their variants in them.
 */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { listV3 } from './lists';
import { productReads, type WalkOptions } from './product-reads';
import { integer, text } from './schemas/common';
import type { CallOptions } from './transport';

export interface BcVariant {
  readonly variantId: number;
  readonly productId: number;
  /** May be blank, and another variant's too: imports and copies leave such. */
  readonly sku: string;
  /** What stock is kept of: nothing, the product as a whole, or each variant. */
  readonly tracking: 'none' | 'product' | 'variant';
  /** The one variant of a product without options. */
  readonly isBase: boolean;
  /** 0 when there is none. */
  readonly brandId: number;
  readonly categoryIds: readonly number[];
}

const variantSchema = z.object({ id: integer, product_id: integer, sku: text });
const productSchema = z.object({
  id: integer,
  inventory_tracking: z.enum(['none', 'product', 'variant']),
  base_variant_id: integer.nullish(),
  brand_id: integer.nullish().transform((id) => id ?? 0),
  categories: z
    .array(integer)
    .nullish()
    .transform((ids) => ids ?? []),
  variants: z.array(variantSchema),
});

export function catalogResource(http: HttpClient) {
  const products = productReads(http, {
    fields: 'inventory_tracking,base_variant_id,brand_id,categories',
    product: productSchema,
    variant: variantSchema,
  });
  return {
    /**
     * Every variant of the store, by product: ⌈products / 250⌉ requests, where the list of variants would take
     * ⌈variants / 250⌉ and the products besides.
     * @param options.after only of products with a higher id
     */
    async *walkVariants(options: WalkOptions = {}): AsyncGenerator<BcVariant[], void, undefined> {
      for await (const page of products.walk(options)) yield page.flatMap(toVariants);
    },

    /** All variants of these products; what was deleted is missing. */
    async variantsOfProducts(productIds: readonly number[], options: CallOptions = {}): Promise<BcVariant[]> {
      return (await products.byIds(productIds, options)).flatMap(toVariants);
    },

    /**
     * None, one, or several. SKUs are unique "regardless of the letter case" where they are unique. The list of variants
     * may not find base variants by SKU, and the list of products finds nothing else: both are asked.
     */
    async variantsBySku(sku: string, options: CallOptions = {}): Promise<BcVariant[]> {
      if (sku.trim() === '') return [];
      const byVariant = await listV3(http, {
        path: '/v3/catalog/variants',
        query: { sku },
        row: variantSchema,
        ...options,
      });
      const byProduct = await products.list({ sku }, options);
      const known = new Set(byProduct.map(({ id }) => id));
      const others = new Set(byVariant.map((variant) => variant.product_id).filter((id) => id > 0 && !known.has(id)));
      const found = [...byProduct, ...(await products.byIds([...others], options))].flatMap(toVariants);
      return found.filter((variant) => variant.sku.toLowerCase() === sku.toLowerCase());
    },
  };
}

const toVariants = (product: z.infer<typeof productSchema>): BcVariant[] =>
  product.variants.map((variant) => ({
    variantId: variant.id,
    productId: product.id,
    sku: variant.sku,
    tracking: product.inventory_tracking,
    isBase: product.base_variant_id === variant.id,
    brandId: product.brand_id,
    categoryIds: product.categories,
  }));
