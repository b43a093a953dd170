/**
 * Finds the sales orders of an account that changed, and has their orders looked at: what makes Brightpearl's webhooks
 * dispensable. Our own writes change sales orders, too: they are read here, many at once, and only one that differs from what was
 * seen of it last is news.
 */
import { Context } from '@temporalio/activity';
import type { BpOrderRow } from '../brightpearl/orders';
import { ORDER_TYPES } from '../brightpearl/orders';
import type { BpSalesOrder } from '../brightpearl/schemas/sales-order';
import { orderWorkflowId, parseSalesOrderRef } from '../domain/ids';
import type { OrderKey } from '../domain/ids';
import type { SweepCounts } from '../domain/maintenance-types';
import type { Link } from '../store/links';
import { isSeen, isSeenVersion, noteSeen } from './after-sale/seen';
import type { ActivityDeps } from './deps';
import { sweepStaffCredits } from './staff-credits/sweep-staff-credits';
import { waitForRoom } from './sweep';
import { sweepSkus } from './sweep-skus';

const STREAM = 'sales-orders';

export async function sweepSalesOrders(
  deps: ActivityDeps,
  { account }: { readonly account: string },
): Promise<SweepCounts> {
  const startedAt = new Date();
  const watermark = await deps.store.watermarks.get(account, STREAM);
  // The search shows changes late, and its clock is not ours. What changed before the first sweep, the nightly compare finds.
  const since = new Date((watermark ?? startedAt).getTime() - deps.config.timings.sweepOverlapMs);
  const poked = new Set<string>();
  let listed = 0;
  // One that was never changed has no date of change.
  for (const by of ['createdOn', 'updatedOn'] as const) {
    const walk = deps.brightpearl(account).orders.walk({ orderTypeId: ORDER_TYPES.salesOrder, by, since });
    for await (const rows of walk) {
      await pokeAll(deps, account, rows, poked);
      listed += rows.length;
      Context.current().heartbeat({ listed, signaled: poked.size });
    }
  }
  await pokeResent(deps, account, poked);
  const credits = await sweepStaffCredits(deps, account, since);
  await deps.store.watermarks.advance(account, STREAM, startedAt);
  const skus = await sweepSkus(deps, account);
  return {
    listed: listed + credits.listed + skus.listed,
    signaled: poked.size + credits.signaled + skus.signaled,
  };
}

/** @param poked ids of the workflows that were told in this sweep, which are not told again */
async function pokeAll(
  deps: ActivityDeps,
  account: string,
  rows: readonly BpOrderRow[],
  poked: Set<string>,
): Promise<void> {
  const links = await linksOf(deps, account, rows);
  const changed = rows.flatMap(({ orderId, updatedOn, createdOn }) => {
    const link = links.get(orderId);
    return link && !isSeenVersion(link, updatedOn ?? createdOn) ? [link] : [];
  });
  const ids = changed.map(({ remoteId }) => Number(remoteId));
  const documents = await deps.brightpearl(account).salesOrders.readMany(ids);
  const news = changed.filter((link) => isNews(link, documents)).flatMap((link) => keyOf(link) ?? []);
  await pokeOnce(deps, [...news, ...orphansOf(deps, rows, links)], poked);
  for (const link of changed) {
    const document = documents.get(Number(link.remoteId));
    if (document) await noteSeen(deps, link, document);
  }
}

/** Longer than a request that was given up is ever thought to be on its way. */
const LATE_MS = 60 * 60_000;

/** What was sent twice is looked at until nothing more can come of the first request. */
async function pokeResent(deps: ActivityDeps, account: string, poked: Set<string>): Promise<void> {
  const stores = deps.config.routes.filter((route) => route.account === account).map(({ store }) => store);
  await pokeOnce(deps, await deps.store.intents.ordersResent([account, ...stores], LATE_MS), poked);
}

async function pokeOnce(deps: ActivityDeps, orders: readonly OrderKey[], poked: Set<string>): Promise<void> {
  const keys = new Map(orders.map((key) => [orderWorkflowId(key), key]));
  for (const id of poked) keys.delete(id);
  for (const storeHash of new Set([...keys.values()].map((key) => key.storeHash))) await waitForRoom(deps, storeHash);
  for (const [id, key] of keys) {
    await deps.orders.changed(key, { reason: 'brightpearl' });
    poked.add(id);
  }
}

/** By sales order id. */
async function linksOf(
  deps: ActivityDeps,
  account: string,
  rows: readonly BpOrderRow[],
): Promise<ReadonlyMap<number, Link>> {
  const ids = rows.map(({ orderId }) => String(orderId));
  const links = await deps.store.links.byRemotes('sales-order', account, ids);
  return new Map(links.map((link) => [Number(link.remoteId), link]));
}

/** One that is in the list and cannot be read went meanwhile. */
function isNews(link: Link, documents: ReadonlyMap<number, BpSalesOrder>): boolean {
  const document = documents.get(Number(link.remoteId));
  return !document || !isSeen(link, document);
}

/** Orders that an earlier database imported. Strangers are none; what staff split off one of ours shows by that one. */
function orphansOf(deps: ActivityDeps, rows: readonly BpOrderRow[], links: ReadonlyMap<number, Link>): OrderKey[] {
  const referred = rows.flatMap(({ orderId, externalRef }) =>
    links.has(orderId) ? [] : (parseSalesOrderRef(externalRef ?? '') ?? []),
  );
  return referred.filter(({ storeHash }) => deps.config.stores.some(({ hash }) => hash === storeHash));
}

const keyOf = ({ storeHash, orderId }: Link): OrderKey | undefined =>
  storeHash === null || orderId === null ? undefined : { storeHash, orderId };
