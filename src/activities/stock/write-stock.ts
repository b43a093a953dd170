/**
 * Writes what differs: absolute levels, falling ones first. The newest orders of every store on the pool are looked at once
 * more before, and the store's own again after, so that what was sold in between is written lower at once or in the cycle
 * that follows.
 */
import type { StockConfig } from '../../config/config';
import type { UnreadSources, WriteStockInput, WriteStockResult } from '../../domain/stock-types';
import { isFallToZero, planChanges } from '../../mapping/stock/changes';
import type { PlannedLevel, StockChanges } from '../../mapping/stock/changes';
import { answeredSources } from './answered';
import type { Batch } from './batch';
import { loadBatch } from './batch';
import { currentLevels } from './current-levels';
import type { ShownLevels } from './current-levels';
import { stockConfigOf } from './deps';
import type { StockDeps } from './deps';
import { levelsOf, targetOf } from './plan-levels';
import type { VariantLevel } from './plan-levels';
import { readNewDemand, readPoolDemand } from './read-new-demand';
import { settleBatch } from './settle-batch';
import { writeLevels } from './write-levels';

/** What was read longer ago is not written: an outage may have lain between. */
const MAX_BATCH_AGE_MS = 2 * 60_000;
/** Levels that fall to 0 within this time of each other are judged together. */
const ONE_FALL_MS = 15 * 60_000;

const ALL_READ: UnreadSources = { accounts: [], stores: [] };
const NOTHING: WriteStockResult = { written: 0, equal: 0, parked: 0, held: 0, more: false };

export async function writeStock(deps: StockDeps, input: WriteStockInput): Promise<WriteStockResult> {
  const { storeHash } = input;
  const config = stockConfigOf(deps, storeHash);
  if (!config) return NOTHING;
  const batch = await loadBatch(deps, input.batchId);
  if (!batch) return { ...NOTHING, more: true };
  if (Date.now() - batch.startedAt.getTime() > MAX_BATCH_AGE_MS) {
    await deps.store.stockBatches.remove(batch.id);
    return { ...NOTHING, more: true };
  }
  const { unread = ALL_READ } = input;
  await readPoolDemand(deps, input, unread.stores);
  const levels = await levelsOf(deps, config, batch);
  const shown = await currentLevels(deps, config, storeHash, levels);
  const planned = await plannedLevels(deps, batch, levels, shown);
  const changes = await changesOf(deps, config, input, planned, () => answeredSources(batch, levels, shown));
  const { written, rejected } = await writeLevels(deps, config, batch, changes.batches);
  await noteEqual(deps, batch, planned);
  await settleBatch(deps, { config, batch, levels, changes, rejected, unread });
  await readNewDemand(deps, input);
  await deps.store.stockBatches.remove(batch.id);
  return {
    written,
    equal: planned.filter(({ quantity, current }) => quantity === current).length,
    parked: rejected.size,
    held: changes.held.length,
    more: (await deps.store.stockDirty.next(storeHash, 1)).length > 0,
  };
}

/** Of what an earlier attempt found refused, nothing is sent again. */
async function plannedLevels(
  deps: StockDeps,
  { storeHash, body }: Batch,
  levels: readonly VariantLevel[],
  shown: ShownLevels,
): Promise<PlannedLevel[]> {
  const variantIds = body.variants.map(({ variantId }) => variantId);
  const refused = new Set(await deps.store.stockDirty.parkedAmong(storeHash, variantIds, 'LEVEL_REJECTED'));
  const rulings = new Map(body.variants.map(({ variantId, guard }) => [variantId, guard ?? undefined]));
  return levels.flatMap(({ link, locationId, result }) => {
    const { variantId, sku } = link;
    if (result.kind !== 'level' || refused.has(variantId)) return [];
    const { quantity } = result;
    const current = shown(variantId, locationId);
    return [{ variantId, target: targetOf(link), locationId, sku, quantity, current, ruling: rulings.get(variantId) }];
  });
}

async function changesOf(
  deps: StockDeps,
  { massFall }: StockConfig,
  { storeHash, fallSince = Date.now() }: WriteStockInput,
  planned: readonly PlannedLevel[],
  sources: () => ReturnType<typeof answeredSources>,
): Promise<StockChanges> {
  // The figures of the whole store are read only where they matter.
  if (!planned.some(isFallToZero)) {
    return planChanges({ planned, inStock: 0, fallenBefore: 0, sources: [], guard: massFall });
  }
  // Batches are parts of one fall: what the ones before took counts with it.
  const since = new Date(Math.min(fallSince, Date.now() - ONE_FALL_MS));
  const before = await deps.store.levels.standing(storeHash, since);
  const inStock = Math.max(before.inStock, planned.filter(({ current = 0 }) => current > 0).length) + before.fallen;
  return planChanges({ planned, inStock, fallenBefore: before.fallen, sources: sources(), guard: massFall });
}

/** What the store shows already is known as well as what was written: the guard counts it, and a compare judges by it. */
async function noteEqual(deps: StockDeps, { storeHash }: Batch, planned: readonly PlannedLevel[]): Promise<void> {
  const equal = planned
    .filter(({ quantity, current }) => quantity === current)
    .map(({ variantId, locationId, quantity }) => ({ variantId, locationId, quantity }));
  await deps.store.levels.confirmed(storeHash, equal);
}
