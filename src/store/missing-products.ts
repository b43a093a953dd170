/** Brightpearl products that a store does not have, as they were looked at last. */
import type { Selectable } from 'kysely';
import { inChunks, ROWS_A_STATEMENT } from './chunks';
import type { Database } from './database';
import { toJsonb } from './json';
import type { LinkScope } from './product-links';
import type { CatalogTables } from './schema-catalog';
import { Watermarks } from './watermarks';

export type MissingProductRow = Omit<
  Selectable<CatalogTables['missingProducts']>,
  'storeHash' | 'account' | 'lookedAt'
>;

const STREAM = 'missing-products';

export class MissingProducts {
  constructor(private readonly db: Database) {}

  /** Makes these all that are missing, as they were looked at then. */
  async replace(scope: LinkScope, rows: readonly MissingProductRow[], lookedAt: Date): Promise<void> {
    const { storeHash, account } = scope;
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
              lookedAt,
              reasons: toJsonb(reasons),
              becomes: becomes === null ? null : toJsonb(becomes),
            })),
          )
          .execute();
      }
      await new Watermarks(tx).advance(positionOf(scope), STREAM, lookedAt);
    });
  }

  /** When they were looked at last, which says more than no rows do. Undefined: not yet. */
  lookedAt(scope: LinkScope): Promise<Date | undefined> {
    return new Watermarks(this.db).get(positionOf(scope), STREAM);
  }

  /** In the order of their SKUs. */
  async all({ storeHash, account }: LinkScope): Promise<readonly MissingProductRow[]> {
    return this.db
      .selectFrom('missingProducts')
      .select(['productId', 'sku', 'outcome', 'reasons', 'becomes'])
      .where('storeHash', '=', storeHash)
      .where('account', '=', account)
      .orderBy('sku')
      .orderBy('productId')
      .execute();
  }
}

const positionOf = ({ storeHash, account }: LinkScope): string => `${storeHash}/${account}`;
