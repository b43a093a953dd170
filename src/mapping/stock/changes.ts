/** What a cycle writes: absolute levels, only where the store shows another one, falling ones first. */
import { grouped } from './grouped';
import { findMassFall, type MassFall, type MassFallRules, type SourceCount } from './mass-fall';

/** BigCommerce takes 2,000 items in one request. */
export const ITEMS_PER_WRITE = 2_000;

/** How BigCommerce addresses a level: by variant, or by product where the product is what is tracked. Its own ids. */
export type LevelTarget =
  { readonly kind: 'variant'; readonly variantId: number } | { readonly kind: 'product'; readonly productId: number };

export interface PlannedLevel {
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
}

export interface LevelBatch {
  readonly locationId: number;
  readonly direction: 'falling' | 'rising';
  readonly levels: readonly PlannedLevel[];
}

export interface ChangesInput {
  readonly planned: readonly PlannedLevel[];
  /** Levels of the store that were above 0 when the cycle or compare began, whether or not they are planned here. */
  readonly inStock: number;
  /** Levels that earlier pages of the same compare have set to 0 already. */
  readonly fallenBefore: number;
  readonly sources: readonly SourceCount[];
  /** `released`: somebody looked at the figures and lets them through. */
  readonly guard: MassFallRules | 'released';
}

export type StockChanges =
  | {
      readonly kind: 'write';
      /** In the order of writing. */
      readonly batches: readonly LevelBatch[];
      /** Levels above 0 that will be 0. */
      readonly toZero: number;
    }
  | { readonly kind: 'hold'; readonly fall: MassFall };

export function planChanges({ planned, inStock, fallenBefore, sources, guard }: ChangesInput): StockChanges {
  const differing = onePerLevel(planned).filter(({ quantity, current }) => quantity !== current);
  const toZero = differing.filter(({ quantity, current = 0 }) => quantity === 0 && current > 0).length;
  const fall =
    guard === 'released' ? undefined : findMassFall({ inStock, toZero: toZero + fallenBefore }, sources, guard);
  if (fall) return { kind: 'hold', fall };
  const falling = differing.filter(isFalling).sort((one, two) => one.quantity - two.quantity);
  const rising = differing.filter((level) => !isFalling(level));
  return { kind: 'write', batches: [...batchesOf('falling', falling), ...batchesOf('rising', rising)], toZero };
}

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
