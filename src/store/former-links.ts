/** What was linked when both catalogs were compared last, with the SKU of then: a SKU that is changed on one side shows by it. */
import { inChunks, ROWS_A_STATEMENT } from './chunks';
import type { Database } from './database';
import type { LinkScope } from './product-links';

export interface FormerLink {
  readonly variantId: number;
  readonly productId: number;
  readonly sku: string;
}

export class FormerLinks {
  constructor(private readonly db: Database) {}

  /** What is linked with nothing now keeps what it was linked with. */
  async put({ storeHash, account }: LinkScope, links: readonly FormerLink[]): Promise<void> {
    for (const some of inChunks(links, ROWS_A_STATEMENT)) {
      await this.db
        .insertInto('formerLinks')
        .values(some.map((link) => ({ ...link, storeHash, account })))
        .onConflict((conflict) =>
          conflict.columns(['storeHash', 'account', 'variantId']).doUpdateSet((row) => ({
            productId: row.ref('excluded.productId'),
            sku: row.ref('excluded.sku'),
          })),
        )
        .execute();
    }
  }

  async all({ storeHash, account }: LinkScope): Promise<readonly FormerLink[]> {
    return this.db
      .selectFrom('formerLinks')
      .select(['variantId', 'productId', 'sku'])
      .where('storeHash', '=', storeHash)
      .where('account', '=', account)
      .execute();
  }
}
