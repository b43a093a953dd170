/** Which Brightpearl products a store sells: those that are linked, and archived ones, which have lost their link. */
import type { CatalogAccountStep } from '../../domain/catalog-types';
import { grouped } from '../../mapping/stock/grouped';
import { ARCHIVED, KEY_OF } from '../../mapping/stock/linking';
import { skuMatchOf } from '../stock/deps';
import type { CatalogDeps } from './deps';

/** A variant of the store, and what it is in the account. */
export interface SoldProduct {
  /** Of the store, as its variant. */
  readonly productId: number;
  readonly variantId: number;
  readonly brightpearlId: number;
}

/** An archived product counts where a variant without a link has its SKU, and none that is in use has. */
export async function soldProducts(deps: CatalogDeps, scope: CatalogAccountStep): Promise<SoldProduct[]> {
  const links = await deps.store.productLinks.ofPair(scope);
  const linked = links.flatMap(({ productId, variantId, brightpearlId }) =>
    brightpearlId === null ? [] : [{ productId, variantId, brightpearlId }],
  );
  const skuMatch = skuMatchOf(deps, scope.storeHash);
  const unlinked = links.filter(({ problem }) => problem === 'NOT_IN_BRIGHTPEARL');
  if (!skuMatch || unlinked.length === 0) return linked;
  const products = await deps.store.catalogs.products(scope.account);
  const archived = grouped(
    products.filter(({ status }) => status === ARCHIVED),
    ({ sku }) => KEY_OF[skuMatch](sku),
  );
  const former = unlinked.flatMap(({ productId, variantId, sku }) => {
    const { productId: brightpearlId } = archived.get(KEY_OF[skuMatch](sku))?.at(-1) ?? {};
    return brightpearlId === undefined ? [] : [{ productId, variantId, brightpearlId }];
  });
  return [...linked, ...former];
}
