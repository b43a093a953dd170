/**
 * Variants that are linked otherwise than before. They are noted together with the links, and wait here until what was sold
 * of them is counted anew and their levels are marked: also over a crash in between.
 */
import { sql, type Selectable } from 'kysely';
import type { Database } from './database';
import type { StockTables } from './schema-stock';

export type LinkChange = Selectable<StockTables['linkChanges']>;

export class LinkChanges {
  constructor(private readonly db: Database) {}

  /** A variant that waits already is marked anew. */
  async add(storeHash: string, variantIds: readonly number[]): Promise<void> {
    await sql`
      insert into link_changes (store_hash, variant_id)
      select distinct ${storeHash}, variant_id from unnest(${[...variantIds]}::bigint[]) as given (variant_id)
      order by variant_id
      on conflict (store_hash, variant_id) do update set mark = nextval('stock_marks')
    `.execute(this.db);
  }

  async next(storeHash: string, limit: number): Promise<readonly LinkChange[]> {
    return this.db
      .selectFrom('linkChanges')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .orderBy('variantId')
      .limit(limit)
      .execute();
  }

  /** Which of these variants wait. */
  async among(storeHash: string, variantIds: readonly number[]): Promise<readonly number[]> {
    const rows = await this.db
      .selectFrom('linkChanges')
      .select('variantId')
      .where('storeHash', '=', storeHash)
      .where('variantId', '=', sql<number>`any(${[...variantIds]})`)
      .execute();
    return rows.map(({ variantId }) => variantId);
  }

  /** Takes away what did not change again since it was read. */
  async settle(storeHash: string, changes: readonly LinkChange[]): Promise<void> {
    await sql`
      delete from link_changes using unnest(${changes.map((one) => one.variantId)}::bigint[],
        ${changes.map((one) => one.mark)}::bigint[]) as done (variant_id, mark)
      where store_hash = ${storeHash} and link_changes.variant_id = done.variant_id and link_changes.mark = done.mark
    `.execute(this.db);
  }
}
