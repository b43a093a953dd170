/** Lists the orders that changed and pokes each: the safety net that makes every webhook dispensable. */
import { Context } from '@temporalio/activity';
import type { SweepInput, SweepPageResult } from '../domain/maintenance-types';
import type { OrderKey } from '../domain/ids';
import type { BcOrderRow } from '../bigcommerce/schemas/order';
import type { ActivityDeps } from './deps';
import { tryAgain } from './failures';

const STREAM = 'orders';

/** So many orders of a store may be on their way before its sweep waits: few at once finish sooner than many. */
const MAX_UNSETTLED = 50;
const WAIT_FOR_ROOM_MS = 2_000;
/** An order takes seconds, and minutes where many share a quota. */
const SLOW_AFTER_MS = 5 * 60_000;
const PAGE_SIZE = 100;

export async function sweepPage(deps: ActivityDeps, input: SweepInput): Promise<SweepPageResult> {
  const { storeHash, bounds } = input;
  const since = await startOf(deps, input);
  const walk = deps.bigcommerce(storeHash).orders.walk({
    since,
    pageSize: PAGE_SIZE,
    ...(bounds ? { until: new Date(bounds.to) } : {}),
  });
  let counts = { listed: 0, signaled: 0 };
  for await (const page of walk) {
    const news = await unknownVersions(deps, storeHash, page.rows);
    if (news.length > 0) await waitForRoom(deps, storeHash);
    for (const row of news) {
      const key: OrderKey = { storeHash, orderId: row.id };
      await deps.orders.changed(key, { reason: bounds ? 'backfill' : 'sweep' });
    }
    counts = { listed: counts.listed + page.rows.length, signaled: counts.signaled + news.length };
    Context.current().heartbeat(counts);
    if (!bounds) await deps.store.watermarks.advance(storeHash, STREAM, page.resumeFrom);
  }
  return counts;
}

/** The overlap covers rows that became visible late; what was seen already is not poked again. */
async function startOf(deps: ActivityDeps, { storeHash, bounds, cursor }: SweepInput): Promise<Date> {
  if (cursor) return new Date(cursor.since);
  if (bounds) return new Date(bounds.from);
  const watermark = await deps.store.watermarks.get(storeHash, STREAM);
  const store = deps.config.stores.find((candidate) => candidate.hash === storeHash);
  if (!watermark) return new Date(store?.cutover ?? Date.now());
  return new Date(watermark.getTime() - deps.config.timings.sweepOverlapMs);
}

/** Versions that no run has read yet. */
async function unknownVersions(
  deps: ActivityDeps,
  storeHash: string,
  rows: readonly BcOrderRow[],
): Promise<BcOrderRow[]> {
  const known = await deps.store.orders.changedAtOf(
    storeHash,
    rows.map((row) => row.id),
  );
  return rows.filter((row) => {
    const seen = known.get(row.id);
    return seen === undefined || seen.getTime() < Date.parse(row.date_modified);
  });
}

/**
 * Orders that are tried again, or take long, are waited for by nobody: an account that is away, or answers in half minutes, would
 * stop the sweep for the other accounts of the store.
 */
export async function waitForRoom({ store }: ActivityDeps, storeHash: string): Promise<void> {
  const filter = { storeHash, retrying: false };
  const [all, slow] = await Promise.all([
    store.orders.counts(filter),
    store.orders.counts({ ...filter, inStateBefore: new Date(Date.now() - SLOW_AFTER_MS) }),
  ]);
  const onTheirWay = all.PENDING + all.SYNCING - slow.PENDING - slow.SYNCING;
  if (onTheirWay < MAX_UNSETTLED) return;
  throw tryAgain('SweepWaits', `${onTheirWay} orders are on their way; the sweep waits`, WAIT_FOR_ROOM_MS);
}
