/** What a store asks, as it was read last, and what was written since: too much for a workflow's history. */
import { sql, type Selectable } from 'kysely';
import { inChunks, ROWS_A_STATEMENT } from './chunks';
import type { Database } from './database';
import { toJsonb } from './json';
import type { PriceTables } from './schema-prices';

export type ShownPriceRow = Omit<Selectable<PriceTables['shownPrices']>, 'storeHash'>;
export type NewShownPrice = Omit<ShownPriceRow, 'readAt' | 'writtenAt'>;

export class ShownPriceRecords {
  constructor(private readonly db: Database) {}

  /** As the store shows them. What was written and not yet checked stays marked. @param readAt before they were asked for */
  async put(storeHash: string, rows: readonly NewShownPrice[], readAt: Date): Promise<void> {
    for (const some of inChunks(rows, ROWS_A_STATEMENT)) await this.save(storeHash, some, readAt, null);
  }

  /** Notes what was just set, so that a step that is tried again does not set it again. */
  async wrote(storeHash: string, rows: readonly NewShownPrice[]): Promise<void> {
    const now = new Date();
    for (const some of inChunks(rows, ROWS_A_STATEMENT)) await this.save(storeHash, some, now, now);
  }

  /** Of these targets, as they were read since then. */
  async read(storeHash: string, targets: readonly string[], since: Date): Promise<readonly ShownPriceRow[]> {
    return this.ofTargets(storeHash, targets).where('readAt', '>=', since).execute();
  }

  async ofVariant(storeHash: string, variantId: number): Promise<readonly ShownPriceRow[]> {
    return this.db
      .selectFrom('shownPrices')
      .select(COLUMNS)
      .where('storeHash', '=', storeHash)
      .where('variantId', '=', variantId)
      .execute();
  }

  /** What was written and not checked since. */
  async unchecked(storeHash: string, targets: readonly string[]): Promise<readonly ShownPriceRow[]> {
    return this.ofTargets(storeHash, targets).where('writtenAt', 'is not', null).execute();
  }

  async countUnchecked(storeHash: string, targets: readonly string[]): Promise<number> {
    const row = await this.db
      .selectFrom('shownPrices')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('storeHash', '=', storeHash)
      .where('target', '=', sql<string>`any(${[...targets]})`)
      .where('writtenAt', 'is not', null)
      .executeTakeFirstOrThrow();
    return row.count;
  }

  async checked(storeHash: string, target: string, variantIds: readonly number[]): Promise<void> {
    await this.db
      .updateTable('shownPrices')
      .set({ writtenAt: null })
      .where('storeHash', '=', storeHash)
      .where('target', '=', target)
      .where('variantId', '=', sql<number>`any(${[...variantIds]})`)
      .execute();
  }

  async remove(storeHash: string, target: string, variantIds: readonly number[]): Promise<void> {
    await this.db
      .deleteFrom('shownPrices')
      .where('storeHash', '=', storeHash)
      .where('target', '=', target)
      .where('variantId', '=', sql<number>`any(${[...variantIds]})`)
      .execute();
  }

  /** What a reading of a whole target has not seen is gone. */
  async forget(storeHash: string, target: string, before: Date): Promise<void> {
    await this.db
      .deleteFrom('shownPrices')
      .where('storeHash', '=', storeHash)
      .where('target', '=', target)
      .where('readAt', '<', before)
      .execute();
  }

  private async save(storeHash: string, rows: readonly NewShownPrice[], readAt: Date, writtenAt: Date | null) {
    await this.db
      .insertInto('shownPrices')
      .values(rows.map(({ prices, ...row }) => ({ ...row, storeHash, prices: toJsonb(prices), readAt, writtenAt })))
      .onConflict((conflict) =>
        conflict.columns(['storeHash', 'target', 'variantId']).doUpdateSet((row) => ({
          productId: row.ref('excluded.productId'),
          isBase: row.ref('excluded.isBase'),
          taxClassId: row.ref('excluded.taxClassId'),
          prices: row.ref('excluded.prices'),
          readAt: row.ref('excluded.readAt'),
          writtenAt: sql<Date | null>`coalesce(excluded.written_at, shown_prices.written_at)`,
        })),
      )
      .execute();
  }

  private ofTargets(storeHash: string, targets: readonly string[]) {
    return this.db
      .selectFrom('shownPrices')
      .select(COLUMNS)
      .where('storeHash', '=', storeHash)
      .where('target', '=', sql<string>`any(${[...targets]})`);
  }
}

const COLUMNS = [
  'target',
  'variantId',
  'productId',
  'isBase',
  'taxClassId',
  'prices',
  'readAt',
  'writtenAt',
] as const satisfies readonly (keyof ShownPriceRow)[];
