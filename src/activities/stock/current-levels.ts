/**
 * What the store shows now. What was written moments ago is known better from the writing than from a reading, which may
 * still show the level before; and what moved since is not known at all until a reading can be believed again.
 */
import type { StockConfig } from '../../config/config';
import type { StockDeps } from './deps';
import { storeLevels } from './store-levels';
import type { VariantLevel } from './plan-levels';

/** Undefined: not known. */
export type ShownLevels = (variantId: number, locationId: number) => number | undefined;

export async function currentLevels(
  deps: StockDeps,
  config: StockConfig,
  storeHash: string,
  levels: readonly VariantLevel[],
): Promise<ShownLevels> {
  const links = new Map(levels.map(({ link }) => [link.variantId, link]));
  const now = Date.now();
  const written = new Map(
    (await deps.store.levels.ofVariants(storeHash, [...links.keys()]))
      .filter(({ writtenAt }) => writtenAt !== null && now - writtenAt.getTime() < config.visibilityLagMs)
      .map((level) => [keyOf(level.variantId, level.locationId), level]),
  );
  const unread = new Set(
    levels
      .filter(({ link, locationId }) => !written.has(keyOf(link.variantId, locationId)))
      .map(({ link }) => link.variantId),
  );
  const read = await storeLevels(
    deps,
    storeHash,
    [...links.values()].filter(({ variantId }) => unread.has(variantId)),
  );
  return (variantId, locationId) => {
    const known = written.get(keyOf(variantId, locationId));
    if (!known) return read.get(variantId)?.get(locationId);
    return known.movedAt === null ? known.quantity : undefined;
  };
}

const keyOf = (variantId: number, locationId: number): string => `${variantId} at ${locationId}`;
