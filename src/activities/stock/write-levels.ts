/** Sends what differs, and records what became of each level as soon as it is known. */
import type { StockConfig } from '../../config/config';
import type { RemoteError } from '../../domain/remote-error';
import type { LevelBatch, PlannedLevel } from '../../mapping/stock/changes';
import { isFallToZero } from '../../mapping/stock/changes';
import type { Batch } from './batch';
import type { StockDeps } from './deps';
import { clearUnusable, raiseRejected, raiseUnusable } from './level-issues';
import { takeOver } from './only-writer';
import { sendLevels } from './send-levels';

export interface WrittenLevels {
  readonly written: number;
  /** Variants with a level that the store refuses; they wait for a person. */
  readonly rejected: ReadonlySet<number>;
}

export async function writeLevels(
  deps: StockDeps,
  config: StockConfig,
  batch: Batch,
  batches: readonly LevelBatch[],
): Promise<WrittenLevels> {
  const { storeHash } = batch;
  const writer = await takeOver(deps, storeHash);
  const markOf = new Map(batch.body.variants.map((one) => [one.variantId, one]));
  const rejected = new Set<number>();
  const usable = new Set<number>();
  const unusable = new Set<number>();
  let written = 0;
  const outcomes = {
    sending: () => writer.assertNewest(),
    async accepted(levels: readonly PlannedLevel[]) {
      const writtenAt = new Date();
      await writer.record((tx) =>
        tx.levels.written(storeHash, levels.map(asWritten), writtenAt, verifiableAt(deps, config, writtenAt)),
      );
      written += levels.length;
      for (const { locationId } of levels) usable.add(locationId);
    },
    async rejected(levels: readonly PlannedLevel[], error: RemoteError) {
      await writer.record(async (tx) => {
        for (const level of levels) await raiseRejected(tx, storeHash, level, error);
        const marks = levels.flatMap(({ variantId }) => markOf.get(variantId) ?? []);
        await tx.stockDirty.park(storeHash, marks, 'LEVEL_REJECTED');
      });
      for (const { variantId } of levels) rejected.add(variantId);
    },
    async unusable(locationId: number, problem: string) {
      unusable.add(locationId);
      await raiseUnusable(deps.store, storeHash, locationId, problem);
    },
  };
  for (const one of batches) {
    if (!unusable.has(one.locationId)) await sendLevels(deps, storeHash, one, outcomes);
  }
  for (const locationId of usable) await clearUnusable(deps.store, storeHash, locationId);
  return { written, rejected };
}

const asWritten = (level: PlannedLevel) => ({
  variantId: level.variantId,
  locationId: level.locationId,
  quantity: level.quantity,
  fell: isFallToZero(level) && level.ruling !== 'released',
});

/** A request that was given up may still be applied: what is read back before its time proves nothing. */
const verifiableAt = ({ config: { timings } }: StockDeps, { visibilityLagMs }: StockConfig, writtenAt: Date): Date =>
  new Date(writtenAt.getTime() + Math.max(visibilityLagMs, timings.requestTimeoutMs));
