/**
 * What was sold and is not yet reserved. Of each order its facts are kept, and the lines that come of them are replaced as a
 * whole; facts are overwritten only by those of a newer version, and readings of Brightpearl only by later ones.
 */
import { sql, type Selectable } from 'kysely';
import type { OrderKey } from '../domain/ids';
import type { DemandFacts, DemandFulfilled } from '../domain/stock-facts';
import type { Database } from './database';
import { toJsonb } from './json';
import type { StockTables } from './schema-stock';

export type DemandRow = Selectable<StockTables['demandOrders']>;

/** What one line takes of one product. Decimal strings. */
export interface DemandLineRow {
  readonly lineId: number;
  readonly productId: number;
  readonly ordered: string;
  readonly covered: string;
  readonly outstanding: string;
  /** Why it counts what it does, for people. */
  readonly reason: string;
}

/** A line behind the demand for a product, for people. */
export interface ExplainedDemand extends DemandLineRow {
  readonly storeHash: string;
  readonly orderId: number;
}

export class Demand {
  constructor(private readonly db: Database) {}

  /** The order's row as it is now; undefined when it holds a newer version already, and nothing was changed. */
  async putFacts(order: OrderKey, account: string, version: Date, facts: DemandFacts): Promise<DemandRow | undefined> {
    return this.db
      .insertInto('demandOrders')
      .values({ ...order, account, version, facts: toJsonb(facts) })
      .onConflict((conflict) =>
        conflict
          .columns(['storeHash', 'orderId'])
          .doUpdateSet({ account, version, facts: toJsonb(facts), changedAt: sql<Date>`now()` })
          .whereRef('demandOrders.version', '<=', 'excluded.version'),
      )
      .returningAll()
      .executeTakeFirst();
  }

  /** As above; undefined also for an order whose facts are not known. */
  async putFulfilled(order: OrderKey, fulfilled: DemandFulfilled, asOf: Date): Promise<DemandRow | undefined> {
    return this.db
      .updateTable('demandOrders')
      .set({
        fulfilled: toJsonb(fulfilled),
        fulfilledAt: asOf,
        // Whoever could reserve for it found its sales orders.
        facts: sql`facts || '{"imported":true}'`,
        changedAt: sql<Date>`now()`,
      })
      .where('storeHash', '=', order.storeHash)
      .where('orderId', '=', order.orderId)
      .where((row) => row.or([row('fulfilledAt', 'is', null), row('fulfilledAt', '<=', asOf)]))
      .returningAll()
      .executeTakeFirst();
  }

  /** Gives the products of which more or less is outstanding than before. */
  async replaceLines(
    { storeHash, orderId }: OrderKey,
    account: string,
    lines: readonly DemandLineRow[],
  ): Promise<readonly number[]> {
    const before = await this.db
      .deleteFrom('demand')
      .where('storeHash', '=', storeHash)
      .where('orderId', '=', orderId)
      .returning(['productId', 'outstanding'])
      .execute();
    if (lines.length > 0) {
      await this.db
        .insertInto('demand')
        .values(lines.map((line) => ({ storeHash, orderId, account, ...line })))
        .execute();
    }
    const [was, is] = [summed(before), summed(lines)];
    return [...new Set([...was.keys(), ...is.keys()])].filter((productId) => was.get(productId) !== is.get(productId));
  }

  async get({ storeHash, orderId }: OrderKey): Promise<DemandRow | undefined> {
    return this.db
      .selectFrom('demandOrders')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('orderId', '=', orderId)
      .executeTakeFirst();
  }

  /** The version that the facts of known orders are of. */
  async versions(storeHash: string, orderIds: readonly number[]): Promise<ReadonlyMap<number, Date>> {
    const rows = await this.db
      .selectFrom('demandOrders')
      .select(['orderId', 'version'])
      .where('storeHash', '=', storeHash)
      .where('orderId', '=', sql<number>`any(${[...orderIds]})`)
      .execute();
    return new Map(rows.map(({ orderId, version }) => [orderId, version]));
  }

  /** Orders with a line of one of the variants: what they take changes when the variant is linked otherwise. */
  async withVariants(storeHash: string, variantIds: readonly number[]): Promise<readonly DemandRow[]> {
    if (variantIds.length === 0) return [];
    const lines = variantIds.map((variantId) => JSON.stringify([{ variantId }]));
    return this.db
      .selectFrom('demandOrders')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where(sql<boolean>`facts -> 'lines' @> any(${lines}::jsonb[])`)
      .execute();
  }

  /** Orders that have not been paid for and count as long as they are young. */
  async unpaid(storeHash: string): Promise<readonly DemandRow[]> {
    return this.db
      .selectFrom('demandOrders')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where(sql<boolean>`(facts ->> 'paid')::boolean = false`)
      .where((row) =>
        row.exists(
          row
            .selectFrom('demand')
            .select('demand.lineId')
            .whereRef('demand.storeHash', '=', 'demandOrders.storeHash')
            .whereRef('demand.orderId', '=', 'demandOrders.orderId')
            .where('demand.outstanding', '>', '0'),
        ),
      )
      .execute();
  }

  /** Over all stores and orders: decimal strings by product; products without demand are absent. */
  async ofProducts(account: string, productIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const rows = await this.db
      .selectFrom('demand')
      .select(['productId', sql<string>`sum(outstanding)::text`.as('outstanding')])
      .where('account', '=', account)
      .where('productId', '=', sql<number>`any(${[...productIds]})`)
      .where('outstanding', '>', '0')
      .groupBy('productId')
      .execute();
    return new Map(rows.map(({ productId, outstanding }) => [productId, outstanding]));
  }

  /** The same order by order: by product, then by `<store>/<order>`. */
  async ofOrders(account: string, productIds: readonly number[]): Promise<Record<string, Record<string, string>>> {
    const rows = await this.db
      .selectFrom('demand')
      .select(['productId', 'storeHash', 'orderId', sql<string>`sum(outstanding)::text`.as('outstanding')])
      .where('account', '=', account)
      .where('productId', '=', sql<number>`any(${[...productIds]})`)
      .where('outstanding', '>', '0')
      .groupBy(['productId', 'storeHash', 'orderId'])
      .execute();
    const byProduct: Record<string, Record<string, string>> = {};
    for (const { productId, storeHash, orderId, outstanding } of rows) {
      (byProduct[productId] ??= {})[`${storeHash}/${orderId}`] = outstanding;
    }
    return byProduct;
  }

  /** The lines behind a product's demand, counted or not, newest order first. */
  async explain(account: string, productId: number, limit: number): Promise<readonly ExplainedDemand[]> {
    return this.db
      .selectFrom('demand')
      .select(['storeHash', 'orderId', 'lineId', 'productId', 'ordered', 'covered', 'outstanding', 'reason'])
      .where('account', '=', account)
      .where('productId', '=', productId)
      .orderBy('outstanding', 'desc')
      .orderBy('orderId', 'desc')
      .limit(limit)
      .execute();
  }

  /** Imported orders of an account that still wait for stock: what is reserved for them may have changed. */
  async waiting(account: string, limit: number): Promise<readonly OrderKey[]> {
    const { rows } = await sql<OrderKey>`
      select distinct demand.store_hash, demand.order_id from demand
      join demand_orders as known using (store_hash, order_id)
      where demand.account = ${account} and demand.outstanding > 0 and (known.facts ->> 'imported')::boolean
      order by demand.order_id desc limit ${limit}
    `.execute(this.db);
    return rows;
  }

  /** Takes out orders that changed last before then and want nothing. Gives how many. */
  async forgetSettled(before: Date): Promise<number> {
    const { numAffectedRows } = await sql`
      with settled as (
        delete from demand_orders as known where changed_at < ${before} and not exists (
          select from demand where demand.store_hash = known.store_hash and demand.order_id = known.order_id
            and outstanding > 0)
        returning store_hash, order_id
      )
      delete from demand using settled
      where demand.store_hash = settled.store_hash and demand.order_id = settled.order_id
    `.execute(this.db);
    return Number(numAffectedRows ?? 0);
  }
}

function summed(lines: readonly { readonly productId: number; readonly outstanding: string }[]): Map<number, number> {
  const sums = new Map<number, number>();
  // Quantities have four decimals at most: their sums are equal or differ by far more than a number's error.
  for (const { productId, outstanding } of lines) {
    const sum = (sums.get(productId) ?? 0) + Math.round(Number(outstanding) * 10_000);
    sums.set(productId, sum);
  }
  return new Map([...sums].filter(([, sum]) => sum !== 0));
}
