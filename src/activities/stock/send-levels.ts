/**
 * Sends a batch of levels, and whatever of it the store refuses in ever smaller parts, until only the items at fault are
 * left: one bad SKU keeps nothing but itself.
 */
import type { StockWrite } from '../../bigcommerce/inventory-refusal';
import { isRefusedBatch, namedWrites } from '../../bigcommerce/inventory-refusal';
import type { RemoteError } from '../../domain/remote-error';
import type { PlannedLevel } from '../../mapping/stock/changes';
import type { StockDeps } from './deps';

const REASON = 'Brightpearl stock';

export interface SentLevels {
  readonly accepted: readonly PlannedLevel[];
  readonly rejected: readonly { readonly level: PlannedLevel; readonly error: RemoteError }[];
}

export async function sendLevels(
  deps: StockDeps,
  storeHash: string,
  levels: readonly PlannedLevel[],
): Promise<SentLevels> {
  const [first] = levels;
  if (!first) return { accepted: [], rejected: [] };
  const writes = new Map(levels.map((level) => [writeOf(level), level]));
  try {
    await deps.bigcommerce(storeHash).inventory.setAbsolute(REASON, [...writes.keys()]);
    return { accepted: levels, rejected: [] };
  } catch (error) {
    if (!isRefusedBatch(error)) throw error;
    if (levels.length === 1) return { accepted: [], rejected: [{ level: first, error }] };
    return joined(deps, storeHash, partsOf(levels, namedWrites(error, [...writes.keys()]), writes));
  }
}

/** One part after the other: bulk requests of a store must not run in parallel. */
async function joined(
  deps: StockDeps,
  storeHash: string,
  parts: readonly (readonly PlannedLevel[])[],
): Promise<SentLevels> {
  const sent: SentLevels[] = [];
  for (const part of parts) sent.push(await sendLevels(deps, storeHash, part));
  return { accepted: sent.flatMap(({ accepted }) => accepted), rejected: sent.flatMap(({ rejected }) => rejected) };
}

/** The items that the refusal names, each by itself, and the rest; halves where it names none. */
function partsOf(
  levels: readonly PlannedLevel[],
  named: readonly StockWrite[],
  writes: ReadonlyMap<StockWrite, PlannedLevel>,
): (readonly PlannedLevel[])[] {
  if (named.length === 0 || named.length === levels.length) {
    const half = Math.ceil(levels.length / 2);
    return [levels.slice(0, half), levels.slice(half)];
  }
  const apart = new Set(named.flatMap((write) => writes.get(write) ?? []));
  return [levels.filter((level) => !apart.has(level)), ...[...apart].map((level) => [level])];
}

const writeOf = ({ target, locationId, quantity }: PlannedLevel): StockWrite => ({
  locationId,
  quantity,
  ...(target.kind === 'variant' ? { variantId: target.variantId } : { productId: target.productId }),
});
