/** What the board says of an order once it is planned. */
import type { PlanOrderInput } from '../domain/activity-types';
import type { Amendments, OrderPlan } from '../mapping/types';
import type { ActivityDeps } from './deps';
import { noticesOf } from './notices';
import { standingIssue } from './standing-issue';

/** How far the plan is carried out already, and what people accepted of the sales orders that it made. */
export interface PlanProgress {
  readonly exists: boolean;
  readonly upToDate: boolean;
  readonly accepted: Amendments['acceptedBySalesOrder'];
}

export async function showPlan(
  deps: ActivityDeps,
  { key, asOf }: PlanOrderInput,
  { proof, notices }: OrderPlan,
  { exists, upToDate, accepted }: PlanProgress,
): Promise<void> {
  const row = await deps.store.orders.get(key);
  // What was noticed when the sales orders were made is still true of them.
  const earlier = exists ? noticesOf(row) : [];
  const { basis, taxMode } = proof;
  await deps.store.orders.upsert({
    order: key,
    asOf: new Date(asOf),
    issue: standingIssue(row, accepted),
    details: { basis: `${taxMode}: ${basis}`, notices: [...new Set([...earlier, ...notices])] },
    ...(upToDate
      ? { state: 'SYNCED', step: 'In Brightpearl, totals equal', holdUntil: null }
      : { state: 'SYNCING', step: 'Planned' }),
  });
}
