/**
 * The delta cycle, which makes webhooks of stock dispensable: products that moved, or stand on orders that changed, since the
 * watermark are looked at again; and what is reserved for our own waiting orders is read anew.
 */
import { Context } from '@temporalio/activity';
import type { MovementsResult } from '../../domain/stock-types';
import { storesFedBy } from './deps';
import type { StockDeps } from './deps';
import { readFulfilled } from './fulfilled';
import { markProducts } from './mark-products';
import { askAgain } from './unanswered';

const STREAM = 'stock';
/** Movements and changed orders may be listed late: Brightpearl's index lags, and so does its clock. */
const OVERLAP_MS = 5 * 60_000;
const ORDERS_AT_ONCE = 200;

export async function sweepMovements(
  deps: StockDeps,
  { account }: { readonly account: string },
): Promise<MovementsResult> {
  if (storesFedBy(deps, account).length === 0) return { products: 0, orders: 0 };
  const startedAt = new Date();
  const watermark = await deps.store.watermarks.get(account, STREAM);
  // Before the first full sync there is nothing to compare with: it looks at everything.
  const since = new Date((watermark ?? startedAt).getTime() - OVERLAP_MS);
  const products = new Set([
    ...(await movedProducts(deps, account, since)),
    ...(await orderedProducts(deps, account, since)),
  ]);
  await markProducts(deps, account, [...products], 'delta');
  await askAgain(deps, account);
  const waiting = await deps.store.demand.waiting(account, ORDERS_AT_ONCE);
  await readFulfilled(deps, account, waiting);
  await deps.store.watermarks.advance(account, STREAM, startedAt);
  return { products: products.size, orders: waiting.length };
}

async function movedProducts(deps: StockDeps, account: string, since: Date): Promise<number[]> {
  const moved: number[] = [];
  for await (const movements of deps.brightpearl(account).stock.movementsSince(since)) {
    moved.push(...movements.map(({ productId }) => productId));
    Context.current().heartbeat({ movements: moved.length });
  }
  return moved;
}

/** A reservation moves nothing, but changes its order: also of orders that are not ours, by staff or another channel. */
async function orderedProducts(deps: StockDeps, account: string, since: Date): Promise<number[]> {
  const { orders, salesOrders } = deps.brightpearl(account);
  const changed = new Set<number>();
  for (const by of ['updatedOn', 'createdOn'] as const) {
    for await (const rows of orders.walk({ orderTypeId: 1, by, since })) {
      for (const { orderId } of rows) changed.add(orderId);
      Context.current().heartbeat({ orders: changed.size });
    }
  }
  const found = await salesOrders.readMany([...changed]);
  return [...found.values()].flatMap(({ rows }) => rows.flatMap(({ productId }) => productId ?? []));
}
