/**
 * Reads what an account has of the variants that changed: what is sold and not reserved first, what is on hand second, and
 * third what is still reserved of that. A reservation in between lessens only the second, and one that is taken back is seen
 * by the third, so that the level comes out too low for a moment and never too high.
 */
import { MAX_IDS } from '../../brightpearl/id-set';
import type { PlanStockInput, PlanStockResult } from '../../domain/stock-types';
import type { ProductLink } from '../../store/product-links';
import { withRoom } from '../request-room';
import type { Batch, BatchBody } from './batch';
import { loadBatch } from './batch';
import type { StockDeps } from './deps';
import { rereadHolding } from './fulfilled';
import { readOnHand } from './read-stock';

/** As many as one request of BigCommerce's Inventory API takes. */
const VARIANTS_A_BATCH = 2_000;

export async function planStock(deps: StockDeps, input: PlanStockInput): Promise<PlanStockResult> {
  const batch = input.batchId === undefined ? await newBatch(deps, input) : await loadBatch(deps, input.batchId);
  if (!batch) return undefined;
  const variantIds = batch.body.variants.map(({ variantId }) => variantId);
  const links = await deps.store.productLinks.ofVariants(input, variantIds);
  const productIds = productsOf(links);
  const part = await withRoom(deps, input.account, requestsFor(productIds), async (own) => {
    // The age of a batch is that of what was read first, and a wait for the quota makes nothing older.
    const startedAt = batch.id === undefined ? new Date() : batch.startedAt;
    const demand = await deps.store.demand.ofOrders(input.account, productIds);
    return { startedAt, demand, onHand: await readOnHand(own, input.account, productIds) };
  });
  // A reservation that was taken back is in the stock that was just read: its order wants those units again.
  await rereadHolding(deps, input.account, productIds);
  const { startedAt, ...read } = part;
  const body: BatchBody = { ...batch.body, accounts: { ...batch.body.accounts, [input.account]: read } };
  const { storeHash, id } = batch;
  const batchId = await deps.store.stockBatches.save({ id, storeHash, startedAt, body });
  return { batchId, variants: variantIds.length };
}

type NewBatch = Omit<Batch, 'id'> & { readonly id?: undefined };

async function newBatch(deps: StockDeps, { storeHash }: PlanStockInput): Promise<NewBatch | undefined> {
  const dirty = await deps.store.stockDirty.next(storeHash, VARIANTS_A_BATCH);
  if (dirty.length === 0) return undefined;
  const variants = dirty.map(({ variantId, mark, guard }) => ({ variantId, mark, guard }));
  return { storeHash, startedAt: new Date(), body: { variants, accounts: {} } };
}

/** Where ids are refused some more follow, which take their own places. */
const requestsFor = (productIds: readonly number[]): number => Math.ceil(productIds.length / MAX_IDS);

/** What has stock of its own: a bundle's components instead of the bundle. */
export function productsOf(links: readonly ProductLink[]): number[] {
  const ids = links.flatMap(({ brightpearlId, stockTracked, components }) => {
    if (components) return components.map(({ productId }) => productId);
    return brightpearlId !== null && stockTracked ? [brightpearlId] : [];
  });
  return [...new Set(ids)].sort((a, b) => a - b);
}
