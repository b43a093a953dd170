/** Begins the nightly compare: the store's writer does it, so that nobody else writes between its pages. */
import type { StoreStep } from '../../domain/stock-types';
import { timeOrderedId } from '../../store/time-ordered-id';
import { poolStoresOf } from './deps';
import type { StockDeps } from './deps';
import { recomputeDemand } from './record-demand';

export async function requestCompare(deps: StockDeps, { storeHash }: StoreStep): Promise<void> {
  // Nobody tells when an order has waited for its payment for too long to count.
  await recomputeDemand(deps, await deps.store.demandReview.unpaid(poolStoresOf(deps.config, storeHash)));
  await deps.stock.compare(storeHash, { reportId: timeOrderedId(), correct: true });
}
