/** What a bundle that no variant of ours is linked with is put together from. */
import type { BpProduct } from '../../brightpearl/products';
import type { LinkedComponent } from '../../domain/stock-facts';
import type { ProductRef } from '../../mapping/types';
import { takeApart } from '../../mapping/stock/bundle';
import { quantity } from '../../mapping/stock/quantity';
import type { StockDeps } from './deps';

/** Keeps its stock-tracked parts with what its SKU was found to be. */
export async function learnParts(deps: StockDeps, account: string, { sku, productId }: ProductRef): Promise<void> {
  const products = await withParts(deps, account, productId);
  const parts = takeApart(compositionOf(products, productId) ?? [], (id) => compositionOf(products, id)) ?? [];
  const tracked = parts.filter((part) => products.get(part.productId)?.stock.stockTracked);
  const meta = { parts: tracked.map((part): LinkedComponent => ({ ...part, quantity: part.quantity.toFixed() })) };
  await deps.store.links.put({ kind: 'product', account, localKey: sku, remoteId: String(productId), meta });
}

/** The bundle, its parts, and the parts of bundles in it. */
async function withParts(deps: StockDeps, account: string, bundleId: number): Promise<Map<number, BpProduct>> {
  const products = new Map<number, BpProduct>();
  const asked = new Set<number>();
  let next = [bundleId];
  while (next.length > 0) {
    for (const id of next) asked.add(id);
    const read = await deps.brightpearl(account).products.readMany(next);
    for (const [id, product] of read) products.set(id, product);
    const parts = [...read.keys()].flatMap((id) => (compositionOf(products, id) ?? []).map((part) => part.productId));
    next = [...new Set(parts)].filter((id) => !asked.has(id));
  }
  return products;
}

function compositionOf(products: ReadonlyMap<number, BpProduct>, productId: number) {
  const composition = products.get(productId)?.composition;
  if (!composition?.bundle) return undefined;
  return (composition.bundleComponents ?? []).map((part) => ({
    productId: part.productId,
    quantity: quantity(part.productQuantity),
  }));
}
