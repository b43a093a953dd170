/** Products of an account with their bundles taken apart. */
import { takeApart } from './bundle';
import type { AccountProduct } from './link-types';
import type { BundleComponent } from './types';

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
