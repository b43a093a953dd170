/** Products. Nothing makes a SKU unique: none, one or several may have it. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { readByIds } from './id-set';
import { searchAll } from './search';
import type { CallOptions } from './transport';

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

const productSchema = z.object({
  id: z.number().int(),
  identity: z.object({ sku: z.string().nullish() }),
  stock: z.object({ stockTracked: z.boolean() }),
  composition: z.object({
    bundle: z.boolean(),
    bundleComponents: z.array(z.object({ productId: z.number().int(), productQuantity: z.coerce.number() })).nullish(),
  }),
  status: z.string().nullish(),
  nominalCodeSales: z.string().nullish(),
});

export type BpProduct = z.infer<typeof productSchema>;

export const productsResource = (http: HttpClient) => ({
  /** Products with exactly this SKU, by the index, which lags. Bundles are not stock-tracked. */
  async findBySku(sku: string, { signal }: CallOptions = {}): Promise<BpProductRow[]> {
    const path = '/product-service/product-search';
    const rows = await searchAll(http, { path, filters: { SKU: sku }, row: productRowSchema, signal });
    return rows.filter((row) => row.sku === sku);
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
});
