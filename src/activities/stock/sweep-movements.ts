/**
 * The delta cycle, which makes webhooks of stock dispensable: products that moved, or stand on orders that changed, since the
 * watermark are looked at again; and what is reserved for our own orders among these, and for those that wait, is read anew.
 */
import { Context } from '@temporalio/activity';
import type { MovementsResult } from '../../domain/stock-types';
import { CLOCK_MS } from '../clock-difference';
import { storesFedBy, subjectOf } from './deps';
import type { StockDeps } from './deps';
import { readFulfilled } from './fulfilled';
import { markProducts } from './mark-products';
import { askAgain } from './unanswered';

const STREAM = 'stock';
/** Movements and changed orders may be listed late: Brightpearl's index lags, and so does its clock. */
const OVERLAP_MS = 5 * 60_000;
const WAITING_AT_ONCE = 200;
/** Where Brightpearl takes no set of ids, each order is a request: those that were read are not read again by a retry. */
const ORDERS_AT_ONCE = 20;

export async function sweepMovements(
  deps: StockDeps,
  { account }: { readonly account: string },
): Promise<MovementsResult> {
  if (storesFedBy(deps, account).length === 0) return { products: 0, orders: 0 };
  const startedAt = new Date();
  const watermark = await deps.store.watermarks.get(account, STREAM);
  // Before the first full sync there is nothing to compare with: it looks at everything.
  const since = new Date((watermark ?? startedAt).getTime() - OVERLAP_MS);
  const moved = await movedProducts(deps, account, since);
  const changed = await changedOrders(deps, account, since);
  const products = new Set([...moved, ...(await productsOf(deps, account, changed.keys()))]);
  await markProducts(deps, account, [...products], 'delta');
  await deps.store.demandReview.outdate(account, changed);
  await askAgain(deps, account);
  // What follows may be throttled for long: what has been noted is not swept again.
  await deps.store.watermarks.advance(account, STREAM, startedAt);
  const orders = await readOrders(deps, account);
  return { products: products.size, orders };
}

/** Gives how many. An attempt that is lost leaves those that it has read last in turn. */
async function readOrders(deps: StockDeps, account: string): Promise<number> {
  const { demandReview } = deps.store;
  const keys = [...(await demandReview.outdated(account)), ...(await demandReview.waiting(account, WAITING_AT_ONCE))];
  const orders = [...new Map(keys.map((key) => [subjectOf(key), key])).values()];
  for (let at = 0; at < orders.length; at += ORDERS_AT_ONCE) {
    await readFulfilled(deps, account, orders.slice(at, at + ORDERS_AT_ONCE));
    Context.current().heartbeat({ read: at });
  }
  return orders.length;
}

async function movedProducts(deps: StockDeps, account: string, since: Date): Promise<number[]> {
  const moved: number[] = [];
  for await (const movements of deps.brightpearl(account).stock.movementsSince(since)) {
    moved.push(...movements.map(({ productId }) => productId));
    Context.current().heartbeat({ movements: moved.length });
  }
  return moved;
}

/**
 * By id, with when each changed at the latest. A reservation moves nothing, but changes its order: also of orders that are not
 * ours, by staff or another channel.
 */
async function changedOrders(deps: StockDeps, account: string, since: Date): Promise<Map<number, Date>> {
  const { orders } = deps.brightpearl(account);
  const changed = new Map<number, Date>();
  for (const by of ['createdOn', 'updatedOn'] as const) {
    for await (const rows of orders.walk({ orderTypeId: 1, by, since })) {
      for (const { orderId, updatedOn, createdOn } of rows) {
        // Its clock may be behind: what was read since its date of a change may yet be older than the change.
        changed.set(orderId, new Date(Date.parse(updatedOn ?? createdOn) + CLOCK_MS));
      }
      Context.current().heartbeat({ orders: changed.size });
    }
  }
  return changed;
}

async function productsOf(deps: StockDeps, account: string, salesOrderIds: Iterable<number>): Promise<number[]> {
  const found = await deps.brightpearl(account).salesOrders.readMany(salesOrderIds);
  return [...found.values()].flatMap(({ rows }) => rows.flatMap(({ productId }) => productId ?? []));
}
