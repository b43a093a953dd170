/**
 * The guard against emptying a shop by mistake: a source that answers wrongly (a warehouse switched off, a credential that
 * sees less) looks like everything being sold out at once.
 */

export interface MassFallRules {
  /** More than this share of the store's levels above 0 may not fall to 0 at once. */
  readonly percent: number;
  /** Fewer than this many levels, or SKUs, never trip the guard: 3 of 5 selling out is an ordinary day. */
  readonly atLeast: number;
}

/** A level that the guard keeps from falling to 0, or that a person lets fall. */
export type GuardRuling = 'held' | 'released';

/** How many of the products that had stock a source still answers for. */
export interface SourceCount {
  /** For people, e.g. `availability of acme, products 1001 to 1200`. */
  readonly source: string;
  readonly before: number;
  readonly now: number;
}

export interface FallCount {
  /** Levels of the store that were above 0 before the falls that count together, whether or not this batch has them. */
  readonly inStock: number;
  /** Levels that would be 0 afterwards: of this batch of plans, and those that fell shortly before it. */
  readonly toZero: number;
}

/** Why nothing falls to 0, with the figures for the issue. */
export type MassFall =
  | ({ readonly reason: 'mass-fall'; readonly limitPercent: number } & FallCount)
  | ({ readonly reason: 'source-shrank'; readonly limitPercent: number } & SourceCount);

/** Undefined: nothing suspicious. */
export function findMassFall(
  fall: FallCount,
  sources: readonly SourceCount[],
  rules: MassFallRules,
): MassFall | undefined {
  const limitPercent = rules.percent;
  if (isTooMuch(fall.toZero, fall.inStock, rules)) return { reason: 'mass-fall', limitPercent, ...fall };
  const shrunk = sources.find(({ before, now }) => isTooMuch(before - now, before, rules));
  return shrunk && { reason: 'source-shrank', limitPercent, ...shrunk };
}

/** Whether so many of so many are gone that it looks like a mistake. */
export const isTooMuch = (lost: number, of: number, { percent, atLeast }: MassFallRules): boolean =>
  lost >= Math.max(atLeast, 1) && lost * 100 > of * percent;
