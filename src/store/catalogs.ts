/**
 * Both catalogs as they were last read: whole, or only products that were told of. Readings may overlap; the later one wins,
 * row by row.
 */
import { sql, type Selectable } from 'kysely';
import type { LinkedComponent } from '../domain/stock-facts';
import { inChunks, ROWS_A_STATEMENT } from './chunks';
import type { Database } from './database';
import { toJsonb } from './json';
import type { StockTables } from './schema-stock';

export type CatalogVariant = Omit<Selectable<StockTables['storeVariants']>, 'storeHash' | 'seenAt'>;
export type CatalogProduct = Omit<Selectable<StockTables['accountProducts']>, 'account' | 'seenAt'>;

export class Catalogs {
  constructor(private readonly db: Database) {}

  /** @param seenAt before they were asked for */
  async putVariants(storeHash: string, variants: readonly CatalogVariant[], seenAt: Date): Promise<void> {
    for (const some of inChunks(variants, ROWS_A_STATEMENT)) {
      await this.db
        .insertInto('storeVariants')
        .values(some.map((one) => ({ ...one, categoryIds: toJsonb(one.categoryIds), storeHash, seenAt })))
        .onConflict((conflict) =>
          conflict
            .columns(['storeHash', 'variantId'])
            .doUpdateSet((row) => ({
              productId: row.ref('excluded.productId'),
              sku: row.ref('excluded.sku'),
              tracking: row.ref('excluded.tracking'),
              isBase: row.ref('excluded.isBase'),
              brandId: row.ref('excluded.brandId'),
              categoryIds: row.ref('excluded.categoryIds'),
              seenAt: row.ref('excluded.seenAt'),
            }))
            .whereRef('storeVariants.seenAt', '<=', 'excluded.seenAt'),
        )
        .execute();
    }
  }

  /** The parts of bundles stay as they are: they are read apart, see {@link putComponents}. */
  async putProducts(
    account: string,
    products: readonly Omit<CatalogProduct, 'components'>[],
    seenAt: Date,
  ): Promise<void> {
    for (const some of inChunks(products, ROWS_A_STATEMENT)) {
      await this.db
        .insertInto('accountProducts')
        .values(some.map((one) => ({ ...one, account, seenAt })))
        .onConflict((conflict) =>
          conflict
            .columns(['account', 'productId'])
            .doUpdateSet((row) => ({
              sku: row.ref('excluded.sku'),
              stockTracked: row.ref('excluded.stockTracked'),
              status: row.ref('excluded.status'),
              components: sql<null>`case when excluded.stock_tracked then null else account_products.components end`,
              seenAt: row.ref('excluded.seenAt'),
            }))
            .whereRef('accountProducts.seenAt', '<=', 'excluded.seenAt'),
        )
        .execute();
    }
  }

  /** Of products that are there: the parts of a bundle, null for one that is none. */
  async putComponents(
    account: string,
    components: ReadonlyMap<number, readonly LinkedComponent[] | null>,
  ): Promise<void> {
    await sql`
      update account_products set components = given.components
      from unnest(${[...components.keys()]}::bigint[],
        ${[...components.values()].map((parts) => (parts === null ? null : toJsonb(parts)))}::jsonb[])
        as given (product_id, components)
      where account = ${account} and account_products.product_id = given.product_id
    `.execute(this.db);
  }

  /** What may be a bundle, in the order of ids. */
  async untrackedAfter(account: string, productId: number, limit: number): Promise<readonly number[]> {
    const rows = await this.db
      .selectFrom('accountProducts')
      .select('productId')
      .where('account', '=', account)
      .where('productId', '>', productId)
      .where('stockTracked', '=', false)
      .orderBy('productId')
      .limit(limit)
      .execute();
    return rows.map((row) => row.productId);
  }

  /** What was not seen since then is gone from the store. @param productIds only of these */
  async removeVariants(storeHash: string, unseenSince: Date, productIds?: readonly number[]): Promise<void> {
    await this.db
      .deleteFrom('storeVariants')
      .where('storeHash', '=', storeHash)
      .where('seenAt', '<', unseenSince)
      .$if(productIds !== undefined, (query) => query.where('productId', '=', anyOf(productIds)))
      .execute();
  }

  /** As above, of the account. */
  async removeProducts(account: string, unseenSince: Date, productIds?: readonly number[]): Promise<void> {
    await this.db
      .deleteFrom('accountProducts')
      .where('account', '=', account)
      .where('seenAt', '<', unseenSince)
      .$if(productIds !== undefined, (query) => query.where('productId', '=', anyOf(productIds)))
      .execute();
  }

  async variants(storeHash: string): Promise<readonly CatalogVariant[]> {
    return this.db
      .selectFrom('storeVariants')
      .select(['variantId', 'productId', 'sku', 'tracking', 'isBase', 'brandId', 'categoryIds'])
      .where('storeHash', '=', storeHash)
      .orderBy('variantId')
      .execute();
  }

  /** Products of the store with a variant of one of these SKUs, outer spaces aside. */
  async productsOfSkus(storeHash: string, skus: readonly string[]): Promise<readonly number[]> {
    const { rows } = await sql<{ productId: number }>`
      select distinct product_id from store_variants
      where store_hash = ${storeHash} and trim(sku) = any(${[...skus]}::text[]) order by product_id`.execute(this.db);
    return rows.map(({ productId }) => productId);
  }

  async products(account: string): Promise<readonly CatalogProduct[]> {
    return this.db
      .selectFrom('accountProducts')
      .select(['productId', 'sku', 'stockTracked', 'status', 'components'])
      .where('account', '=', account)
      .orderBy('productId')
      .execute();
  }

  /** Products that the account's catalog, as it was read, has with this SKU, whatever its case. */
  async idsOfSku(account: string, sku: string): Promise<readonly number[]> {
    const rows = await this.db
      .selectFrom('accountProducts')
      .select('productId')
      .where('account', '=', account)
      .where(sql<string>`lower(trim(sku))`, '=', sku.trim().toLowerCase())
      .execute();
    return rows.map(({ productId }) => productId);
  }

  /** Which of these the account's catalog, as it was read, does not have. */
  async strangers(account: string, productIds: readonly number[]): Promise<readonly number[]> {
    const { rows } = await sql<{ id: number }>`
      select id from unnest(${[...productIds]}::bigint[]) as id
      where not exists (select from account_products where account = ${account} and product_id = id)
    `.execute(this.db);
    return rows.map(({ id }) => id);
  }
}

const anyOf = (ids: readonly number[] = []) => sql<number>`any(${[...ids]})`;
