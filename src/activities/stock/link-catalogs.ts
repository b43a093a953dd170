/** Links the catalogs of a store and an account as they were read last. Asks nobody. */
import type { StockConfig } from '../../config/config';
import { countedParts, storedParts, withBundles } from '../../mapping/stock/composition';
import type { ProductLinks, StoreVariant, VariantLink } from '../../mapping/stock/link-types';
import { aliasOf, linkProducts } from '../../mapping/stock/linking';
import type { CatalogProduct, CatalogVariant } from '../../store/catalogs';
import type { LinkScope, ProductLink } from '../../store/product-links';
import { setLinksOf } from '../../store/set-links';
import { aliasesOf } from '../operator-mappings';
import type { StockDeps } from './deps';

/** Neither side wants a level: nothing to tell anybody. */
const NO_PROBLEM = 'UNTRACKED_ON_BOTH_SIDES';

export interface Linked {
  readonly links: readonly ProductLink[];
  /** How many variants mean something else than before. */
  readonly changed: number;
  readonly withoutVariant: ProductLinks['withoutVariant'];
}

/**
 * Links, and what is to be looked at again for them, are stored together. Two refreshes of one pair link one after the other,
 * each from what was read last.
 *
 * @param readAt when a reading of both whole catalogs began; undefined after reading only some products
 */
export async function linkCatalogs(
  deps: StockDeps,
  scope: LinkScope,
  skuMatch: StockConfig['skuMatch'],
  readAt: Date | undefined,
): Promise<Linked> {
  return deps.store.transaction(async (tx) => {
    await tx.productLinks.lock(scope);
    const variants = (await tx.catalogs.variants(scope.storeHash)).map(storeVariant);
    const products = withBundles((await tx.catalogs.products(scope.account)).map(listedProduct));
    const byId = await setLinksOf(tx.mappings, scope);
    const aliases = await aliasesOf(deps.config, tx.mappings, scope);
    const found = linkProducts({ variants, products, skuMatch, byId, aliases });
    const links = found.variants.map((link) => {
      const setProductId = byId.get(link.variant.variantId) ?? null;
      const aliasSku = setProductId === null ? (aliasOf(link.variant, aliases) ?? null) : null;
      return linkRow(scope, link, { setProductId, aliasSku });
    });
    const changed = await tx.productLinks.replace(scope, links, new Date());
    await tx.linkChanges.add(scope.storeHash, changed);
    if (readAt) await tx.productLinks.confirm(scope, readAt);
    return { links, changed: changed.length, withoutVariant: found.withoutVariant };
  });
}

const storeVariant = ({ brandId, ...variant }: CatalogVariant): StoreVariant =>
  brandId === null ? variant : { ...variant, brandId };

export const listedProduct = ({ components, ...product }: CatalogProduct) => ({
  ...product,
  components: components ? countedParts(components) : undefined,
});

function linkRow(
  { storeHash, account }: LinkScope,
  link: VariantLink,
  by: Pick<ProductLink, 'setProductId' | 'aliasSku'>,
): ProductLink {
  const { brandId, categoryIds, ...variant } = link.variant;
  const base = {
    ...variant,
    storeHash,
    account,
    brandId: brandId ?? null,
    categoryIds: [...categoryIds],
    ...by,
  };
  if (link.kind === 'unlinked') {
    const none = { brightpearlId: null, stockTracked: null, components: null, levelTarget: null };
    return { ...base, ...none, problem: link.code };
  }
  const { product } = link;
  return {
    ...base,
    brightpearlId: product.productId,
    stockTracked: product.stockTracked,
    components: product.bundle ? storedParts(product.bundle) : null,
    levelTarget: link.kind === 'linked' ? link.target.kind : null,
    problem: link.kind === 'linked' || link.code === NO_PROBLEM ? null : link.code,
  };
}
