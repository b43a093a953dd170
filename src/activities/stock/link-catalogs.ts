/** Links the catalogs of a store and an account as they were read last. Asks nobody. */
import type { StockConfig } from '../../config/config';
import { linkedCatalogs } from '../../mapping/catalog/matching/link-keys';
import { storedParts } from '../../mapping/stock/composition';
import type { ProductLinks, VariantLink } from '../../mapping/stock/link-types';
import { aliasOf } from '../../mapping/stock/linking';
import type { LinkScope, ProductLink } from '../../store/product-links';
import { matchInputOf } from '../catalog/match-input';
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
    const input = await matchInputOf(deps.config, tx, scope, skuMatch, 'links');
    const found = linkedCatalogs(input);
    const links = found.variants.map((link) => {
      const setProductId = input.set?.get(link.variant.variantId) ?? null;
      const aliasSku = setProductId === null ? (aliasOf(link.variant, input.aliases ?? {}) ?? null) : null;
      return linkRow(scope, link, { setProductId, aliasSku });
    });
    const changed = await tx.productLinks.replace(scope, links, new Date());
    await tx.linkChanges.add(scope.storeHash, changed);
    if (readAt) await tx.productLinks.confirm(scope, readAt);
    return { links, changed: changed.length, withoutVariant: found.withoutVariant };
  });
}

function linkRow(
  { storeHash, account }: LinkScope,
  link: VariantLink,
  by: Pick<ProductLink, 'setProductId' | 'aliasSku'>,
): ProductLink {
  const { variantId, productId, sku, tracking, isBase, brandId, categoryIds } = link.variant;
  const base = {
    variantId,
    productId,
    sku,
    tracking,
    isBase,
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
