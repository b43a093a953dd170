/** Links as rows: how they are read and written. */
import type { Database } from './database';
import { toJsonb } from './json';
import { meaningOf } from './link-text';
import type { ProductLink } from './product-links';

/** Inserts or replaces links of one pair; gives those that mean something else than before. */
export async function saveLinks(
  db: Database,
  links: readonly ProductLink[],
  seenAt: Date,
): Promise<readonly ProductLink[]> {
  const [first] = links;
  if (!first) return [];
  const before = await db
    .selectFrom('productLinks')
    .selectAll()
    .where('storeHash', '=', first.storeHash)
    .where('account', '=', first.account)
    .where(
      'variantId',
      'in',
      links.map(({ variantId }) => variantId),
    )
    .execute();
  const known = new Map(before.map((link) => [link.variantId, meaningOf(link)]));
  await db
    .insertInto('productLinks')
    .values(
      links.map((link) => ({
        ...link,
        categoryIds: toJsonb(link.categoryIds),
        components: link.components === null ? null : toJsonb(link.components),
        seenAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['storeHash', 'account', 'variantId']).doUpdateSet((row) => ({
        productId: row.ref('excluded.productId'),
        sku: row.ref('excluded.sku'),
        tracking: row.ref('excluded.tracking'),
        isBase: row.ref('excluded.isBase'),
        brandId: row.ref('excluded.brandId'),
        categoryIds: row.ref('excluded.categoryIds'),
        brightpearlId: row.ref('excluded.brightpearlId'),
        stockTracked: row.ref('excluded.stockTracked'),
        components: row.ref('excluded.components'),
        levelTarget: row.ref('excluded.levelTarget'),
        problem: row.ref('excluded.problem'),
        setProductId: row.ref('excluded.setProductId'),
        aliasSku: row.ref('excluded.aliasSku'),
        seenAt: row.ref('excluded.seenAt'),
      })),
    )
    .execute();
  return links.filter((link) => known.get(link.variantId) !== meaningOf(link));
}

export const LINK_COLUMNS = [
  'storeHash',
  'account',
  'variantId',
  'productId',
  'sku',
  'tracking',
  'isBase',
  'brandId',
  'categoryIds',
  'brightpearlId',
  'stockTracked',
  'components',
  'levelTarget',
  'problem',
  'setProductId',
  'aliasSku',
] as const satisfies readonly (keyof ProductLink)[];
