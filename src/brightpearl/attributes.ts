/** Options and their values, brands, categories, seasons, collections and product types. Lists come in any order. */
import { z, type ZodType } from 'zod';
import type { HttpClient } from '../http/http-client';
import { chunkIds, formatIdSet, MAX_IDS, noneIfNotFound } from './id-set';
import {
  categorySchema,
  collectionSchema,
  namedSchema,
  optionSchema,
  optionValueSchema,
  productTypeSchema,
  type BpCategory,
  type BpCollection,
  type BpNamed,
  type BpOption,
  type BpOptionValue,
  type BpProductType,
} from './schemas/attributes';
import { searchAll } from './search';
import { read, type CallOptions } from './transport';

export const attributesResource = (http: HttpClient) => {
  const list = <T>(resource: string, row: ZodType<T>, { signal }: CallOptions = {}): Promise<T[]> =>
    read(http, { path: `/product-service/${resource}`, response: z.array(row), signal });
  return {
    options: (options?: CallOptions): Promise<BpOption[]> => list('option', optionSchema, options),
    brands: (options?: CallOptions): Promise<BpNamed[]> => list('brand', namedSchema, options),
    categories: (options?: CallOptions): Promise<BpCategory[]> => list('brightpearl-category', categorySchema, options),
    seasons: (options?: CallOptions): Promise<BpNamed[]> => list('season', namedSchema, options),
    productTypes: (options?: CallOptions): Promise<BpProductType[]> => list('product-type', productTypeSchema, options),
    /** By the index, which lags: no list has them. */
    collections: ({ signal }: CallOptions = {}): Promise<BpCollection[]> =>
      searchAll(http, { path: '/product-service/collection-search', filters: {}, row: collectionSchema, signal }),

    /** Of the options named; one that does not exist has none. */
    async optionValues(optionIds: Iterable<number>, { signal }: CallOptions = {}): Promise<BpOptionValue[]> {
      const values: BpOptionValue[] = [];
      for (const chunk of chunkIds(optionIds, MAX_IDS)) {
        const path = `/product-service/option/${formatIdSet(chunk)}/value`;
        const found = await noneIfNotFound(read(http, { path, response: z.array(optionValueSchema), signal }));
        values.push(...(found ?? []));
      }
      return values;
    },
  };
};
