/**
 * Orders that wait for a SKU are told when Brightpearl has it: staff made the product, or corrected a SKU. Two lists of products
 * tell of any number of SKUs; while no order waits nothing is asked.
 */
import { Context } from '@temporalio/activity';
import type { BpProductRow } from '../brightpearl/schemas/product';
import type { SweepCounts } from '../domain/maintenance-types';
import { MAPPING_KINDS } from '../domain/mapping-kinds';
import { orderWorkflowId } from '../domain/ids';
import type { WaitingForSku } from '../store/waiting-orders';
import { CLOCK_MS } from './clock-difference';
import type { ActivityDeps } from './deps';
import { waitForRoom } from './sweep';

/** Of those beyond, the ones that were told of are out of the way next time. */
const MOST_AT_ONCE = 5_000;

export async function sweepSkus(deps: ActivityDeps, account: string): Promise<SweepCounts> {
  const waiting = await deps.store.waitingOrders.skus(account, MAPPING_KINDS.product.frees, MOST_AT_ONCE);
  const [longest] = waiting;
  if (!longest) return { listed: 0, signaled: 0 };
  // A change from just before an order was looked at may not have been found by that look.
  const lateMs = deps.config.timings.searchLagMs + CLOCK_MS;
  const since = new Date(longest.lookedAt.getTime() - lateMs);
  const told = new Set<string>();
  let listed = 0;
  for (const by of ['createdOn', 'updatedOn'] as const) {
    for await (const products of deps.brightpearl(account).products.walkSince(since, by)) {
      await tell(
        deps,
        waiting.filter((one) => isAnswered(one, products, lateMs)),
        told,
      );
      listed += products.length;
      Context.current().heartbeat({ listed, signaled: told.size });
    }
  }
  return { listed, signaled: told.size };
}

/** What changed before the order was looked at has been seen by that look. */
function isAnswered({ sku, productIds, lookedAt }: WaitingForSku, products: readonly BpProductRow[], lateMs: number) {
  const unseen = lookedAt.getTime() - lateMs;
  return products
    .filter((product) => product.sku.trim() === sku || productIds.includes(product.productId))
    .some(({ updatedOn, createdOn }) => Date.parse(updatedOn ?? createdOn ?? '') >= unseen);
}

async function tell(deps: ActivityDeps, waiting: readonly WaitingForSku[], told: Set<string>): Promise<void> {
  const orders = new Map(waiting.map(({ order }) => [orderWorkflowId(order), order]));
  for (const id of told) orders.delete(id);
  for (const storeHash of new Set([...orders.values()].map((key) => key.storeHash))) await waitForRoom(deps, storeHash);
  for (const [id, key] of orders) {
    await deps.orders.changed(key, { reason: 'brightpearl' });
    told.add(id);
  }
}
