/**
 * Resource searches answer positional rows; only `metaData.columns` says what stands where, and columns get added. The
 * index lags behind the records, and filters are not always honored: callers compare what they asked for with what came.
 */
import { z, type ZodType } from 'zod';
import { RemoteError } from '../domain/remote-error';
import type { HttpClient } from '../http/http-client';
import type { Query } from '../http/http-request';
import { responseOf, type CallOptions } from './transport';

/** No lookup of ours finds more; a filter that the API did not honor would. */
const MAX_ROWS = 5_000;

export interface Search<T> extends CallOptions {
  readonly path: string;
  readonly filters: Query;
  /** A row as an object by column name. A column that must be there has a key that must be there. */
  readonly row: ZodType<T>;
}

interface SearchPage<T> {
  readonly rows: readonly T[];
  readonly more: boolean;
  readonly available: number;
}

/** A date or a period, open-ended without `to`. */
export interface Period {
  readonly from: Date;
  readonly to?: Date;
}

export const formatPeriod = ({ from, to }: Period): string => `${from.toISOString()}/${to?.toISOString() ?? ''}`;

/** Rows per page: the default and the maximum. */
export const PAGE_SIZE = 500;

/** One page, from the row `firstResult` on (1-based). */
export async function searchPage<T>(
  http: HttpClient,
  { path, filters, row, signal }: Search<T>,
  firstResult = 1,
): Promise<SearchPage<T>> {
  const query = { ...filters, ...(firstResult > 1 && { firstResult }) };
  return (await http.request({ method: 'GET', path, query, answer: pageSchema(row), signal })).body;
}

/** All rows. @throws RemoteError `unexpected-body` when they are more than a lookup can mean. */
export async function searchAll<T>(http: HttpClient, search: Search<T>): Promise<T[]> {
  const rows: T[] = [];
  for (;;) {
    const page = await searchPage(http, search, rows.length + 1);
    rows.push(...page.rows);
    if (!page.more || page.rows.length === 0) return rows;
    if (rows.length >= MAX_ROWS) throw tooMany(http.scope, search.path, page.available);
  }
}

const tooMany = (scope: string, path: string, available: number): RemoteError =>
  new RemoteError({
    system: 'brightpearl',
    scope,
    kind: 'unexpected-body',
    method: 'GET',
    path,
    vendorMessage: `the search finds ${available} rows: a filter seems to be ignored`,
  });

const columnSchema = z.object({ name: z.string() });

const rawPageSchema = responseOf(
  z.object({
    results: z.array(z.array(z.unknown())),
    metaData: z.object({
      columns: z.array(columnSchema),
      morePagesAvailable: z.boolean().nullish(),
      resultsAvailable: z.number().nullish(),
    }),
  }),
);

/** A page whose rows are objects by column name, not checked yet. */
type NamedPage = SearchPage<Record<string, unknown>>;

const pageSchema = <T>(row: ZodType<T>): ZodType<SearchPage<T>> =>
  rawPageSchema
    .transform(({ results, metaData }): NamedPage => ({
      rows: results.map((values) => Object.fromEntries(metaData.columns.map(({ name }, at) => [name, values[at]]))),
      more: metaData.morePagesAvailable ?? false,
      available: metaData.resultsAvailable ?? results.length,
    }))
    .pipe(checkedPageSchema(row));

const checkedPageSchema = <T>(row: ZodType<T>) =>
  z.object({ rows: z.array(row), more: z.boolean(), available: z.number() }) as unknown as ZodType<
    SearchPage<T>,
    NamedPage
  >;
