/** Products. Nothing makes a SKU unique: none, one or several may have it. */
import type { HttpClient } from '../http/http-client';
import { readByIds } from './id-set';
import { newId, submit } from './messages';
import { walkPeriod } from './period-walk';
import {
  productRowSchema,
  productSchema,
  type BpProduct,
  type BpProductRow,
  type ProductInput,
} from './schemas/product';
import { PAGE_SIZE, searchAll, searchPage } from './search';
import type { CallOptions, SendOptions } from './transport';

const SEARCH = '/product-service/product-search';

/** Where a walk over all products goes on. */
export interface ProductCursor {
  /** Position in the list, from 1. */
  readonly first: number;
  /** The product that was there. */
  readonly productId: number;
}

export interface ProductPage {
  readonly rows: readonly BpProductRow[];
  /** Undefined on the last page. */
  readonly next: ProductCursor | undefined;
}

interface ProductReading extends CallOptions {
  /** The sales channel whose names and descriptions are read. @default Brightpearl's own */
  readonly channelId?: number | undefined;
  /** @default false */
  readonly customFields?: boolean | undefined;
}

export const productsResource = (http: HttpClient) => ({
  /** Products with exactly this SKU, by the index, which lags. Bundles are not stock-tracked. */
  async findBySku(sku: string, { signal }: CallOptions = {}): Promise<BpProductRow[]> {
    const rows = await searchAll(http, { path: SEARCH, filters: { SKU: sku }, row: productRowSchema, signal });
    return rows.filter((row) => row.sku === sku);
  },

  /**
   * Every product, page by page, by the index, which lags. Pages come in the order of ids. Each begins with a row that was
   * given before: where it does not, products are gone from the pages before, and it is gone back to see what moved up.
   * @param options.from where a walk that was broken off had come to; what is gone back for comes again
   */
  async *walk({ signal, from }: CallOptions & { readonly from?: ProductCursor | undefined } = {}): AsyncGenerator<
    ProductPage,
    void,
    undefined
  > {
    const given = new Set(from ? [from.productId] : []);
    for (let first = from?.first ?? 1; ;) {
      const page = await searchPage(http, { path: SEARCH, filters: {}, row: productRowSchema, signal }, first);
      const [overlap] = page.rows;
      if (first > 1 && !(overlap && given.has(overlap.productId))) {
        first = Math.max(1, first - PAGE_SIZE);
        continue;
      }
      const rows = page.rows.filter(({ productId }) => !given.has(productId));
      for (const { productId } of page.rows) given.add(productId);
      first += page.rows.length - 1;
      const last = page.more ? page.rows.at(-1) : undefined;
      const next = last && { first, productId: last.productId };
      yield { rows, next };
      if (!next) return;
    }
  },

  /** Every product changed, or created, since a moment. Prices and custom fields may change without its telling. */
  walkSince: (
    since: Date,
    by: 'updatedOn' | 'createdOn',
    { signal }: CallOptions = {},
  ): AsyncGenerator<BpProductRow[], void, undefined> =>
    walkPeriod(http, {
      path: SEARCH,
      dateFilter: by,
      filters: {},
      since,
      row: productRowSchema,
      versionOf: ({ productId, updatedOn, createdOn }) => `${productId}@${updatedOn ?? createdOn ?? ''}`,
      signal,
    }),

  /** Those that exist, by id. */
  readMany: (
    ids: Iterable<number>,
    { signal, channelId, customFields = false }: ProductReading = {},
  ): Promise<Map<number, BpProduct>> =>
    readByIds(http, {
      path: '/product-service/product',
      query: { contextChannelId: channelId, ...(customFields && { includeOptional: 'customFields' }) },
      ids,
      row: productSchema,
      idOf: (product) => product.id,
      signal,
    }),

  /** Not idempotent: the same SKU twice makes two, unless the account forbids it. Gives the id. */
  create: (product: ProductInput, options?: SendOptions): Promise<number> =>
    submit(http, { method: 'POST', path: '/product-service/product', body: product, answer: newId }, options),
});
