/** Changes of prices that wait for a person, and what persons decided. */
import { sql, type Selectable } from 'kysely';
import { inChunks, ROWS_A_STATEMENT } from './chunks';
import type { Database } from './database';
import { toJsonb } from './json';
import type { PriceTables } from './schema-prices';

export type PriceRulingRow = Selectable<PriceTables['priceRulings']>;
export type ReleasedPrice = Pick<PriceRulingRow, 'recordKey' | 'sku' | 'source'>;

export interface NewHold {
  readonly recordKey: string;
  readonly source: string;
  readonly variantId: number;
  readonly sku: string;
  readonly reason: Readonly<Record<string, unknown>>;
}

export class PriceRulings {
  constructor(private readonly db: Database) {}

  async all(storeHash: string): Promise<readonly PriceRulingRow[]> {
    return this.ofStore(storeHash).execute();
  }

  /** Those that wait, oldest first. @param limit all when absent @param sku only of this one */
  async held(storeHash: string, limit?: number, sku?: string): Promise<readonly PriceRulingRow[]> {
    return this.ofStore(storeHash)
      .where('ruling', '=', 'held')
      .$if(sku !== undefined, (query) => query.where('sku', '=', String(sku)))
      .orderBy('since')
      .orderBy('recordKey')
      .$if(limit !== undefined, (query) => query.limit(Number(limit)))
      .execute();
  }

  async ofVariant(storeHash: string, variantId: number): Promise<readonly PriceRulingRow[]> {
    return this.ofStore(storeHash).where('variantId', '=', variantId).execute();
  }

  async countHeld(storeHash: string): Promise<number> {
    const row = await this.db
      .selectFrom('priceRulings')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('storeHash', '=', storeHash)
      .where('ruling', '=', 'held')
      .executeTakeFirstOrThrow();
    return row.count;
  }

  /** A hold of another source takes the place of what was decided; the same one keeps its moment, and a release stays. */
  async hold(storeHash: string, holds: readonly NewHold[]): Promise<void> {
    for (const some of inChunks(holds, ROWS_A_STATEMENT)) {
      await this.db
        .insertInto('priceRulings')
        .values(
          some.map(({ reason, ...one }) => ({ ...one, storeHash, ruling: 'held' as const, reason: toJsonb(reason) })),
        )
        .onConflict((conflict) =>
          conflict
            .columns(['storeHash', 'recordKey'])
            .doUpdateSet((row) => ({
              ruling: 'held' as const,
              source: row.ref('excluded.source'),
              variantId: row.ref('excluded.variantId'),
              sku: row.ref('excluded.sku'),
              reason: row.ref('excluded.reason'),
              since: sql<Date>`now()`,
              decidedBy: null,
              decidedAt: null,
            }))
            .whereRef('priceRulings.source', '!=', 'excluded.source'),
        )
        .execute();
    }
  }

  /** Lets what waits through: exactly what it is now, which it gives. @param sku only of this one */
  async release(storeHash: string, actor: string, sku?: string): Promise<readonly ReleasedPrice[]> {
    return this.db
      .updateTable('priceRulings')
      .set({ ruling: 'released', decidedBy: actor, decidedAt: sql<Date>`now()` })
      .where('storeHash', '=', storeHash)
      .where('ruling', '=', 'held')
      .$if(sku !== undefined, (query) => query.where('sku', '=', String(sku)))
      .returning(['recordKey', 'sku', 'source'])
      .execute();
  }

  /** Of records that are as they ought to be: what was held, or let through, is over. */
  async end(storeHash: string, recordKeys: readonly string[]): Promise<void> {
    await this.db
      .deleteFrom('priceRulings')
      .where('storeHash', '=', storeHash)
      .where('recordKey', '=', sql<string>`any(${[...recordKeys]})`)
      .execute();
  }

  private ofStore(storeHash: string) {
    return this.db.selectFrom('priceRulings').selectAll().where('storeHash', '=', storeHash);
  }
}
