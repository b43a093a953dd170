/** An order whose sales orders are all cancelled: nothing is mapped, reserved or paid any more. */
import type { PlanOrderResult } from '../../domain/activity-types';
import type { ActivityDeps } from '../deps';
import { planAfterSale, type AfterSale } from './plan-after-sale';

export async function planCancelled(
  deps: ActivityDeps,
  known: Pick<AfterSale, 'input' | 'snapshot' | 'rulings' | 'links'>,
): Promise<Extract<PlanOrderResult, { kind: 'cancelled' }>> {
  const after = await planAfterSale(deps, known);
  const salesOrderIds = known.links.map(({ remoteId }) => Number(remoteId));
  if (after.issues.length === 0) {
    await deps.store.orders.upsert({
      order: known.input.key,
      asOf: new Date(known.input.asOf),
      state: 'CANCELLED',
      step: 'Cancelled on both sides',
      issue: null,
      holdUntil: null,
      salesOrderIds,
    });
  }
  return { kind: 'cancelled', salesOrderIds, after };
}
