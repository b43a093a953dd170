/** The levels that a store shows, by variant and location. */
import type { BcInventoryItem } from '../../bigcommerce/inventory';
import type { ProductLink } from '../../store/product-links';
import type { StockDeps } from './deps';

/** By variant, then by location. What the store does not have, or does not track, is missing. */
export type StoreLevels = ReadonlyMap<number, ReadonlyMap<number, number>>;

type Leveled = Pick<ProductLink, 'variantId' | 'productId' | 'levelTarget'>;

export async function storeLevels(deps: StockDeps, storeHash: string, links: readonly Leveled[]): Promise<StoreLevels> {
  const byProduct = links.filter(({ levelTarget }) => levelTarget === 'product');
  const byVariant = links.filter(({ levelTarget }) => levelTarget === 'variant');
  const items = await deps.bigcommerce(storeHash).inventory.items({
    variantIds: byVariant.map(({ variantId }) => variantId),
    productIds: byProduct.map(({ productId }) => productId),
  });
  return shownBy(items, links);
}

/** What items of the store say of linked variants; a product's own level is that of its only variant. */
export function shownBy(items: readonly BcInventoryItem[], links: readonly Leveled[]): StoreLevels {
  const byProduct = new Map(links.filter(isByProduct).map(({ productId, variantId }) => [productId, variantId]));
  const byVariant = new Set(links.filter((link) => !isByProduct(link)).map(({ variantId }) => variantId));
  const levels = new Map<number, Map<number, number>>();
  for (const item of items) {
    const own = item.variantId !== undefined && byVariant.has(item.variantId) ? item.variantId : undefined;
    const variantId = own ?? byProduct.get(item.productId);
    if (variantId === undefined) continue;
    const ofVariant = levels.get(variantId) ?? new Map<number, number>();
    levels.set(variantId, ofVariant.set(item.locationId, item.onHand));
  }
  return levels;
}

const isByProduct = ({ levelTarget }: Leveled): boolean => levelTarget === 'product';
