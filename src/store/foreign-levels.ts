/** Levels that showed what we did not write, until it is known whether an order explains it, and some time after that. */
import { sql } from 'kysely';
import type { Database } from './database';

export interface ForeignLevel {
  readonly variantId: number;
  readonly expected: number;
  readonly shown: number;
  /** When the level was last known to be as expected. */
  readonly knownAt: Date;
}

export interface SeenLevel {
  readonly sku: string;
  readonly expected: number;
  readonly shown: number;
  readonly seenAt: Date;
}

export class ForeignLevels {
  constructor(private readonly db: Database) {}

  /** @param judged it is known already that no order explains them */
  async note(storeHash: string, levels: readonly ForeignLevel[], seenAt: Date, judged: boolean): Promise<void> {
    const once = [...new Map(levels.map((level) => [level.variantId, level])).values()];
    if (once.length === 0) return;
    await sql`
      insert into foreign_levels (store_hash, variant_id, expected, shown, known_at, seen_at, judged)
      select ${storeHash}, given.*, ${seenAt}::timestamptz, ${judged}::boolean
      from unnest(${once.map((one) => one.variantId)}::bigint[], ${once.map((one) => one.expected)}::integer[],
        ${once.map((one) => one.shown)}::integer[], ${once.map((one) => one.knownAt.toISOString())}::timestamptz[]) as given
      on conflict (store_hash, variant_id) do update
        set expected = excluded.expected, shown = excluded.shown, known_at = excluded.known_at,
          seen_at = excluded.seen_at, judged = excluded.judged
    `.execute(this.db);
  }

  /**
   * Leaves out what was no stranger: an order that the store changed, and we learned of, since the level was last known; or
   * our own write, told of before it was noted. The others are judged. Those seen later wait for their orders.
   */
  async judge(storeHash: string, seenBefore: Date): Promise<void> {
    await sql`
      delete from foreign_levels as seen
      where store_hash = ${storeHash} and not judged and seen_at <= ${seenBefore} and (
        exists (
          select from demand_orders as known where known.store_hash = seen.store_hash
            and known.changed_at >= seen.known_at and known.version >= seen.known_at - interval '1 minute'
            and known.facts -> 'lines' @> jsonb_build_array(jsonb_build_object('variantId', seen.variant_id)))
        or exists (
          select from levels where levels.store_hash = seen.store_hash and levels.variant_id = seen.variant_id
          group by levels.variant_id
          having bool_or(levels.quantity = seen.shown) or sum(levels.quantity) = seen.shown))
    `.execute(this.db);
    await this.db
      .updateTable('foreignLevels')
      .set({ judged: true })
      .where('storeHash', '=', storeHash)
      .where('judged', '=', false)
      .where('seenAt', '<=', seenBefore)
      .execute();
  }

  /** What nothing explains, the newest first. */
  async judged(storeHash: string): Promise<readonly SeenLevel[]> {
    const { rows } = await sql<SeenLevel>`
      select coalesce((select min(sku) from product_links as link where link.store_hash = seen.store_hash
          and link.variant_id = seen.variant_id), 'variant ' || seen.variant_id) as sku, expected, shown, seen_at
      from foreign_levels as seen where store_hash = ${storeHash} and judged order by seen_at desc, seen.variant_id
    `.execute(this.db);
    return rows;
  }

  async forget(storeHash: string, seenBefore: Date): Promise<void> {
    await this.db
      .deleteFrom('foreignLevels')
      .where('storeHash', '=', storeHash)
      .where('seenAt', '<', seenBefore)
      .execute();
  }
}
