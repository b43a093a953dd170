/**
 * Every order changed since a moment, walked by key and never by page number: a row that changes while we read moves to
 * the end of the list, and with page numbers the row that takes its place would be skipped.
 */
import type { BcOrderRow } from './schemas/order';
import { MAX_PAGE_SIZE } from './lists';
import type { OrderListRequest, OrderPage } from './orders';
import type { CallOptions } from './transport';

/** V2 dates have whole seconds. */
const SECOND = 1_000;

export interface OrderWalk extends CallOptions {
  readonly since: Date;
  readonly until?: Date;
  readonly statusId?: number;
  /** Rows per request. @default 250, the maximum */
  readonly pageSize?: number;
}

export interface WalkedOrders {
  /** Not yet given, in the order the store lists them. A row changed meanwhile comes again with its new date. */
  readonly rows: readonly BcOrderRow[];
  readonly serverDate: Date | undefined;
  /** A later walk from here misses nothing of what this one has not given. */
  readonly resumeFrom: Date;
}

type ListOrders = (request: OrderListRequest) => Promise<OrderPage>;

export async function* walkOrders(list: ListOrders, walk: OrderWalk): AsyncGenerator<WalkedOrders, void, undefined> {
  const limit = walk.pageSize ?? MAX_PAGE_SIZE;
  const filter = { statusId: walk.statusId, maxDateModified: walk.until, limit, signal: walk.signal };
  const fresh = freshRows();
  let from = startOfSecond(walk.since);
  for (;;) {
    const page = await list({ ...filter, minDateModified: new Date(from), sort: 'date_modified:asc' });
    const last = modifiedAt(page.rows.at(-1)) ?? from;
    const isLastPage = page.rows.length < limit;
    // One second back, because nothing says whether the bound is inclusive; what comes twice is dropped.
    const next = last - SECOND;
    yield { rows: fresh(page.rows), serverDate: page.serverDate, resumeFrom: new Date(Math.max(from, next)) };
    if (isLastPage) return;
    if (next > from) {
      from = next;
    } else {
      yield* walkSecond(list, { ...filter, from, last, fresh });
      from = last + SECOND;
    }
  }
}

interface SecondWalk extends Pick<OrderListRequest, 'statusId' | 'limit' | 'signal'> {
  readonly from: number;
  readonly last: number;
  readonly fresh: (rows: readonly BcOrderRow[]) => BcOrderRow[];
}

/** More rows of the same second than fit a page: by id instead, one second further for bounds that are exclusive. */
async function* walkSecond(list: ListOrders, { from, last, fresh, ...rest }: SecondWalk): AsyncGenerator<WalkedOrders> {
  const bounds = { minDateModified: new Date(from), maxDateModified: new Date(last + 2 * SECOND) };
  let minId = 0;
  for (;;) {
    const page = await list({ ...rest, ...bounds, minId, sort: 'id:asc' });
    yield { rows: fresh(page.rows), serverDate: page.serverDate, resumeFrom: new Date(from) };
    const lastId = page.rows.at(-1)?.id ?? minId;
    if (page.rows.length < rest.limit || lastId <= minId) return;
    minId = lastId;
  }
}

/** Drops what was given before in the same version. Versions and not ids: a row that changed must come again. */
function freshRows(): (rows: readonly BcOrderRow[]) => BcOrderRow[] {
  const given = new Map<number, string>();
  return (rows) =>
    rows.filter((row) => {
      if (given.get(row.id) === row.date_modified) return false;
      given.set(row.id, row.date_modified);
      return true;
    });
}

const startOfSecond = (date: Date): number => Math.floor(date.getTime() / SECOND) * SECOND;

function modifiedAt(row: BcOrderRow | undefined): number | undefined {
  const at = row ? Date.parse(row.date_modified) : Number.NaN;
  return Number.isNaN(at) ? undefined : startOfSecond(new Date(at));
}
