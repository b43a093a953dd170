/** Which options and values of a store's products are whose twins in an account, as they were left last. */
import { sql, type Selectable } from 'kysely';
import type { Database } from './database';
import { toJsonb } from './json';
import type { LinkScope } from './product-links';
import type { CatalogTables } from './schema-catalog';

export type FollowedOptionsRow = Omit<Selectable<CatalogTables['followedOptions']>, 'storeHash' | 'account'>;

export class FollowedOptions {
  constructor(private readonly db: Database) {}

  async all(scope: LinkScope): Promise<readonly FollowedOptionsRow[]> {
    return this.rows(scope).orderBy('productId').execute();
  }

  async ofProduct(scope: LinkScope, productId: number): Promise<FollowedOptionsRow | undefined> {
    return this.rows(scope).where('productId', '=', productId).executeTakeFirst();
  }

  async put({ storeHash, account }: LinkScope, { twins, sent, ...row }: FollowedOptionsRow): Promise<void> {
    const values = { ...row, twins: toJsonb(twins), sent: toJsonb(sent) };
    await this.db
      .insertInto('followedOptions')
      .values({ storeHash, account, ...values })
      .onConflict((conflict) => conflict.columns(['storeHash', 'account', 'productId']).doUpdateSet(values))
      .execute();
  }

  async forget({ storeHash, account }: LinkScope, productIds: readonly number[]): Promise<void> {
    await this.db
      .deleteFrom('followedOptions')
      .where('storeHash', '=', storeHash)
      .where('account', '=', account)
      .where('productId', '=', sql<number>`any(${[...productIds]})`)
      .execute();
  }

  private rows({ storeHash, account }: LinkScope) {
    return this.db
      .selectFrom('followedOptions')
      .select(['productId', 'seen', 'twins', 'sent', 'followedAt'])
      .where('storeHash', '=', storeHash)
      .where('account', '=', account);
  }
}
