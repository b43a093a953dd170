/** Reading lists to their end. An empty list may be 204 without a body; everywhere here that is `[]`. */
import { z, type ZodType } from 'zod';
import type { HttpClient } from '../http/http-client';
import type { Query } from '../http/http-request';
import type { CallOptions } from './transport';

/** The documented maximum ("Common query parameters"). */
export const MAX_PAGE_SIZE = 250;
/** What V2 answers when it does not honor `limit`. */
const DEFAULT_PAGE_SIZE = 50;

interface ListRequest<T> extends CallOptions {
  readonly path: string;
  readonly query?: Query;
  readonly row: ZodType<T>;
  /** Rows per page of a V3 list. @default 250, the maximum of most */
  readonly limit?: number;
  /** The answer holds a secret: the audit gets none. */
  readonly secret?: boolean;
}

/** A bare V2 array, or nothing. */
export const rowsOf = <T>(row: ZodType<T>): ZodType<T[]> =>
  z
    .array(row)
    .nullish()
    .transform((rows) => rows ?? []);

/**
 * A whole V2 list. V2 tells no totals, and sub-resources have cut their pages at 50 whatever `limit` said: only a page
 * shorter than that is surely the last.
 */
export async function listV2<T>(
  http: HttpClient,
  { query, row, ...request }: Omit<ListRequest<T>, 'limit'>,
): Promise<T[]> {
  const all: T[] = [];
  let previous = '';
  for (let page = 1; ; page += 1) {
    const { body } = await http.request({
      method: 'GET',
      ...request,
      query: { ...query, limit: MAX_PAGE_SIZE, page },
      answer: rowsOf(row),
    });
    const fingerprint = JSON.stringify(body);
    // A resource that ignores `page` would answer the same rows for ever.
    if (fingerprint === previous) return all;
    all.push(...body);
    if (body.length < DEFAULT_PAGE_SIZE) return all;
    previous = fingerprint;
  }
}

const paginationSchema = z.object({ current_page: z.number(), total_pages: z.number() });

const pageOf = <T>(row: ZodType<T>) =>
  z
    .object({
      data: rowsOf(row),
      meta: z
        .object({ pagination: paginationSchema.nullish().catch(null) })
        .nullish()
        .catch(null),
    })
    .nullish();

/** A whole V3 list, by the page numbers in its `meta`. */
export async function listV3<T>(http: HttpClient, request: ListRequest<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const rows of pagesV3(http, request)) all.push(...rows);
  return all;
}

/** The pages of a V3 list to its end; empty ones are left out. */
export async function* pagesV3<T>(http: HttpClient, request: ListRequest<T>): AsyncGenerator<T[], void, undefined> {
  for (let number = 1; ; number += 1) {
    const { rows, isLast } = await pageV3(http, request, number);
    if (rows.length > 0) yield rows;
    if (isLast) return;
  }
}

export interface Page<T> {
  readonly rows: T[];
  /** By the page numbers in its `meta`; without them a page that is not full is the last. */
  readonly isLast: boolean;
}

/** One page of a V3 list, counted from 1. */
export async function pageV3<T>(
  http: HttpClient,
  { query, row, limit = MAX_PAGE_SIZE, ...request }: ListRequest<T>,
  number: number,
): Promise<Page<T>> {
  const { body } = await http.request({
    method: 'GET',
    ...request,
    query: { ...query, limit, ...(number > 1 && { page: number }) },
    answer: pageOf(row),
  });
  const rows = body?.data ?? [];
  const pagination = body?.meta?.pagination;
  const isEnd = pagination ? pagination.current_page >= pagination.total_pages : rows.length < limit;
  return { rows, isLast: rows.length === 0 || isEnd };
}

/** The server's own time, which watermarks are of. */
export function serverDateOf(headers: Headers): Date | undefined {
  const date = new Date(headers.get('date') ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}
