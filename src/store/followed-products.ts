/** Which fields of a store's products were written from an account, and what the store made of them. */
import { sql, type Selectable } from 'kysely';
import { inChunks, ROWS_A_STATEMENT } from './chunks';
import type { Database } from './database';
import { toJsonb } from './json';
import type { LinkScope } from './product-links';
import type { CatalogTables } from './schema-catalog';

export type FollowedProduct = Omit<Selectable<CatalogTables['followedProducts']>, 'storeHash' | 'account'>;

export class FollowedProducts {
  constructor(private readonly db: Database) {}

  async ofProducts(scope: LinkScope, productIds: readonly number[]): Promise<readonly FollowedProduct[]> {
    return this.rows(scope)
      .where('productId', '=', sql<number>`any(${[...productIds]})`)
      .execute();
  }

  /** Those of which it is not known yet what the store made of what was sent, in the order of their ids. */
  async pending(scope: LinkScope): Promise<readonly FollowedProduct[]> {
    return this.rows(scope)
      .where(sql<boolean>`pending <> '{}'::jsonb`)
      .orderBy('productId')
      .execute();
  }

  async count({ storeHash, account }: LinkScope): Promise<number> {
    const row = await this.db
      .selectFrom('followedProducts')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('storeHash', '=', storeHash)
      .where('account', '=', account)
      .executeTakeFirstOrThrow();
    return row.count;
  }

  async put({ storeHash, account }: LinkScope, products: readonly FollowedProduct[]): Promise<void> {
    for (const some of inChunks(products, ROWS_A_STATEMENT)) {
      await this.db
        .insertInto('followedProducts')
        .values(
          some.map(({ productId, written, pending }) => ({
            storeHash,
            account,
            productId,
            written: toJsonb(written),
            pending: toJsonb(pending),
          })),
        )
        .onConflict((conflict) =>
          conflict
            .columns(['storeHash', 'account', 'productId'])
            .doUpdateSet((row) => ({ written: row.ref('excluded.written'), pending: row.ref('excluded.pending') })),
        )
        .execute();
    }
  }

  private rows({ storeHash, account }: LinkScope) {
    return this.db
      .selectFrom('followedProducts')
      .select(['productId', 'written', 'pending'])
      .where('storeHash', '=', storeHash)
      .where('account', '=', account);
  }
}
