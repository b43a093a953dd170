/**
 * Products with all of their variants. Read by key and not by page number, as products come and go meanwhile.
 * `include=variants` does not lower the page size to 10, as `options` and `modifiers` do, and orphaned variants (product
 * 0) do not show there.
 */
import { z, type ZodType } from 'zod';
import type { HttpClient } from '../http/http-client';
import type { Query } from '../http/http-request';
import { listV3, MAX_PAGE_SIZE } from './lists';
import type { CallOptions } from './transport';

interface WithVariants<V> {
  readonly id: number;
  readonly variants: V[];
}

interface ProductShape<P extends WithVariants<V>, V> {
  /** Fields of the product, in a comma-separated list; the id is always among them. */
  readonly fields: string;
  /** @default 'variants' */
  readonly include?: string;
  readonly product: ZodType<P>;
  readonly variant: ZodType<V>;
}

export interface WalkOptions extends CallOptions {
  /** Only products with a higher id. */
  readonly after?: number;
  /** Only products that were made or changed since then. */
  readonly since?: Date;
}

export const PRODUCTS = '/v3/catalog/products';

/** The page size of lists that nobody pages, which included variants may be cut at. */
const DEFAULT_PAGE_SIZE = 50;

export function productReads<P extends WithVariants<V>, V>(http: HttpClient, shape: ProductShape<P, V>) {
  const asked: Query = { include_fields: shape.fields, include: shape.include ?? 'variants' };
  const page = z.object({
    data: z.array(shape.product),
    /** Of the products after the key: the last page is the only one. */
    meta: z
      .object({ pagination: z.object({ total_pages: z.number() }) })
      .optional()
      .catch(undefined),
  });

  async function list(filter: Query, options: CallOptions): Promise<P[]> {
    const products = await listV3(http, {
      path: PRODUCTS,
      query: { ...asked, ...filter },
      row: shape.product,
      ...options,
    });
    return withAllVariants(http, shape, products, options);
  }

  return {
    /** Those that the filter of the list finds. */
    list,

    /** ⌈products / 250⌉ requests. */
    async *walk({ after = 0, since, ...options }: WalkOptions): AsyncGenerator<P[], void, undefined> {
      const changed = since ? { 'date_modified:min': since.toISOString() } : {};
      for (;;) {
        const query = { ...asked, ...changed, sort: 'id', direction: 'asc', 'id:greater': after, limit: MAX_PAGE_SIZE };
        const { body } = await http.request({ method: 'GET', path: PRODUCTS, query, answer: page, ...options });
        const last = body.data.at(-1)?.id;
        if (last === undefined) return;
        if (last <= after) throw new Error(`The list of products after ${after} ends with product ${last}`);
        yield await withAllVariants(http, shape, body.data, options);
        if (body.meta?.pagination?.total_pages === 1) return;
        after = last;
      }
    },

    /** What was deleted is missing. */
    async byIds(productIds: readonly number[], options: CallOptions): Promise<P[]> {
      const products: P[] = [];
      for (let start = 0; start < productIds.length; start += MAX_PAGE_SIZE) {
        products.push(...(await list({ 'id:in': productIds.slice(start, start + MAX_PAGE_SIZE).join(',') }, options)));
      }
      return products;
    },
  };
}

/** A product that came with a full page of variants may have more. */
async function withAllVariants<P extends WithVariants<V>, V>(
  http: HttpClient,
  { variant }: ProductShape<P, V>,
  products: readonly P[],
  options: CallOptions,
): Promise<P[]> {
  const all: P[] = [];
  for (const product of products) {
    const count = product.variants.length;
    const isFull = count > 0 && count % DEFAULT_PAGE_SIZE === 0;
    const path = `${PRODUCTS}/${product.id}/variants`;
    all.push(isFull ? { ...product, variants: await listV3(http, { path, row: variant, ...options }) } : product);
  }
  return all;
}
