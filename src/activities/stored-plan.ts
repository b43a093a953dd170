/** What `planOrder` stores for the steps after it: they never map again, so no two steps act on different versions. */
import type { OrderKey } from '../domain/ids';
import type { ReadBackRulings } from '../mapping/read-back';
import type { PlannedRefund } from '../mapping/refunds/types';
import type { OrderPlan } from '../mapping/types';
import { issueFailure } from './failures';
import { issue } from '../domain/issues';
import type { Issue } from '../domain/issues';
import type { ActivityDeps } from './deps';

export interface StoredPlan {
  readonly plan: OrderPlan;
  readonly route: string;
  readonly account: string;
  /** The order's status in the store; unknown of plans that older releases stored. */
  readonly storeStatusId?: number;
  /** Hash of what a later version of the order is compared with (lines, money, addresses). */
  readonly sourceHash: string;
  /** A person accepted this version for a sales order that was made of an earlier one. */
  readonly isAccepted: boolean;
  /** The contact a person ruled to use. */
  readonly contactId?: number;
  /** What people ruled that the proof of a posted sales order has to know. */
  readonly rulings: ReadBackRulings;
  /** What should stand in Brightpearl of the order's refunds, besides the rows that the plan lacks for them. */
  readonly refunds?: readonly PlannedRefund[];
  /** What keeps refunds from it. */
  readonly refundIssues?: readonly Issue[];
  /** True when an earlier database may have handled this order: every write looks first. */
  readonly lookFirst: boolean;
}

export async function loadPlan(deps: ActivityDeps, key: OrderKey, planId: string): Promise<StoredPlan> {
  const stored = await deps.store.plans.get(planId);
  if (stored) return stored.body as StoredPlan;
  // Retention took it while the order waited: a retry reads and maps the order again.
  throw issueFailure(issue('VERSION_GONE', `Order ${key.orderId}: its stored plan is gone; retry the order`));
}
