/** Variants whose level may have changed, each until the value that was read after its last change has been written. */
import { sql, type Selectable } from 'kysely';
import type { StockIssueCode } from '../domain/stock-issues';
import { inChunks, ROWS_A_STATEMENT } from './chunks';
import type { Database } from './database';
import type { DrawingVariant } from './account-links';
import type { StockTables } from './schema-stock';

export type DirtyVariant = Selectable<StockTables['stockDirty']>;

/** A mark as it was read: what is done about it does not count for a later one. */
export type ReadMark = Pick<DirtyVariant, 'variantId' | 'mark'>;

/** `later`: thousands at once, which must not keep what was just sold or moved waiting. */
export type Urgency = 'soon' | 'later';

const PRIORITY: Readonly<Record<Urgency, number>> = { soon: 0, later: 1 };
/** A level that moves does not make a wrong SKU right; every other reason to wait ends with news. */
const OUTLASTS_NEWS: StockIssueCode = 'LEVEL_REJECTED';
export class StockDirty {
  constructor(private readonly db: Database) {}

  /** Marks anew what is marked already: the value that was read for the older mark is no longer enough. */
  async mark(variants: readonly DrawingVariant[], reason: string, urgency: Urgency = 'soon'): Promise<void> {
    const sorted = [...variants].sort((a, b) => a.storeHash.localeCompare(b.storeHash) || a.variantId - b.variantId);
    for (const some of inChunks(sorted, ROWS_A_STATEMENT)) {
      await sql`
        insert into stock_dirty (store_hash, variant_id, reason, priority)
        select given.*, ${reason}::text, ${PRIORITY[urgency]}::smallint
        from unnest(${some.map((one) => one.storeHash)}::text[], ${some.map((one) => one.variantId)}::bigint[]) as given
        on conflict (store_hash, variant_id) do update
          set mark = nextval('stock_marks'), reason = excluded.reason,
            priority = least(stock_dirty.priority, excluded.priority),
            parked = case when stock_dirty.parked = ${OUTLASTS_NEWS} then stock_dirty.parked end
      `.execute(this.db);
    }
  }

  /** Marks every level of a store, parked ones too, and puts those back in turn. Gives how many. */
  async markAll(storeHash: string, reason: string): Promise<number> {
    const { numAffectedRows } = await sql`
      insert into stock_dirty (store_hash, variant_id, reason, priority)
      select distinct store_hash, variant_id, ${reason}::text, ${PRIORITY.later}::smallint from product_links
      where store_hash = ${storeHash} and level_target is not null order by variant_id
      on conflict (store_hash, variant_id) do update
        set mark = nextval('stock_marks'), reason = excluded.reason, parked = null
    `.execute(this.db);
    return Number(numAffectedRows ?? 0);
  }

  /** What of a store is next in turn and kept by nothing. */
  async next(storeHash: string, limit: number): Promise<readonly DirtyVariant[]> {
    return this.db
      .selectFrom('stockDirty')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('parked', 'is', null)
      .orderBy('priority')
      .orderBy('since')
      .orderBy('variantId')
      .limit(limit)
      .execute();
  }

  /** Which of these variants an issue of that code keeps from their turn. */
  async parkedAmong(
    storeHash: string,
    variantIds: readonly number[],
    code: StockIssueCode,
  ): Promise<readonly number[]> {
    const rows = await this.db
      .selectFrom('stockDirty')
      .select('variantId')
      .where('storeHash', '=', storeHash)
      .where('variantId', '=', sql<number>`any(${[...variantIds]})`)
      .where('parked', '=', code)
      .execute();
    return rows.map(({ variantId }) => variantId);
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

  /** Takes away what was not marked again since it was read. What was is looked at anew, by the guard as well. */
  async settle(storeHash: string, settled: readonly ReadMark[]): Promise<void> {
    const ids = settled.map(({ variantId }) => variantId);
    await sql`
      with done as (
        delete from stock_dirty using ${readMarks(settled)}
        where store_hash = ${storeHash} and stock_dirty.variant_id = seen.variant_id and stock_dirty.mark = seen.mark
        returning stock_dirty.variant_id
      )
      update stock_dirty set guard = null
      where store_hash = ${storeHash} and guard is not null and variant_id = any(${ids}::bigint[])
        and variant_id not in (select variant_id from done)
    `.execute(this.db);
  }

  /** Keeps from its turn what was not marked again since it was read. */
  async park(storeHash: string, marks: readonly ReadMark[], code: StockIssueCode): Promise<void> {
    await sql`
      update stock_dirty set parked = ${code} from ${readMarks(marks)}
      where store_hash = ${storeHash} and stock_dirty.variant_id = seen.variant_id and stock_dirty.mark = seen.mark
    `.execute(this.db);
  }

  /** The same for what the guard against a mass fall holds. What was marked again is looked at again, and is held still. */
  async hold(storeHash: string, marks: readonly ReadMark[], code: StockIssueCode): Promise<void> {
    await sql`
      update stock_dirty
      set guard = 'held', parked = case when stock_dirty.mark = seen.mark then ${code} else parked end
      from ${readMarks(marks)}
      where store_hash = ${storeHash} and stock_dirty.variant_id = seen.variant_id and guard is distinct from 'released'
    `.execute(this.db);
  }

  /** Puts back in turn what an issue kept: those of a code, or of variants. Gives how many. */
  async unpark(
    storeHash: string,
    which: { readonly code: StockIssueCode } | { readonly variantIds: readonly number[] },
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

  /** Lets what the guard held through, once. Gives how many. */
  async release(storeHash: string): Promise<number> {
    const freed = await this.db
      .updateTable('stockDirty')
      .set({ parked: null, guard: 'released' })
      .where('storeHash', '=', storeHash)
      .where('guard', '=', 'held')
      .executeTakeFirst();
    return Number(freed.numUpdatedRows);
  }

  async hasHeld(storeHash: string): Promise<boolean> {
    const row = await this.db
      .selectFrom('stockDirty')
      .select('variantId')
      .where('storeHash', '=', storeHash)
      .where('guard', '=', 'held')
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
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

const readMarks = (marks: readonly ReadMark[]) => sql`unnest(${marks.map((one) => one.variantId)}::bigint[],
  ${marks.map((one) => one.mark)}::bigint[]) as seen (variant_id, mark)`;
