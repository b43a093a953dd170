/** What an account says of its products, as it was last read: too much for a workflow's history. */
import { inChunks, ROWS_A_STATEMENT } from './chunks';
import type { Database } from './database';
import { toJsonb } from './json';
import type { ProductFacts } from '../mapping/catalog/fields/types';

export class ProductFactRecords {
  constructor(private readonly db: Database) {}

  /** Of two readings the later one wins, row by row. @param readAt before they were asked for */
  async put(account: string, products: readonly ProductFacts[], readAt: Date): Promise<void> {
    for (const some of inChunks(products, ROWS_A_STATEMENT)) {
      await this.db
        .insertInto('productFacts')
        .values(some.map((facts) => ({ account, productId: facts.productId, facts: toJsonb(facts), readAt })))
        .onConflict((conflict) =>
          conflict
            .columns(['account', 'productId'])
            .doUpdateSet((row) => ({ facts: row.ref('excluded.facts'), readAt: row.ref('excluded.readAt') }))
            .whereRef('productFacts.readAt', '<=', 'excluded.readAt'),
        )
        .execute();
    }
  }

  /** By id, as they were read since then. */
  async read(account: string, since: Date): Promise<ReadonlyMap<number, ProductFacts>> {
    const rows = await this.db
      .selectFrom('productFacts')
      .select(['productId', 'facts'])
      .where('account', '=', account)
      .where('readAt', '>=', since)
      .execute();
    return new Map(rows.map(({ productId, facts }) => [productId, facts]));
  }
}
