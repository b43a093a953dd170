/**
 * Sends a batch of levels, and whatever of it the store refuses in ever smaller parts, until only the items at fault are
 * left: one bad SKU keeps nothing but itself. What is refused as a whole is not taken apart item by item.
 */
import type { StockWrite } from '../../bigcommerce/inventory-refusal';
import { isRefusedBatch, namedWrites } from '../../bigcommerce/inventory-refusal';
import type { RemoteError } from '../../domain/remote-error';
import type { LevelBatch, PlannedLevel } from '../../mapping/stock/changes';
import type { StockDeps } from './deps';
import { locationProblem } from './locations';

const REASON = 'Brightpearl stock';
/** So many refusals with nothing accepted, and others of all over the batch are tried before the rest of it is. */
const SUSPICIOUS = 10;
/** So many, and the rest is not tried. */
const HOPELESS = 20;

type Levels = readonly PlannedLevel[];

/** Is told of each part as soon as its fate is known, so that an attempt that is cut short has not worked for nothing. */
export interface Outcomes {
  /** Before each request; may throw to end it. */
  sending(): Promise<void>;
  accepted(levels: Levels): Promise<void>;
  rejected(levels: Levels, error: RemoteError): Promise<void>;
  /** No level of the location can be written. */
  unusable(locationId: number, problem: string): Promise<void>;
}

export async function sendLevels(
  deps: StockDeps,
  storeHash: string,
  { levels, locationId }: LevelBatch,
  outcomes: Outcomes,
): Promise<void> {
  let waiting: Levels[] = [levels];
  let accepted = 0;
  let refusals = 0;
  let isLocationKnown = false;
  for (let part = waiting.shift(); part; part = waiting.shift()) {
    await outcomes.sending();
    const refusal = await refusalOf(deps, storeHash, part);
    if (!refusal) {
      accepted += part.length;
      await outcomes.accepted(part);
      continue;
    }
    const problem = isLocationKnown ? undefined : await locationProblem(deps, storeHash, locationId);
    if (problem !== undefined) return outcomes.unusable(locationId, problem);
    isLocationKnown = true;
    if (refusal.parts.length > 0) {
      waiting.unshift(...refusal.parts);
      continue;
    }
    await outcomes.rejected(part, refusal.error);
    refusals += 1;
    if (accepted > 0) continue;
    if (refusals === SUSPICIOUS) waiting = samplesFirst(waiting.flat());
    if (refusals >= HOPELESS) return outcomes.rejected(waiting.flat(), refusal.error);
  }
}

interface Refusal {
  readonly error: RemoteError;
  /** To be tried by themselves; none: all of it is at fault. */
  readonly parts: readonly Levels[];
}

/** Undefined when the store took the levels. */
async function refusalOf(deps: StockDeps, storeHash: string, levels: Levels): Promise<Refusal | undefined> {
  const writes = new Map(levels.map((level) => [writeOf(level), level]));
  try {
    await deps.bigcommerce(storeHash).inventory.setAbsolute(REASON, [...writes.keys()]);
    return undefined;
  } catch (error) {
    if (!isRefusedBatch(error)) throw error;
    const named = new Set(namedWrites(error, [...writes.keys()]).flatMap((write) => writes.get(write) ?? []));
    return { error, parts: levels.length === 1 || named.size === levels.length ? [] : partsOf(levels, named) };
  }
}

/** The items that the refusal names, and the rest; halves where it names none. */
function partsOf(levels: Levels, named: ReadonlySet<PlannedLevel>): Levels[] {
  if (named.size > 0) return [[...named], levels.filter((level) => !named.has(level))];
  const half = Math.ceil(levels.length / 2);
  return [levels.slice(0, half), levels.slice(half)];
}

/** Neighbors may share a fault: single items from all over come before the rest. */
function samplesFirst(levels: Levels): Levels[] {
  const step = Math.max(1, Math.floor(levels.length / (HOPELESS - SUSPICIOUS)));
  const samples = levels.filter((_, index) => index % step === 0).slice(0, HOPELESS - SUSPICIOUS);
  const others = levels.filter((level) => !samples.includes(level));
  return [...samples.map((level) => [level]), ...(others.length > 0 ? [others] : [])];
}

const writeOf = ({ target, locationId, quantity }: PlannedLevel): StockWrite => ({
  locationId,
  quantity,
  ...(target.kind === 'variant' ? { variantId: target.variantId } : { productId: target.productId }),
});
