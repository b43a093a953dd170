/** Reads what was written once the store must show it. What it shows otherwise is looked at again, and written again. */
import type { StoreStep, VerifyStockResult } from '../../domain/stock-types';
import type { WrittenLevel } from '../../store/levels';
import { accountsOf, stockConfigOf } from './deps';
import type { StockDeps } from './deps';
import { noteForeign } from './second-writer';
import { storeLevels } from './store-levels';

const LEVELS_AT_ONCE = 2_000;

export async function verifyStock(deps: StockDeps, { storeHash }: StoreStep): Promise<VerifyStockResult> {
  const due = await deps.store.levels.toVerify(storeHash, new Date(), LEVELS_AT_ONCE);
  const different = due.length === 0 ? [] : await differing(deps, storeHash, due);
  const variantIds = different.map(({ variantId }) => variantId);
  // Together: a level that counts as moved, or as verified, without a mark would stay as it is.
  await deps.store.transaction(async (tx) => {
    if (variantIds.length > 0) await tx.levels.moved(storeHash, variantIds, new Date());
    await tx.levels.verified(storeHash, due);
    await tx.stockDirty.mark(
      variantIds.map((variantId) => ({ storeHash, variantId })),
      'not as it was written',
    );
  });
  const { waiting } = await deps.store.stockDirty.counts(storeHash);
  const next = await deps.store.levels.nextVerification(storeHash);
  return {
    verified: due.length - different.length,
    // An attempt that was lost may have marked more.
    different: Math.max(waiting, different.length),
    ...(next ? { nextInMs: Math.max(1, next.getTime() - Date.now()) } : {}),
  };
}

/** A level that something else moved since it was written has been marked for that already. */
async function differing(deps: StockDeps, storeHash: string, due: readonly WrittenLevel[]): Promise<WrittenLevel[]> {
  const links = await linksOf(deps, storeHash, due);
  const shown = await storeLevels(deps, storeHash, links);
  const different = due.filter(
    ({ variantId, locationId, quantity, movedAt }) =>
      movedAt === null && shown.get(variantId)?.get(locationId) !== quantity,
  );
  await noteForeign(deps, storeHash, different, shown);
  return different;
}

async function linksOf(deps: StockDeps, storeHash: string, due: readonly WrittenLevel[]) {
  const config = stockConfigOf(deps, storeHash);
  const variantIds = [...new Set(due.map(({ variantId }) => variantId))];
  const scopes = config ? accountsOf(config).map((account) => ({ storeHash, account })) : [];
  const links = await Promise.all(scopes.map((scope) => deps.store.productLinks.ofVariants(scope, variantIds)));
  return [...new Map(links.flat().map((link) => [link.variantId, link])).values()];
}
