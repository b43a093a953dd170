/** Something happened to products of an account: every level that depends on them is looked at again. */
import type { StockDeps } from './deps';

/** Gives how many levels were marked. */
export async function markProducts(
  deps: Pick<StockDeps, 'store' | 'stock'>,
  account: string,
  productIds: readonly number[],
  reason: string,
): Promise<number> {
  const variants = await deps.store.accountLinks.drawingOn(account, productIds);
  await deps.store.stockDirty.mark(variants, reason);
  const stores = new Set(variants.map(({ storeHash }) => storeHash));
  await Promise.all([...stores].map((storeHash) => deps.stock.moved(storeHash, { reason })));
  return variants.length;
}
