/** What products cost on the account's price lists. Whether a list's prices are meant with tax, its `gross` says. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { chunkIds, formatIdSet, MAX_IDS, noneIfNotFound, parseIdSet } from './id-set';
import { pricesOf, productPriceSchema, type BpPrices } from './schemas/product-price';
import { read, responseOf, type CallOptions } from './transport';

const PATH = '/product-service/product-price';

export const pricesResource = (http: HttpClient) => ({
  /**
   * By product. One that has no price on any of the lists is there without lists; one that does not exist is missing.
   * @param priceListIds all lists where none are named
   */
  readMany: (
    productIds: Iterable<number>,
    priceListIds?: readonly number[],
    options?: CallOptions,
  ): Promise<ReadonlyMap<number, BpPrices>> => readPrices(http, productIds, priceListIds, options),
});

export async function readPrices(
  http: HttpClient,
  productIds: Iterable<number>,
  priceListIds: readonly number[] = [],
  options: CallOptions = {},
): Promise<ReadonlyMap<number, BpPrices>> {
  const lists = priceListIds.length === 0 ? '' : `/price-list/${formatIdSet(priceListIds)}`;
  const prices = new Map<number, BpPrices>();
  for (const chunk of chunkIds(productIds, MAX_IDS)) {
    for (const [id, found] of await readChunk(http, chunk, lists, options)) prices.set(id, found);
  }
  return prices;
}

/** A set that names an unknown product may be "not found" as a whole: those that exist are asked for again. */
async function readChunk(
  http: HttpClient,
  chunk: readonly number[],
  lists: string,
  options: CallOptions,
): Promise<ReadonlyMap<number, BpPrices>> {
  const found = await ask(http, chunk, lists, options);
  if (found) return found;
  const existing = await existingAmong(http, chunk, options);
  const others = existing.length < chunk.length && existing.length > 0;
  return (others ? await ask(http, existing, lists, options) : undefined) ?? unpriced(existing);
}

const unpriced = (ids: readonly number[]): ReadonlyMap<number, BpPrices> => new Map(ids.map((id) => [id, new Map()]));

/** Undefined when it is not found. */
async function ask(
  http: HttpClient,
  ids: readonly number[],
  lists: string,
  { signal }: CallOptions,
): Promise<Map<number, BpPrices> | undefined> {
  const wanted = new Set(ids);
  const request = { path: `${PATH}/${formatIdSet(ids)}${lists}`, response: z.array(productPriceSchema), signal };
  const rows = await noneIfNotFound(read(http, request));
  return (
    rows && new Map(rows.filter(({ productId }) => wanted.has(productId)).map((row) => [row.productId, pricesOf(row)]))
  );
}

const urisSchema = responseOf(z.object({ getUris: z.array(z.string()) }));

/** An OPTIONS request names only ids that exist, as sets in addresses. */
async function existingAmong(http: HttpClient, ids: readonly number[], { signal }: CallOptions): Promise<number[]> {
  const path = `${PATH}/${formatIdSet(ids)}`;
  const { body } = await http.request({ method: 'OPTIONS', path, answer: urisSchema, signal });
  return body.getUris.flatMap((uri) => parseIdSet(uri.slice(uri.lastIndexOf('/') + 1)));
}
