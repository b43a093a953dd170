/**
 * Writes what differs: absolute levels, falling ones first. The newest orders of every store on the pool are looked at once
 * more before, and the store's own again after, so that what was sold in between is written lower at once or in the cycle that follows.
 */
import { Context } from '@temporalio/activity';
import type { StockConfig } from '../../config/config';
import type { WriteStockInput, WriteStockResult } from '../../domain/stock-types';
import { planChanges } from '../../mapping/stock/changes';
import type { LevelBatch, PlannedLevel } from '../../mapping/stock/changes';
import type { Batch } from './batch';
import { loadBatch } from './batch';
import { currentLevels } from './current-levels';
import { stockConfigOf } from './deps';
import type { StockDeps } from './deps';
import { holdMassFall, raiseRejected, settleIssues } from './level-issues';
import { levelsOf, targetOf } from './plan-levels';
import type { VariantLevel } from './plan-levels';
import { readNewDemand, readPoolDemand } from './read-new-demand';
import { sendLevels } from './send-levels';

/** Levels that fall to 0 within this time of each other are judged together. */
const ONE_FALL_MS = 15 * 60_000;

const NOTHING: WriteStockResult = { written: 0, equal: 0, parked: 0, held: false, more: true };

export async function writeStock(deps: StockDeps, input: WriteStockInput): Promise<WriteStockResult> {
  const config = stockConfigOf(deps, input.storeHash);
  const batch = await loadBatch(deps, input.batchId);
  if (!config || !batch) return NOTHING;
  await readPoolDemand(deps, input);
  const levels = await levelsOf(deps, config, batch);
  const planned = await plannedLevels(deps, config, batch, levels);
  const before = await deps.store.levels.standing(input.storeHash, new Date(Date.now() - ONE_FALL_MS));
  const changes = planChanges({
    planned: planned.filter(({ released }) => !released),
    // Batches are parts of one fall: what the ones before took counts with it.
    inStock: Math.max(before.inStock, inStockOf(planned)) + before.fallen,
    fallenBefore: before.fallen,
    sources: [],
    guard: config.massFall,
  });
  if (changes.kind === 'hold') return hold(deps, batch, changes.fall);
  const released = planReleased(planned.filter((level) => level.released));
  const batches = [...changes.batches, ...released];
  const rejected = await writeAll(deps, config, batch, batches, levels);
  await noteEqual(deps, batch, planned);
  await settleIssues(deps, batch, levels, rejected);
  await readNewDemand(deps, input);
  const kept = new Set(rejected.map(({ variantId }) => variantId));
  await deps.store.stockDirty.settle(
    batch.storeHash,
    batch.body.variants.filter(({ variantId }) => !kept.has(variantId)),
  );
  await deps.store.stockBatches.remove(batch.id);
  const count = batches.reduce((sum, one) => sum + one.levels.length, 0);
  return {
    written: count - rejected.length,
    equal: planned.length - count,
    parked: rejected.length,
    held: false,
    more: (await deps.store.stockDirty.next(batch.storeHash, 1)).length > 0,
  };
}

interface GuardedLevel extends PlannedLevel {
  readonly variantId: number;
  readonly released: boolean;
}

async function plannedLevels(
  deps: StockDeps,
  config: StockConfig,
  batch: Batch,
  levels: readonly VariantLevel[],
): Promise<GuardedLevel[]> {
  const shown = await currentLevels(deps, config, batch.storeHash, levels);
  const released = new Set(batch.body.variants.filter((one) => one.released).map(({ variantId }) => variantId));
  return levels.flatMap(({ link, locationId, result }) => {
    if (result.kind !== 'level') return [];
    const current = shown(link.variantId, locationId);
    const level = { target: targetOf(link), locationId, sku: link.sku, quantity: result.quantity, current };
    return [{ ...level, variantId: link.variantId, released: released.has(link.variantId) }];
  });
}

/** What a person let through: no guard holds it again. */
function planReleased(planned: readonly PlannedLevel[]): readonly LevelBatch[] {
  const changes = planChanges({ planned, inStock: 0, fallenBefore: 0, sources: [], guard: 'released' });
  return changes.kind === 'write' ? changes.batches : [];
}

const inStockOf = (planned: readonly PlannedLevel[]): number => planned.filter(({ current = 0 }) => current > 0).length;

async function hold(
  deps: StockDeps,
  batch: Batch,
  fall: Parameters<typeof holdMassFall>[2],
): Promise<WriteStockResult> {
  await holdMassFall(deps, batch, fall);
  await deps.store.stockBatches.remove(batch.id);
  const more = (await deps.store.stockDirty.next(batch.storeHash, 1)).length > 0;
  return { written: 0, equal: 0, parked: 0, held: true, more };
}

/** What the store shows already is known as well as what was written: the guard counts it, and a compare judges by it. */
async function noteEqual(deps: StockDeps, { storeHash }: Batch, planned: readonly GuardedLevel[]): Promise<void> {
  const equal = planned
    .filter(({ quantity, current }) => quantity === current)
    .map(({ variantId, locationId, quantity }) => ({ variantId, locationId, quantity }));
  await deps.store.levels.confirmed(storeHash, equal, new Date());
}

/** Gives what the store refused. */
async function writeAll(
  deps: StockDeps,
  config: StockConfig,
  batch: Batch,
  batches: readonly LevelBatch[],
  levels: readonly VariantLevel[],
): Promise<{ readonly variantId: number }[]> {
  const variantOf = new Map(levels.map(({ link }) => [JSON.stringify(targetOf(link)), link.variantId]));
  const rejected: { variantId: number }[] = [];
  for (const one of batches) {
    const sent = await sendLevels(deps, batch.storeHash, one.levels);
    const writtenAt = new Date();
    // A request that was given up may still be applied: what is read back before its time proves nothing.
    const lagMs = Math.max(config.visibilityLagMs, deps.config.timings.requestTimeoutMs);
    const accepted = sent.accepted.map((level) => ({
      variantId: variantOf.get(JSON.stringify(level.target)) ?? 0,
      locationId: level.locationId,
      quantity: level.quantity,
      fell: level.quantity === 0 && (level.current ?? 0) > 0,
    }));
    await deps.store.levels.written(batch.storeHash, accepted, writtenAt, new Date(writtenAt.getTime() + lagMs));
    for (const { level, error } of sent.rejected) {
      const variantId = variantOf.get(JSON.stringify(level.target)) ?? 0;
      await raiseRejected(deps, batch.storeHash, variantId, level, error);
      rejected.push({ variantId });
    }
    Context.current().heartbeat();
  }
  return rejected;
}
