/** An account's options, and by which its products vary, as they were last read. */
import { sql } from 'kysely';
import { inChunks, ROWS_A_STATEMENT } from './chunks';
import type { Database } from './database';
import { toJsonb } from './json';
import type { StoredOptionValue, StoredVariation } from './schema-catalog';

export interface StoredOption {
  readonly optionId: number;
  readonly name: string;
  readonly place: number | null;
  readonly optionValues: readonly StoredOptionValue[];
}

export class AccountOptions {
  constructor(private readonly db: Database) {}

  /** All that the account has: others are gone. */
  async replace(account: string, options: readonly StoredOption[], readAt: Date): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      await tx.deleteFrom('accountOptions').where('account', '=', account).execute();
      for (const some of inChunks(options, ROWS_A_STATEMENT)) {
        await tx
          .insertInto('accountOptions')
          .values(
            some.map(({ optionValues, ...one }) => ({ ...one, account, optionValues: toJsonb(optionValues), readAt })),
          )
          .execute();
      }
    });
  }

  async all(account: string): Promise<readonly StoredOption[]> {
    return this.db
      .selectFrom('accountOptions')
      .select(['optionId', 'name', 'place', 'optionValues'])
      .where('account', '=', account)
      .orderBy('optionId')
      .execute();
  }

  /** Of two readings the later one wins, row by row. @param readAt before they were asked for */
  async putVariations(
    account: string,
    ofProducts: ReadonlyMap<number, readonly StoredVariation[]>,
    readAt: Date,
  ): Promise<void> {
    for (const some of inChunks([...ofProducts], ROWS_A_STATEMENT)) {
      await this.db
        .insertInto('accountVariations')
        .values(
          some.map(([productId, variations]) => ({ account, productId, variations: toJsonb(variations), readAt })),
        )
        .onConflict((conflict) =>
          conflict
            .columns(['account', 'productId'])
            .doUpdateSet((row) => ({ variations: row.ref('excluded.variations'), readAt: row.ref('excluded.readAt') }))
            .whereRef('accountVariations.readAt', '<=', 'excluded.readAt'),
        )
        .execute();
    }
  }

  /** By product, of those that vary, as they were read since then. */
  async variations(account: string, since: Date): Promise<ReadonlyMap<number, readonly StoredVariation[]>> {
    const rows = await this.db
      .selectFrom('accountVariations')
      .select(['productId', 'variations'])
      .where('account', '=', account)
      .where('readAt', '>=', since)
      .where(sql<boolean>`jsonb_array_length(variations) > 0`)
      .execute();
    return new Map(rows.map(({ productId, variations }) => [productId, variations]));
  }
}
