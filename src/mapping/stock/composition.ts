/** Products of an account with their bundles taken apart. */
import type { LinkedComponent } from '../../domain/stock-facts';
import { takeApart } from './bundle';
import type { AccountProduct } from './link-types';
import { quantity } from './quantity';
import type { BundleComponent } from './types';

/** Parts as they are stored, and as they are counted with. */
export const countedParts = (parts: readonly LinkedComponent[]): BundleComponent[] =>
  parts.map((part) => ({ productId: part.productId, quantity: quantity(part.quantity) }));

export const storedParts = (parts: readonly BundleComponent[]): LinkedComponent[] =>
  parts.map((part) => ({ productId: part.productId, quantity: part.quantity.toFixed() }));

/** As Brightpearl lists it: its parts may be bundles themselves. */
export interface ListedProduct extends Omit<AccountProduct, 'bundle'> {
  readonly components: readonly BundleComponent[] | undefined;
}

/** @param products all of the account: what a bundle is made of is looked up among them */
export function withBundles(products: readonly ListedProduct[]): AccountProduct[] {
  const byId = new Map(products.map((product) => [product.productId, product]));
  return products.map(({ components, ...product }) => {
    const parts = components && takeApart(components, (productId) => byId.get(productId)?.components);
    // What has no stock limits nothing and is never reserved; a bundle of nothing else is untracked itself.
    const limiting = parts?.filter(({ productId }) => byId.get(productId)?.stockTracked) ?? [];
    return limiting.length > 0 ? { ...product, bundle: limiting } : product;
  });
}
