/** What tells products apart beside their SKUs, of a store's variants and of an account's products, as it was last read. */
import { inChunks, ROWS_A_STATEMENT } from './chunks';
import type { Database } from './database';
import { toJsonb } from './json';
import type { CatalogDetailsRow } from './schema-catalog';

/** A store by its hash, or an account by its code. */
export interface DetailsScope {
  readonly side: 'store' | 'account';
  readonly scope: string;
}

export interface RecordDetails {
  /** A variant of BigCommerce, or a product of Brightpearl. */
  readonly recordId: number;
  readonly details: CatalogDetailsRow;
}

export class CatalogDetails {
  constructor(private readonly db: Database) {}

  /** Of two readings the later one wins, row by row. @param readAt before they were asked for */
  async put({ side, scope }: DetailsScope, rows: readonly RecordDetails[], readAt: Date): Promise<void> {
    for (const some of inChunks(rows, ROWS_A_STATEMENT)) {
      await this.db
        .insertInto('catalogDetails')
        .values(some.map(({ recordId, details }) => ({ side, scope, recordId, details: toJsonb(details), readAt })))
        .onConflict((conflict) =>
          conflict
            .columns(['side', 'scope', 'recordId'])
            .doUpdateSet((row) => ({ details: row.ref('excluded.details'), readAt: row.ref('excluded.readAt') }))
            .whereRef('catalogDetails.readAt', '<=', 'excluded.readAt'),
        )
        .execute();
    }
  }

  /** By record. */
  async all({ side, scope }: DetailsScope): Promise<ReadonlyMap<number, CatalogDetailsRow>> {
    const rows = await this.db
      .selectFrom('catalogDetails')
      .select(['recordId', 'details'])
      .where('side', '=', side)
      .where('scope', '=', scope)
      .execute();
    return new Map(rows.map(({ recordId, details }) => [recordId, details]));
  }

  /** What a reading of all has not seen is gone. */
  async forget({ side, scope }: DetailsScope, before: Date): Promise<void> {
    await this.db
      .deleteFrom('catalogDetails')
      .where('side', '=', side)
      .where('scope', '=', scope)
      .where('readAt', '<', before)
      .execute();
  }
}
