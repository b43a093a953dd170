/** Brightpearl products that a store does not have, as they were looked at last. */
import type { Selectable } from 'kysely';
import { inChunks } from './chunks';
import type { Database } from './database';
import { toJsonb } from './json';
import type { LinkScope } from './product-links';
import type { CatalogTables } from './schema-catalog';

export type MissingProductRow = Omit<Selectable<CatalogTables['missingProducts']>, 'storeHash' | 'account'>;

/** PostgreSQL takes 65,535 parameters a statement; a row has eight. */
const ROWS_A_STATEMENT = 5_000;

export class MissingProducts {
  constructor(private readonly db: Database) {}

  /** Makes these all that are missing. */
  async replace({ storeHash, account }: LinkScope, rows: readonly MissingProductRow[]): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      await tx
        .deleteFrom('missingProducts')
        .where('storeHash', '=', storeHash)
        .where('account', '=', account)
        .execute();
      for (const some of inChunks(rows, ROWS_A_STATEMENT)) {
        await tx
          .insertInto('missingProducts')
          .values(
            some.map(({ reasons, becomes, ...row }) => ({
              ...row,
              storeHash,
              account,
              reasons: toJsonb(reasons),
              becomes: becomes === null ? null : toJsonb(becomes),
            })),
          )
          .execute();
      }
    });
  }

  /** In the order of their SKUs. */
  async all({ storeHash, account }: LinkScope): Promise<readonly MissingProductRow[]> {
    return this.db
      .selectFrom('missingProducts')
      .select(['productId', 'sku', 'outcome', 'reasons', 'becomes', 'lookedAt'])
      .where('storeHash', '=', storeHash)
      .where('account', '=', account)
      .orderBy('sku')
      .orderBy('productId')
      .execute();
  }
}
