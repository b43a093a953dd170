/** Products that a store or an account told of, or that somebody asks about, each until it has been read. */
import { sql, type Selectable } from 'kysely';
import type { Database } from './database';
import type { StockTables } from './schema-stock';

export type CatalogNewsRow = Selectable<StockTables['catalogNews']>;

/** Whose product it is. */
export type CatalogSide = { readonly storeHash: string } | { readonly account: string };

const scopeOf = (side: CatalogSide): string =>
  'storeHash' in side ? `store ${side.storeHash}` : `account ${side.account}`;

export class CatalogNews {
  constructor(private readonly db: Database) {}

  /** What waits already is marked anew: what is being read now may be from before. */
  async add(side: CatalogSide, productIds: readonly number[]): Promise<void> {
    await sql`
      insert into catalog_news (scope, product_id)
      select distinct ${scopeOf(side)}, product_id from unnest(${[...productIds]}::bigint[]) as given (product_id)
      order by product_id
      on conflict (scope, product_id) do update set mark = nextval('stock_marks')
    `.execute(this.db);
  }

  async next(side: CatalogSide, limit: number): Promise<readonly CatalogNewsRow[]> {
    return this.db
      .selectFrom('catalogNews')
      .selectAll()
      .where('scope', '=', scopeOf(side))
      .orderBy('mark')
      .limit(limit)
      .execute();
  }

  /** Takes away what was not told of again since it was read. */
  async settle(rows: readonly CatalogNewsRow[]): Promise<void> {
    await sql`
      delete from catalog_news using unnest(${rows.map((one) => one.scope)}::text[],
        ${rows.map((one) => one.productId)}::bigint[], ${rows.map((one) => one.mark)}::bigint[])
        as done (scope, product_id, mark)
      where catalog_news.scope = done.scope and catalog_news.product_id = done.product_id
        and catalog_news.mark = done.mark
    `.execute(this.db);
  }
}
