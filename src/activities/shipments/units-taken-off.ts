/** What refunds took off an order's sales orders: units that never leave, by the line that they are of. */
import type { OrderKey } from '../../domain/ids';
import type { ActivityDeps } from '../deps';
import { decisionOf } from '../refunds/decide-refunds';

export async function unitsTakenOff(deps: ActivityDeps, key: OrderKey): Promise<ReadonlyMap<number, number>> {
  const decisions = (await deps.store.refunds.ofOrder(key)).flatMap((stored) => decisionOf(stored) ?? []);
  const units = new Map<number, number>();
  for (const { where, rowRef, quantity = 0 } of decisions.flatMap(({ portions }) => portions)) {
    const lineId = Number(/^line-(\d+)$/.exec(rowRef)?.[1]);
    if (where === 'reduce' && lineId) units.set(lineId, (units.get(lineId) ?? 0) + quantity);
  }
  return units;
}
