/** What an account's products cost, as they were last read: too much for a workflow's history. */
import { sql } from 'kysely';
import { inChunks, ROWS_A_STATEMENT } from './chunks';
import type { Database } from './database';
import { toJsonb } from './json';

export interface StoredPrice {
  readonly productId: number;
  readonly priceListId: number;
  /** Smallest quantity to price of one unit; empty: no price. */
  readonly breaks: Readonly<Record<string, string>>;
}

export class AccountPrices {
  constructor(private readonly db: Database) {}

  /** Of two readings the later one wins, row by row. @param readAt before they were asked for */
  async put(account: string, prices: readonly StoredPrice[], readAt: Date): Promise<void> {
    for (const some of inChunks(prices, ROWS_A_STATEMENT)) {
      await this.db
        .insertInto('accountPrices')
        .values(some.map(({ breaks, ...price }) => ({ ...price, account, breaks: toJsonb(breaks), readAt })))
        .onConflict((conflict) =>
          conflict
            .columns(['account', 'productId', 'priceListId'])
            .doUpdateSet((row) => ({ breaks: row.ref('excluded.breaks'), readAt: row.ref('excluded.readAt') }))
            .whereRef('accountPrices.readAt', '<=', 'excluded.readAt'),
        )
        .execute();
    }
  }

  /** On these lists, as they were read since then. */
  async read(account: string, priceListIds: readonly number[], since: Date): Promise<readonly StoredPrice[]> {
    return this.db
      .selectFrom('accountPrices')
      .select(['productId', 'priceListId', 'breaks'])
      .where('account', '=', account)
      .where('priceListId', '=', sql<number>`any(${[...priceListIds]})`)
      .where('readAt', '>=', since)
      .execute();
  }

  async ofProduct(account: string, productId: number): Promise<readonly StoredPrice[]> {
    return this.db
      .selectFrom('accountPrices')
      .select(['productId', 'priceListId', 'breaks'])
      .where('account', '=', account)
      .where('productId', '=', productId)
      .execute();
  }
}
