/**
 * Every row whose date lies in a period, walked by that date and never by page number: a row that changes while we read
 * moves to the end of time, and with page numbers another would be skipped in its place. Nothing relies on the order of
 * rows, because how to sort a search differs between versions: a period that does not fit a page is cut in pieces.
 */
import type { ZodType } from 'zod';
import { RemoteError } from '../domain/remote-error';
import type { HttpClient } from '../http/http-client';
import type { Query } from '../http/http-request';
import { formatPeriod, searchAll, searchPage } from './search';
import type { CallOptions } from './transport';

const SECOND = 1_000;
/** Pieces are made for pages not quite full, as nothing says that rows spread evenly. */
const ROWS_PER_PIECE = 300;
const MAX_PIECES = 20;

export interface PeriodWalk<T> extends CallOptions {
  readonly path: string;
  /** The filter that takes a period, `updatedOn` or `createdOn`. */
  readonly dateFilter: string;
  readonly filters: Query;
  readonly since: Date;
  readonly row: ZodType<T>;
  /** Tells versions apart: a row that changed meanwhile must come again. */
  readonly versionOf: (row: T) => string;
  readonly now?: () => number;
  /** Waits so many milliseconds, and the request is sent again. Without it the walk ends where the quota does. */
  readonly whenThrottled?: ((waitMs: number) => Promise<void>) | undefined;
}

interface Piece {
  readonly from: number;
  /** Open-ended without it, so that what changes during the walk is found, too. */
  readonly to?: number;
}

/** Page by page; rows given before in the same version are left out. */
export async function* walkPeriod<T>(http: HttpClient, walk: PeriodWalk<T>): AsyncGenerator<T[], void, undefined> {
  const { path, row, signal, now = Date.now } = walk;
  const given = new Set<string>();
  const news = (rows: readonly T[]): T[] => rows.filter((candidate) => isNew(given, walk.versionOf(candidate)));
  const pieces: Piece[] = [{ from: walk.since.getTime() }];
  for (let piece = pieces.shift(); piece; piece = pieces.shift()) {
    const filters = { ...walk.filters, [walk.dateFilter]: formatPeriod(datesOf(piece)) };
    const page = await patiently(walk, () => searchPage(http, { path, filters, row, signal }));
    yield news(page.rows);
    if (!page.more) continue;
    const cut = cutUp(piece, page.available, now());
    pieces.unshift(...cut);
    // Too short to be cut: the one case where pages are turned.
    if (cut.length === 0) yield news(await patiently(walk, () => searchAll(http, { path, filters, row, signal })));
  }
}

/** Shorter pieces that overlap by a second, because nothing says whether bounds are inclusive. */
function cutUp({ from, to }: Piece, rows: number, now: number): Piece[] {
  const end = to ?? now;
  const length = end - from;
  if (length <= 2 * SECOND) return [];
  const count = Math.min(MAX_PIECES, Math.max(2, Math.ceil(rows / ROWS_PER_PIECE)));
  const step = Math.max(SECOND, Math.floor(length / count / SECOND) * SECOND);
  const closed = Array.from({ length: Math.ceil(length / step) }, (_, at) => ({
    from: from + at * step,
    to: Math.min(from + (at + 1) * step + SECOND, end),
  }));
  return to === undefined ? [...closed, { from: end - SECOND }] : closed;
}

const datesOf = ({ from, to }: Piece) => ({ from: new Date(from), ...(to !== undefined && { to: new Date(to) }) });

function isNew(given: Set<string>, version: string): boolean {
  if (given.has(version)) return false;
  given.add(version);
  return true;
}

async function patiently<T>(
  { whenThrottled }: Pick<PeriodWalk<unknown>, 'whenThrottled'>,
  ask: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!whenThrottled || !(error instanceof RemoteError) || error.kind !== 'throttled') throw error;
      await whenThrottled(error.fields.retryAfterMs ?? SECOND);
    }
  }
}
