/**
 * What follows when variants are linked otherwise: orders that sold them count for what they are now, then their levels are
 * looked at again. What a former attempt left is done with it; until then no level is set by such a link.
 */
import type { StockDeps } from './deps';
import { recomputeDemand } from './record-demand';

const VARIANTS_AT_ONCE = 500;
const REASON = 'linked otherwise';

export async function lookAgain(deps: StockDeps, storeHash: string, alive: () => void): Promise<void> {
  for (;;) {
    const changes = await deps.store.linkChanges.next(storeHash, VARIANTS_AT_ONCE);
    if (changes.length === 0) break;
    const variantIds = changes.map(({ variantId }) => variantId);
    await recomputeDemand(deps, await deps.store.demand.withVariants(storeHash, variantIds), alive);
    await deps.store.transaction(async (tx) => {
      await tx.stockDirty.mark(
        variantIds.map((variantId) => ({ storeHash, variantId })),
        REASON,
        'later',
      );
      await tx.stockDirty.unpark(storeHash, { variantIds });
      await tx.stockIssues.clear(storeHash, variantIds, 'LEVEL_REJECTED');
      await tx.linkChanges.settle(storeHash, changes);
    });
  }
  // Not only what was marked just now: an attempt may have been lost after its marks and before it told of them.
  const marked = await deps.store.stockDirty.storesMarkedFor(REASON);
  if (marked.includes(storeHash)) await deps.stock.moved(storeHash, { reason: REASON });
}
