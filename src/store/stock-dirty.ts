/** Variants whose level may have changed, each until the value that was read after its last change has been written. */
import { sql, type Selectable } from 'kysely';
import type { Database } from './database';
import type { DrawingVariant } from './product-links';
import type { StockTables } from './schema-stock';

export type DirtyVariant = Selectable<StockTables['stockDirty']>;

const ROWS_A_STATEMENT = 5_000;

export class StockDirty {
  constructor(private readonly db: Database) {}

  /** Marks anew what is marked already: the value that was read for the older mark is no longer enough. */
  async mark(variants: readonly DrawingVariant[], reason: string): Promise<void> {
    const sorted = [...variants].sort((a, b) => a.storeHash.localeCompare(b.storeHash) || a.variantId - b.variantId);
    for (let at = 0; at < sorted.length; at += ROWS_A_STATEMENT) {
      const some = sorted.slice(at, at + ROWS_A_STATEMENT);
      // Parked rows stay parked: a level that moves does not make a wrong SKU right.
      await sql`
        insert into stock_dirty (store_hash, variant_id, reason)
        select * from unnest(${some.map((one) => one.storeHash)}::text[], ${some.map((one) => one.variantId)}::bigint[]),
          (select ${reason}::text) as given (reason)
        on conflict (store_hash, variant_id) do update set mark = nextval('stock_marks'), reason = excluded.reason
      `.execute(this.db);
    }
  }

  /** Marks every level of a store, parked ones too, and puts those back in turn. Gives how many. */
  async markAll(storeHash: string, reason: string): Promise<number> {
    const { numAffectedRows } = await sql`
      insert into stock_dirty (store_hash, variant_id, reason)
      select distinct store_hash, variant_id, ${reason} from product_links
      where store_hash = ${storeHash} and level_target is not null order by variant_id
      on conflict (store_hash, variant_id) do update
        set mark = nextval('stock_marks'), reason = excluded.reason, parked = null
    `.execute(this.db);
    return Number(numAffectedRows ?? 0);
  }

  /** The oldest marks of a store that nothing keeps. */
  async next(storeHash: string, limit: number): Promise<readonly DirtyVariant[]> {
    return this.db
      .selectFrom('stockDirty')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('parked', 'is', null)
      .orderBy('mark')
      .limit(limit)
      .execute();
  }

  /** Which of these variants are marked. */
  async among(storeHash: string, variantIds: readonly number[]): Promise<readonly number[]> {
    const rows = await this.db
      .selectFrom('stockDirty')
      .select('variantId')
      .where('storeHash', '=', storeHash)
      .where('variantId', '=', sql<number>`any(${[...variantIds]})`)
      .execute();
    return rows.map(({ variantId }) => variantId);
  }

  /** Stores with a level in turn that was marked last for this reason. */
  async storesMarkedFor(reason: string): Promise<readonly string[]> {
    const rows = await this.db
      .selectFrom('stockDirty')
      .select('storeHash')
      .distinct()
      .where('reason', '=', reason)
      .where('parked', 'is', null)
      .execute();
    return rows.map(({ storeHash }) => storeHash);
  }

  /** Takes away what was not marked again since it was read. */
  async settle(
    storeHash: string,
    settled: readonly { readonly variantId: number; readonly mark: number }[],
  ): Promise<void> {
    await sql`
      delete from stock_dirty using unnest(${settled.map((one) => one.variantId)}::bigint[],
        ${settled.map((one) => one.mark)}::bigint[]) as done (variant_id, mark)
      where store_hash = ${storeHash} and stock_dirty.variant_id = done.variant_id and stock_dirty.mark = done.mark
    `.execute(this.db);
  }

  async park(storeHash: string, variantIds: readonly number[], code: string): Promise<void> {
    await this.db
      .updateTable('stockDirty')
      .set({ parked: code })
      .where('storeHash', '=', storeHash)
      .where('variantId', '=', sql<number>`any(${[...variantIds]})`)
      .execute();
  }

  /** Puts back in turn what an issue kept: those of a code, or of variants. Gives how many. */
  async unpark(
    storeHash: string,
    which: { readonly code: string } | { readonly variantIds: readonly number[] },
  ): Promise<number> {
    const base = this.db
      .updateTable('stockDirty')
      .set({ parked: null })
      .where('storeHash', '=', storeHash)
      .where('parked', 'is not', null);
    const freed = await (
      'code' in which
        ? base.where('parked', '=', which.code)
        : base.where('variantId', '=', sql<number>`any(${[...which.variantIds]})`)
    ).executeTakeFirst();
    return Number(freed.numUpdatedRows);
  }

  /** Lets what a guard held through, once. Gives how many. */
  async release(storeHash: string, code: string): Promise<number> {
    const freed = await this.db
      .updateTable('stockDirty')
      .set({ parked: null, released: true })
      .where('storeHash', '=', storeHash)
      .where('parked', '=', code)
      .executeTakeFirst();
    return Number(freed.numUpdatedRows);
  }

  async counts(storeHash: string): Promise<{ readonly waiting: number; readonly parked: number }> {
    const row = await this.db
      .selectFrom('stockDirty')
      .select(({ fn }) => [fn.countAll<number>().as('all'), fn.count<number>('parked').as('parked')])
      .where('storeHash', '=', storeHash)
      .executeTakeFirstOrThrow();
    return { waiting: row.all - row.parked, parked: row.parked };
  }
}
