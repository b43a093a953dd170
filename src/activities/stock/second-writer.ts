/**
 * Notices when something else writes stock to the store: we would set it right again and again in silence, and in between the
 * shop sells by the other's figures. What an order did, or a late write of our own, is none of it.
 */
import type { StoreStep } from '../../domain/stock-types';
import type { WrittenLevel } from '../../store/levels';
import { stockConfigOf } from './deps';
import type { StockDeps } from './deps';
import { clearSecondWriter, raiseSecondWriter } from './level-issues';
import type { StoreLevels } from './store-levels';

/** So many levels at once are not somebody's correction by hand. */
const MANY = 3;
const AT_ONCE_MS = 3_600_000;
/** What is quiet for longer than a day has stopped. */
const QUIET_MS = 25 * 3_600_000;
/** By then the orders that may explain it have been read. */
const ORDERS_KNOWN_MS = 60_000;
/** How long a write of ours that got no answer may still be applied. */
const LATE_WRITE_MS = 15 * 60_000;
const WRITES = { method: 'PUT', path: '/v3/inventory/adjustments/absolute' };

export async function watchSecondWriter(deps: StockDeps, { storeHash }: StoreStep): Promise<void> {
  if (!stockConfigOf(deps, storeHash)) return;
  const { foreignLevels } = deps.store;
  const now = Date.now();
  await foreignLevels.forget(storeHash, new Date(now - QUIET_MS));
  await foreignLevels.judge(storeHash, new Date(now - ORDERS_KNOWN_MS));
  const seen = await foreignLevels.judged(storeHash);
  const recent = seen.filter(({ seenAt }) => now - seenAt.getTime() < AT_ONCE_MS);
  if (recent.length >= MANY) await raiseSecondWriter(deps, storeHash, recent);
  else if (seen.length === 0) await clearSecondWriter(deps, storeHash);
}

/** What the store shows otherwise than we wrote it, by the time that it must show that. */
export async function noteForeign(
  deps: StockDeps,
  storeHash: string,
  different: readonly WrittenLevel[],
  shown: StoreLevels,
): Promise<void> {
  const foreign = different.flatMap(({ variantId, locationId, quantity, previousQuantity, knownAt }) => {
    const level = shown.get(variantId)?.get(locationId);
    // What it was before says that the store is slow, and of a first write nobody knows what was before.
    const isKnown = level !== undefined && previousQuantity !== null && level !== previousQuantity;
    return isKnown ? [{ variantId, expected: quantity, shown: level, knownAt }] : [];
  });
  if (foreign.length === 0) return;
  const since = new Date(Date.now() - LATE_WRITE_MS);
  if (await deps.store.exchanges.hasUnknown({ scope: storeHash, ...WRITES }, since)) return;
  await deps.store.foreignLevels.note(storeHash, foreign, new Date(), false);
}

interface ForeignDrift {
  readonly sku: string;
  readonly variantId: number;
  readonly expected: number;
  readonly store: number | null;
}

/** @param foreign of a whole compare: levels that are neither what we wrote nor moved by an order */
export async function judgeCompare(
  deps: StockDeps,
  storeHash: string,
  foreign: readonly ForeignDrift[],
): Promise<void> {
  const now = new Date();
  const seen = foreign.map(({ store, ...drift }) => ({ ...drift, shown: store ?? 0, knownAt: now }));
  if (seen.length === 0) {
    await deps.store.foreignLevels.forget(storeHash, now);
    await clearSecondWriter(deps, storeHash);
    return;
  }
  await deps.store.foreignLevels.note(storeHash, seen, now, true);
  if (new Set(seen.map(({ variantId }) => variantId)).size >= MANY) await raiseSecondWriter(deps, storeHash, seen);
}
