/** The statuses of both sides as they were seen or set last, kept with the links: what differs from them was changed since. */
import type { MoveStatusInput } from '../../domain/brightpearl-change-types';
import type { ActivityDeps } from '../deps';
import { keepWithSalesOrder } from '../keep-with-sales-order';

/** What the moves of a step made of the statuses that it saw. */
interface MovedTo {
  readonly bc?: number;
  /** By `externalRef`. */
  readonly bp?: ReadonlyMap<string, number>;
}

export async function noteStatusPairs(
  deps: ActivityDeps,
  { key, asOf, account, statuses: { bc, seen } }: Pick<MoveStatusInput, 'key' | 'asOf' | 'account' | 'statuses'>,
  moved: MovedTo,
): Promise<void> {
  const known = await deps.store.links.getMany(
    'sales-order',
    account,
    seen.map(({ externalRef }) => externalRef),
  );
  for (const { externalRef, salesOrderId, bp } of seen) {
    const pair = { bp: moved.bp?.get(externalRef) ?? bp, bc: moved.bc ?? bc };
    const before = known.get(externalRef)?.meta['statusPair'] as { bp?: number; bc?: number } | undefined;
    if (before?.bp === pair.bp && before.bc === pair.bc) continue;
    const statusPair = { ...pair, at: new Date(asOf).toISOString() };
    await keepWithSalesOrder(deps, { key, account, externalRef, salesOrderId }, { statusPair });
  }
}
