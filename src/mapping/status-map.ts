/**
 * Which side's status follows the other's. Pure. Each side is compared with what was seen or set last, so that a status which
 * we set ourselves is no change, and neither side is moved twice for one change.
 */
import { UNMAPPED_STATUSES, type BrightpearlChangeRules } from './rules-brightpearl-changes';

/** Status ids: the sales order's and the order's. */
export interface StatusPair {
  readonly bp: number;
  readonly bc: number;
}

export interface StatusesSeen {
  readonly now: StatusPair;
  /** What was seen or set last. Without a status of the store nothing is known of it yet. */
  readonly last: { readonly bp: number; readonly bc?: number };
}

export type StatusDecision =
  | { readonly to: 'nothing' }
  /** `overruled`: the store's own change was meant otherwise. */
  | { readonly to: 'store'; readonly statusId: number; readonly overruled: boolean }
  | { readonly to: 'brightpearl'; readonly statusId: number };

/** Beside those that are never mapped: declined and disputed orders keep their status. */
const KEPT = [6, 13];

const mayLeave = (bc: number): boolean => UNMAPPED_STATUSES[bc] === undefined && !KEPT.includes(bc);

/** What changed last is followed; where both changed, Brightpearl is. */
export function decideStatus(
  { now, last }: StatusesSeen,
  { statuses, storeStatuses }: Pick<BrightpearlChangeRules, 'statuses' | 'storeStatuses'>,
): StatusDecision {
  const forStore = now.bp === last.bp ? undefined : statuses[now.bp];
  const forBrightpearl = now.bc === last.bc ? undefined : storeStatuses[now.bc];
  if (forStore === now.bc || forBrightpearl === now.bp) return { to: 'nothing' };
  if (forStore !== undefined && mayLeave(now.bc)) {
    const overruled = last.bc !== undefined && forBrightpearl !== undefined;
    return { to: 'store', statusId: forStore, overruled };
  }
  return forBrightpearl === undefined ? { to: 'nothing' } : { to: 'brightpearl', statusId: forBrightpearl };
}
