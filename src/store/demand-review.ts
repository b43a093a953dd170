/** Which known orders have to be looked at again: what Brightpearl did for them may have changed, or their time is up. */
import { sql } from 'kysely';
import type { OrderKey } from '../domain/ids';
import type { Database } from './database';

export class DemandReview {
  constructor(private readonly db: Database) {}

  /** What Brightpearl holds for the orders of these sales orders may have changed then: what was read before is outdated. */
  async outdate(account: string, changedAt: ReadonlyMap<number, Date>): Promise<void> {
    await sql`
      update demand_orders as known set outdated_at = greatest(outdated_at, changed.at) from (
        select store_hash, order_id, max(given.at) as at from links
        join unnest(${[...changedAt.keys()].map(String)}::text[], ${[...changedAt.values()]}::timestamptz[])
          as given (id, at) on links.remote_id = given.id
        where kind = 'sales-order' and account = ${account} group by store_hash, order_id) as changed
      where known.store_hash = changed.store_hash and known.order_id = changed.order_id
    `.execute(this.db);
  }

  /** Orders that were outdated, and not read since. */
  async outdated(account: string): Promise<readonly OrderKey[]> {
    const { rows } = await sql<OrderKey>`
      select store_hash, order_id from demand_orders
      where account = ${account} and outdated_at is not null
        and (fulfilled_at is null or fulfilled_at < outdated_at)
      order by fulfilled_at nulls first, order_id
    `.execute(this.db);
    return rows;
  }

  /** Orders with a sales order that still want stock: those that were read longest ago first, so that all have their turn. */
  async waiting(account: string, limit: number): Promise<readonly OrderKey[]> {
    const { rows } = await sql<OrderKey>`
      select known.store_hash, known.order_id from demand_orders as known
      where (known.store_hash, known.order_id) in (
          select store_hash, order_id from demand where account = ${account} and outstanding > 0)
        and exists (select from links where links.kind = 'sales-order'
          and links.store_hash = known.store_hash and links.order_id = known.order_id)
      order by known.fulfilled_at nulls first, known.order_id limit ${limit}
    `.execute(this.db);
    return rows;
  }

  /** Orders that hold some of the products in Brightpearl, and may still be made to give it back. */
  async holding(account: string, productIds: readonly number[]): Promise<readonly OrderKey[]> {
    const { rows } = await sql<OrderKey>`
      select distinct demand.store_hash, demand.order_id from demand
      join demand_orders as known using (store_hash, order_id)
      where demand.account = ${account} and demand.product_id = any(${[...productIds]}) and demand.covered > 0
        and not (known.fulfilled ->> 'shipped')::boolean
    `.execute(this.db);
    return rows;
  }

  /** Orders that have not been paid for, and count as long as they are young. */
  async unpaid(storeHashes: readonly string[]): Promise<readonly OrderKey[]> {
    const { rows } = await sql<OrderKey>`
      select store_hash, order_id from demand_orders as known
      where store_hash = any(${[...storeHashes]}) and not (facts ->> 'paid')::boolean
        and exists (select from demand where demand.store_hash = known.store_hash
          and demand.order_id = known.order_id and demand.outstanding > 0)
    `.execute(this.db);
    return rows;
  }

  /** Takes out orders that changed last before then, want nothing and can want nothing more. Gives how many. */
  async forgetSettled(before: Date): Promise<number> {
    const { numAffectedRows } = await sql`
      with settled as (
        delete from demand_orders as known where changed_at < ${before} and not exists (
          select from demand where demand.store_hash = known.store_hash and demand.order_id = known.order_id
            and (outstanding > 0 or covered > 0 and not (known.fulfilled ->> 'shipped')::boolean))
        returning store_hash, order_id
      )
      delete from demand using settled
      where demand.store_hash = settled.store_hash and demand.order_id = settled.order_id
    `.execute(this.db);
    return Number(numAffectedRows ?? 0);
  }
}
