/** What a bundle that no variant of ours is linked with is put together from. */
import { storedParts, withBundles } from '../../mapping/stock/composition';
import type { ProductRef } from '../../mapping/types';
import type { CatalogProduct } from '../../store/catalogs';
import type { StockDeps } from './deps';
import { listedProduct } from './listed-product';
import { catalogProduct } from './read-catalogs';

/** Keeps its stock-tracked parts with what its SKU was found to be. */
export async function learnParts(deps: StockDeps, account: string, { sku, productId }: ProductRef): Promise<void> {
  const products = await withParts(deps, account, productId);
  const found = withBundles(products.map(listedProduct)).find((product) => product.productId === productId);
  const meta = { parts: storedParts(found?.bundle ?? []) };
  await deps.store.links.put({ kind: 'product', account, localKey: sku, remoteId: String(productId), meta });
}

/** The bundle, its parts, and the parts of bundles in it. */
async function withParts(deps: StockDeps, account: string, bundleId: number): Promise<CatalogProduct[]> {
  const products: CatalogProduct[] = [];
  const asked = new Set<number>();
  let next = [bundleId];
  while (next.length > 0) {
    for (const id of next) asked.add(id);
    const read = [...(await deps.brightpearl(account).products.readMany(next)).values()].map(catalogProduct);
    products.push(...read);
    const parts = read.flatMap(({ components }) => components ?? []).map((part) => part.productId);
    next = [...new Set(parts)].filter((id) => !asked.has(id));
  }
  return products;
}
