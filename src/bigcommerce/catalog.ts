/**
 * The catalog (V3). Everything sellable is a variant, but what tells how its stock is kept stands on the product: so
 * products are read, with their variants in them. `include=variants` does not lower the page size to 10, as `options` and
 * `modifiers` do, and orphaned variants (product 0) do not show there.
 */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import type { Query } from '../http/http-request';
import { listV3, MAX_PAGE_SIZE } from './lists';
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
type Product = z.infer<typeof productSchema>;

const pageSchema = z.object({
  data: z.array(productSchema),
  /** Of the products after the key: the last page is the only one. */
  meta: z
    .object({ pagination: z.object({ total_pages: z.number() }) })
    .optional()
    .catch(undefined),
});

const PRODUCTS = '/v3/catalog/products';

/** The id is always among them. */
const FIELDS: Query = { include_fields: 'inventory_tracking,base_variant_id,brand_id,categories', include: 'variants' };

/** The page size of lists that nobody pages, which included variants may be cut at. */
const DEFAULT_PAGE_SIZE = 50;

export const catalogResource = (http: HttpClient) => ({
  /**
   * Every variant of the store, by product: ⌈products / 250⌉ requests, where the list of variants would take
   * ⌈variants / 250⌉ and the products besides. By key and not by page number, as products come and go meanwhile.
   * @param options.after only of products with a higher id
   */
  walkVariants: (
    options: CallOptions & { readonly after?: number } = {},
  ): AsyncGenerator<BcVariant[], void, undefined> => walkVariants(http, options),

  /** All variants of these products; what was deleted is missing. */
  variantsOfProducts: (productIds: readonly number[], options: CallOptions = {}): Promise<BcVariant[]> =>
    variantsOfProducts(http, productIds, options),

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
    const products = await listProducts(http, { sku }, options);
    const known = new Set(products.map(({ id }) => id));
    const others = new Set(byVariant.map((variant) => variant.product_id).filter((id) => id > 0 && !known.has(id)));
    const variants = [
      ...(await variantsIn(http, products, options)),
      ...(await variantsOfProducts(http, [...others], options)),
    ];
    return variants.filter((variant) => variant.sku.toLowerCase() === sku.toLowerCase());
  },
});

async function* walkVariants(
  http: HttpClient,
  { after = 0, ...options }: CallOptions & { readonly after?: number },
): AsyncGenerator<BcVariant[], void, undefined> {
  for (;;) {
    const query = { ...FIELDS, sort: 'id', direction: 'asc', 'id:greater': after, limit: MAX_PAGE_SIZE };
    const { body } = await http.request({ method: 'GET', path: PRODUCTS, query, answer: pageSchema, ...options });
    const last = body.data.at(-1)?.id;
    if (last === undefined) return;
    if (last <= after) throw new Error(`The list of products after ${after} ends with product ${last}`);
    yield await variantsIn(http, body.data, options);
    if (body.meta?.pagination?.total_pages === 1) return;
    after = last;
  }
}

async function variantsOfProducts(
  http: HttpClient,
  productIds: readonly number[],
  options: CallOptions,
): Promise<BcVariant[]> {
  const variants: BcVariant[] = [];
  for (let start = 0; start < productIds.length; start += MAX_PAGE_SIZE) {
    const ids = productIds.slice(start, start + MAX_PAGE_SIZE).join(',');
    variants.push(...(await variantsIn(http, await listProducts(http, { 'id:in': ids }, options), options)));
  }
  return variants;
}

const listProducts = (http: HttpClient, filter: Query, options: CallOptions): Promise<Product[]> =>
  listV3(http, { path: PRODUCTS, query: { ...FIELDS, ...filter }, row: productSchema, ...options });

/** A product that came with a full page of variants may have more. */
async function variantsIn(http: HttpClient, products: readonly Product[], options: CallOptions): Promise<BcVariant[]> {
  const all: BcVariant[] = [];
  for (const product of products) {
    const count = product.variants.length;
    const variants =
      count > 0 && count % DEFAULT_PAGE_SIZE === 0
        ? await listV3(http, { path: `${PRODUCTS}/${product.id}/variants`, row: variantSchema, ...options })
        : product.variants;
    all.push(...variants.map((variant) => toVariant(product, variant)));
  }
  return all;
}

const toVariant = (product: Product, variant: z.infer<typeof variantSchema>): BcVariant => ({
  variantId: variant.id,
  productId: product.id,
  sku: variant.sku,
  tracking: product.inventory_tracking,
  isBase: product.base_variant_id === variant.id,
  brandId: product.brand_id,
  categoryIds: product.categories,
});
