/** Products. Nothing makes a SKU unique: none, one or several may have it. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { readByIds } from './id-set';
import { newId, submit } from './messages';
import { PAGE_SIZE, searchAll, searchPage } from './search';
import type { CallOptions, SendOptions } from './transport';

const productRowSchema = z
  .object({
    productId: z.number().int(),
    productName: z.string().nullish(),
    SKU: z.string().nullable(),
    stockTracked: z.boolean(),
    productStatus: z.string().nullish(),
  })
  .transform(({ SKU, productName, productStatus, ...row }) => ({
    ...row,
    sku: SKU ?? '',
    name: productName ?? '',
    /** `LIVE`, `DISCONTINUED` or `ARCHIVED`. */
    status: productStatus ?? '',
  }));

export type BpProductRow = z.infer<typeof productRowSchema>;

const salesChannelSchema = z.object({
  categories: z.array(z.object({ categoryCode: z.coerce.number().int() })).nullish(),
});

const productSchema = z
  .object({
    id: z.number().int(),
    brandId: z.number().int().nullish(),
    identity: z.object({ sku: z.string().nullish() }),
    stock: z.object({ stockTracked: z.boolean() }),
    salesChannels: z.array(salesChannelSchema).nullish(),
    composition: z.object({
      bundle: z.boolean(),
      bundleComponents: z
        .array(z.object({ productId: z.number().int(), productQuantity: z.coerce.number() }))
        .nullish(),
    }),
    status: z.string().nullish(),
    nominalCodeSales: z.string().nullish(),
  })
  .transform(({ salesChannels, ...product }) => ({
    ...product,
    /** Brightpearl category ids, of all channels together. */
    categories: [
      ...new Set((salesChannels ?? []).flatMap(({ categories }) => categories ?? []).map((one) => one.categoryCode)),
    ],
  }));

export type BpProduct = z.infer<typeof productSchema>;

/** What a new product needs, by the documentation and by recorded requests, and what makes it stock-tracked. */
export interface ProductInput {
  readonly brandId: number;
  readonly productTypeId: number;
  /** At most 32 characters. */
  readonly identity: { readonly sku: string };
  readonly stock: { readonly stockTracked: boolean };
  readonly financialDetails: { readonly taxCode: { readonly id: number; readonly code: string } };
  /** There is only this one. */
  readonly salesChannels: readonly [
    {
      readonly salesChannelName: 'Brightpearl';
      readonly productName: string;
      readonly categories: readonly { readonly categoryCode: string }[];
    },
  ];
}

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

  /** Those that exist, by id. */
  readMany: (ids: Iterable<number>, { signal }: CallOptions = {}): Promise<Map<number, BpProduct>> =>
    readByIds(http, {
      path: '/product-service/product',
      ids,
      row: productSchema,
      idOf: (product) => product.id,
      signal,
    }),

  /** Not idempotent: the same SKU twice makes two, unless the account forbids it. Gives the id. */
  create: (product: ProductInput, options?: SendOptions): Promise<number> =>
    submit(http, { method: 'POST', path: '/product-service/product', body: product, answer: newId }, options),
});
