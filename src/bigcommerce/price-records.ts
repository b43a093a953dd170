/**
 * Price records (V3). What has no record costs what the catalog says: to take a price back its record is deleted, as 0 is
 * a price and null is refused.
 */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import type { Query } from '../http/http-request';
import { MAX_PAGE_SIZE, rowsOf } from './lists';
import { upsertPrices, type PriceUpsert, type PriceWrite } from './price-upsert';
import { integer, text } from './schemas/common';
import { priceRecordSchema, type BcPriceRecord } from './schemas/price-record';
import type { CallOptions } from './transport';

export interface PricePage {
  readonly records: BcPriceRecord[];
  /** Cursor of the next page; undefined after the last. */
  readonly next: string | undefined;
}

interface RecordFilter extends CallOptions {
  /** ISO 4217. All when absent. */
  readonly currency?: string | undefined;
}

interface PageRequest extends RecordFilter {
  /** Cursor of the page wanted: `next` of the one before. */
  readonly after?: string | undefined;
}

const pageSchema = z.object({
  data: rowsOf(priceRecordSchema),
  meta: z.object({ cursor_pagination: z.object({ count: integer, per_page: integer, end_cursor: text }) }),
});

export const priceRecordsResource = (http: HttpClient) => ({
  /** 250 records of a list, by key: what comes or goes meanwhile shifts nothing. */
  page: (priceListId: number, { after, currency, ...options }: PageRequest = {}): Promise<PricePage> =>
    readPage(http, priceListId, { ...inCurrency(currency), after }, options),

  /** The records of these variants. */
  async ofVariants(
    priceListId: number,
    variantIds: readonly number[],
    { currency, ...options }: RecordFilter = {},
  ): Promise<BcPriceRecord[]> {
    const found: BcPriceRecord[] = [];
    for (const ids of chunksOf(variantIds)) {
      let after: string | undefined;
      do {
        const filter = { ...inCurrency(currency), 'variant_id:in': ids, after };
        const page = await readPage(http, priceListId, filter, options);
        found.push(...page.records);
        after = page.next;
      } while (after !== undefined);
    }
    return found;
  },

  /**
   * Creates or sets records; at most 1000 a call. Can be repeated, and the last writer wins. At most two of these run at a
   * time in a store, another app's among them: a third is `throttled`. Whether a record loses what is not sent of it, as
   * its former sale price, is not documented: a record that must lose something is deleted first.
   */
  upsert: (priceListId: number, writes: readonly PriceWrite[], options: CallOptions = {}): Promise<PriceUpsert> =>
    upsertPrices(http, pathOf(priceListId), writes, options),

  /** Gives these variants back to the catalog's prices, in one currency. Can be repeated. */
  async delete(
    priceListId: number,
    currency: string,
    variantIds: readonly number[],
    { signal }: CallOptions = {},
  ): Promise<void> {
    for (const ids of chunksOf(variantIds)) {
      const query = { ...inCurrency(currency), 'variant_id:in': ids };
      await http.request({ method: 'DELETE', path: pathOf(priceListId), query, answer: z.unknown(), signal });
    }
  },
});

const pathOf = (priceListId: number): string => `/v3/pricelists/${priceListId}/records`;

const inCurrency = (currency: string | undefined): Query => ({ currency: currency?.toLowerCase() });

async function readPage(
  http: HttpClient,
  priceListId: number,
  filter: Query,
  options: CallOptions,
): Promise<PricePage> {
  const query = { ...filter, include: 'bulk_pricing_tiers', limit: MAX_PAGE_SIZE };
  const request = { method: 'GET', path: pathOf(priceListId), query, answer: pageSchema, ...options } as const;
  const { data, meta } = (await http.request(request)).body;
  const { count, per_page: size, end_cursor: end } = meta.cursor_pagination;
  return { records: data, next: count < size || end === '' ? undefined : end };
}

/** One filter takes 250 ids: of one currency they come on one page. */
function chunksOf(ids: readonly number[]): string[] {
  const chunks: string[] = [];
  for (let start = 0; start < ids.length; start += MAX_PAGE_SIZE) {
    chunks.push(ids.slice(start, start + MAX_PAGE_SIZE).join(','));
  }
  return chunks;
}
