/** Links as texts to be compared. */
import type { ProductLink } from './product-links';

/** What a level depends on: a link that means the same needs no new look at its stock. */
export const meaningOf = (link: ProductLink): string =>
  JSON.stringify([
    link.brightpearlId,
    link.stockTracked,
    // The database keeps the keys of an object in its own order.
    link.components?.map(({ productId, quantity }) => [productId, quantity]) ?? null,
    link.levelTarget,
    link.sku,
    link.brandId,
    link.categoryIds,
  ]);

/** All of it. */
export const textOf = (link: ProductLink): string =>
  JSON.stringify([
    meaningOf(link),
    link.productId,
    link.tracking,
    link.isBase,
    link.problem,
    link.setProductId,
    link.aliasSku,
  ]);
