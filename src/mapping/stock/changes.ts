/** What a cycle writes: absolute levels, only where the store shows another one, falling ones first. */
import { grouped } from './grouped';
import { findMassFall, type GuardRuling, type MassFall, type MassFallRules, type SourceCount } from './mass-fall';

/** BigCommerce takes 2,000 items in one request. */
export const ITEMS_PER_WRITE = 2_000;

/** How BigCommerce addresses a level: by variant, or by product where the product is what is tracked. Its own ids. */
export type LevelTarget =
  { readonly kind: 'variant'; readonly variantId: number } | { readonly kind: 'product'; readonly productId: number };

export interface PlannedLevel {
  readonly variantId: number;
  readonly target: LevelTarget;
  readonly locationId: number;
  /** For people. */
  readonly sku: string;
  readonly quantity: number;
  /**
   * What the store shows now: read, or last written with nothing since that moves stock. Undefined where that is not known;
   * then it is written, and nothing is concluded from it.
   */
  readonly current: number | undefined;
  /** What the guard was decided about it before; undefined: nothing. */
  readonly ruling?: GuardRuling | undefined;
}

export interface LevelBatch {
  readonly locationId: number;
  readonly direction: 'falling' | 'rising';
  readonly levels: readonly PlannedLevel[];
}

export interface ChangesInput {
  readonly planned: readonly PlannedLevel[];
  /** Levels of the store that were above 0 before the falls that count together, whether or not they are planned here. */
  readonly inStock: number;
  /** Levels that fell to 0 shortly before, or earlier in the same compare, and that nobody let through. */
  readonly fallenBefore: number;
  readonly sources: readonly SourceCount[];
  readonly guard: MassFallRules;
}

export interface StockChanges {
  /** In the order of writing. */
  readonly batches: readonly LevelBatch[];
  /** Levels above 0 that stay as they are instead of falling to 0. */
  readonly held: readonly PlannedLevel[];
  /** Why levels are held that were not held before. */
  readonly fall: MassFall | undefined;
}

/**
 * Only a fall to 0 is ever held, so that a suspicion keeps no order from lowering a level. What was held stays so while it
 * would be 0; what a person let through is neither held nor counted.
 */
export function planChanges({ planned, inStock, fallenBefore, sources, guard }: ChangesInput): StockChanges {
  const differing = onePerLevel(planned).filter(({ quantity, current }) => quantity !== current);
  const falls = differing.filter(isFallToZero);
  const unjudged = falls.filter(({ ruling }) => ruling === undefined);
  const toZero = unjudged.length + fallenBefore;
  const fall = unjudged.length === 0 ? undefined : findMassFall({ inStock, toZero }, sources, guard);
  const held = falls.filter(({ ruling }) => ruling === 'held' || (fall !== undefined && ruling === undefined));
  const kept = new Set(held);
  const written = differing.filter((level) => !kept.has(level));
  const falling = written.filter(isFalling).sort((one, two) => one.quantity - two.quantity);
  const rising = written.filter((level) => !isFalling(level));
  return { batches: [...batchesOf('falling', falling), ...batchesOf('rising', rising)], held, fall };
}

export const isFallToZero = ({ quantity, current = 0 }: PlannedLevel): boolean => quantity === 0 && current > 0;

/** Two plans for one level are a mistake of the links: the lower one cannot oversell. */
function onePerLevel(planned: readonly PlannedLevel[]): PlannedLevel[] {
  return [...grouped(planned, levelKey).values()].map((same) =>
    same.reduce((lowest, level) => (level.quantity < lowest.quantity ? level : lowest)),
  );
}

/** One text per level: `variant 106 at 1`. */
export const levelKey = ({ target, locationId }: Pick<PlannedLevel, 'target' | 'locationId'>): string =>
  `${target.kind} ${target.kind === 'variant' ? target.variantId : target.productId} at ${locationId}`;

/** An unknown level may be too high, so it is set among the first. */
const isFalling = ({ quantity, current }: PlannedLevel): boolean => current === undefined || quantity < current;

/** BigCommerce asks for one location at a time. */
function batchesOf(direction: LevelBatch['direction'], levels: readonly PlannedLevel[]): LevelBatch[] {
  return [...grouped(levels, ({ locationId }) => locationId)].flatMap(([locationId, ofLocation]) =>
    Array.from({ length: Math.ceil(ofLocation.length / ITEMS_PER_WRITE) }, (_, index) => ({
      locationId,
      direction,
      levels: ofLocation.slice(index * ITEMS_PER_WRITE, (index + 1) * ITEMS_PER_WRITE),
    })),
  );
}
