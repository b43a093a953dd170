/**
 * SKU → Brightpearl product, as the links of the store's variants have it; other SKUs (custom lines, amended ones) are asked
 * for and remembered: a catalog of thousands is sold from again and again.
 */
import { z } from 'zod';
import type { ProductLookup, ProductRef } from '../mapping/types';
import type { ActivityDeps } from './deps';

/** A product renamed in Brightpearl is noticed after this long at the latest. */
const REMEMBER_MS = 24 * 3_600_000;

const metaSchema = z.object({ sku: z.string(), stockTracked: z.boolean(), bundle: z.boolean() });

/** Asks Brightpearl only for what is not remembered; a SKU with no or several products is asked for every time. */
export async function lookUpProducts(
  deps: ActivityDeps,
  account: string,
  skus: readonly string[],
): Promise<ProductLookup> {
  const found = new Map<string, readonly ProductRef[]>();
  const since = new Date(Date.now() - REMEMBER_MS);
  const linked = skus.length === 0 ? new Map() : await deps.store.accountLinks.productsOf(account, skus, since);
  const links = skus.length === 0 ? new Map() : await deps.store.links.getMany('product', account, skus);
  for (const sku of skus) {
    const product = linked.get(sku);
    if (product) {
      found.set(sku, [product]);
      continue;
    }
    const link = links.get(sku);
    const meta = metaSchema.safeParse(link?.meta);
    if (link && meta.success && Date.now() - link.updatedAt.getTime() < REMEMBER_MS) {
      found.set(sku, [{ productId: Number(link.remoteId), ...meta.data }]);
      continue;
    }
    found.set(sku, await ask(deps, account, sku));
  }
  return found;
}

async function ask(deps: ActivityDeps, account: string, sku: string): Promise<readonly ProductRef[]> {
  const { products } = deps.brightpearl(account);
  const rows = await products.findBySku(sku);
  const [only, ...others] = rows;
  if (!only || others.length > 0) return rows.map((row) => ({ ...refOf(row), bundle: false }));
  // The search calls a bundle "not tracked", like a service: only the product itself tells them apart.
  const details = only.stockTracked ? undefined : (await products.readMany([only.productId])).get(only.productId);
  return [await rememberProduct(deps, account, { ...refOf(only), bundle: details?.composition.bundle ?? false })];
}

/** Brightpearl's search is not asked for its SKU again for a while. */
export async function rememberProduct(deps: ActivityDeps, account: string, product: ProductRef): Promise<ProductRef> {
  const { productId, sku, stockTracked, bundle } = product;
  const meta = { sku, stockTracked, bundle };
  await deps.store.links.replace({ kind: 'product', account, localKey: sku, remoteId: String(productId), meta });
  return product;
}

const refOf = ({ productId, sku, stockTracked }: Omit<ProductRef, 'bundle'>): Omit<ProductRef, 'bundle'> => ({
  productId,
  sku,
  stockTracked,
});
