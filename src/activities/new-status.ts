/**
 * The status that a new sales order gets. One that Brightpearl is to give it by the order's status in the store holds from
 * the beginning: an order that had that status before it was read first ends as one that came to it later.
 */
import type { RouteRules } from '../mapping/rules';
import type { MappedSalesOrder } from '../mapping/types';
import type { StoredPlan } from './stored-plan';

type Rules = Pick<RouteRules, 'brightpearlChanges'>;

const followed = ({ storeStatusId }: StoredPlan, { brightpearlChanges }: Rules): number | undefined =>
  storeStatusId === undefined ? undefined : brightpearlChanges.storeStatuses[storeStatusId];

export const newStatusOf = (stored: StoredPlan, rules: Rules, { draft }: MappedSalesOrder): number =>
  followed(stored, rules) ?? draft.statusId;

/** Both statuses, where the sales order stands at the one that follows: no change of either side since. */
export function followedPair(stored: StoredPlan, rules: Rules, { statusId }: { readonly statusId: number }) {
  const isFollowed = followed(stored, rules) === statusId;
  return isFollowed ? { statusPair: { bp: statusId, bc: stored.storeStatusId } } : {};
}
