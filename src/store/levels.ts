/** The levels that were last written to a store or read of it, and whether they may still be what it shows. */
import { sql, type Selectable } from 'kysely';
import type { Database } from './database';
import type { StockTables } from './schema-stock';

export type WrittenLevel = Selectable<StockTables['levels']>;

/** `quantity` of one variant at one BigCommerce location. */
export interface NewLevel {
  readonly variantId: number;
  readonly locationId: number;
  readonly quantity: number;
  /** It was above 0 and is 0 now, and nobody let it through. */
  readonly fell: boolean;
}

/** What an event of the store is about; quantity and times are null where nothing is known of it yet. */
export interface MeantLevel {
  readonly variantId: number;
  /** False: the variant has no level of its own. */
  readonly isLeveled: boolean;
  readonly quantity: number | null;
  readonly writtenAt: Date | null;
  /** When it was written or last read. */
  readonly knownAt: Date | null;
  /** The store has shown what was written, and nothing moved it since. */
  readonly isSettled: boolean;
}

export class Levels {
  constructor(private readonly db: Database) {}

  async ofVariants(storeHash: string, variantIds: readonly number[]): Promise<readonly WrittenLevel[]> {
    return this.db
      .selectFrom('levels')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('variantId', '=', sql<number>`any(${[...variantIds]})`)
      .execute();
  }

  /**
   * What was last written to what an event is about, one row a location. An event of a product without a variant is about
   * the product's own level. None: no link knows it.
   */
  async meantBy(
    storeHash: string,
    { productId, variantId }: { readonly productId: number; readonly variantId?: number | undefined },
  ): Promise<readonly MeantLevel[]> {
    const leveled = variantId === undefined ? sql`level_target = 'product'` : sql`level_target is not null`;
    const { rows } = await sql<MeantLevel>`
      select link.variant_id, link.is_leveled, levels.quantity, levels.written_at, levels.known_at,
        levels.quantity is not null and levels.verify_at is null and levels.moved_at is null as is_settled
      from (
        select variant_id, coalesce(bool_or(${leveled}), false) as is_leveled from product_links
        where store_hash = ${storeHash} and product_id = ${productId}
          and variant_id = coalesce(${variantId ?? null}::bigint, variant_id)
        group by variant_id
      ) as link
      left join levels on levels.store_hash = ${storeHash} and levels.variant_id = link.variant_id
    `.execute(this.db);
    return rows;
  }

  /** What a mass fall is measured by: levels above 0 now, and those that fell to 0 since then. */
  async standing(storeHash: string, since: Date): Promise<{ readonly inStock: number; readonly fallen: number }> {
    const row = await this.db
      .selectFrom('levels')
      .select(({ fn }) => [
        fn.countAll<number>().filterWhere('quantity', '>', 0).as('inStock'),
        fn.countAll<number>().filterWhere('fellAt', '>=', since).as('fallen'),
      ])
      .where('storeHash', '=', storeHash)
      .executeTakeFirstOrThrow();
    return { inStock: row.inStock, fallen: row.fallen };
  }

  /** @param verifyAt when a read of the store shows what was written */
  async written(storeHash: string, levels: readonly NewLevel[], writtenAt: Date, verifyAt: Date): Promise<void> {
    await sql`
      insert into levels (store_hash, variant_id, location_id, quantity, written_at, known_at, verify_at, fell_at)
      select ${storeHash}, variant_id, location_id, quantity, ${writtenAt}::timestamptz, ${writtenAt}::timestamptz,
        ${verifyAt}::timestamptz,
        case when fell then ${writtenAt}::timestamptz end
      from unnest(${levels.map((one) => one.variantId)}::bigint[], ${levels.map((one) => one.locationId)}::bigint[],
        ${levels.map((one) => one.quantity)}::integer[], ${levels.map((one) => one.fell)}::boolean[])
        as given (variant_id, location_id, quantity, fell)
      on conflict (store_hash, variant_id, location_id) do update
        set quantity = excluded.quantity, previous_quantity = levels.quantity, written_at = excluded.written_at,
          known_at = excluded.known_at, verify_at = excluded.verify_at, moved_at = null,
          fell_at = case when excluded.quantity = 0 then coalesce(excluded.fell_at, levels.fell_at) end
    `.execute(this.db);
  }

  /**
   * What the store was read to show. A level that was written and not verified yet stays so; one that is not as it was
   * written is no longer ours.
   */
  async confirmed(storeHash: string, levels: readonly Omit<NewLevel, 'fell'>[]): Promise<void> {
    await sql`
      insert into levels (store_hash, variant_id, location_id, quantity, known_at)
      select ${storeHash}, given.*, now()
      from unnest(${levels.map((one) => one.variantId)}::bigint[], ${levels.map((one) => one.locationId)}::bigint[],
        ${levels.map((one) => one.quantity)}::integer[]) as given
      on conflict (store_hash, variant_id, location_id) do update
        set written_at = case when levels.quantity = excluded.quantity then levels.written_at end,
          quantity = excluded.quantity, known_at = excluded.known_at, moved_at = null
        where levels.verify_at is null
    `.execute(this.db);
  }

  /** Of variants that are gone from the store: they would count as its stock for ever. */
  async forgetGone(storeHash: string): Promise<void> {
    await sql`
      delete from levels where store_hash = ${storeHash} and not exists (
        select from product_links as link where link.store_hash = levels.store_hash and link.variant_id = levels.variant_id
      )
    `.execute(this.db);
  }

  /** Something moved the store's own level: what was written is no longer known to be what it shows. */
  async moved(storeHash: string, variantIds: readonly number[], at: Date): Promise<void> {
    await this.db
      .updateTable('levels')
      .set({ movedAt: sql<Date>`greatest(moved_at, ${at})` })
      .where('storeHash', '=', storeHash)
      .where('variantId', '=', sql<number>`any(${[...variantIds]})`)
      .execute();
  }

  async toVerify(storeHash: string, now: Date, limit: number): Promise<readonly WrittenLevel[]> {
    return this.db
      .selectFrom('levels')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('verifyAt', '<=', now)
      .orderBy('verifyAt')
      .limit(limit)
      .execute();
  }

  /** When the next level can be verified; undefined when none waits. */
  async nextVerification(storeHash: string): Promise<Date | undefined> {
    const row = await this.db
      .selectFrom('levels')
      .select(({ fn }) => fn.min('verifyAt').as('at'))
      .where('storeHash', '=', storeHash)
      .where('verifyAt', 'is not', null)
      .executeTakeFirst();
    return row?.at ?? undefined;
  }

  /** Those that have not been written again since they were read. */
  async verified(storeHash: string, levels: readonly WrittenLevel[]): Promise<void> {
    await sql`
      update levels set verify_at = null
      from unnest(${levels.map((one) => one.variantId)}::bigint[], ${levels.map((one) => one.locationId)}::bigint[],
        ${levels.map((one) => one.writtenAt)}::timestamptz[]) as seen (variant_id, location_id, written_at)
      where store_hash = ${storeHash} and levels.variant_id = seen.variant_id
        and levels.location_id = seen.location_id and levels.written_at = seen.written_at
    `.execute(this.db);
  }
}
