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

  /** As it is now, and stays until the transaction ends. */
  async lock({ storeHash, orderId }: OrderKey): Promise<DemandRow | undefined> {
    return this.db
      .selectFrom('demandOrders')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('orderId', '=', orderId)
      .forUpdate()
      .executeTakeFirst();
  }

  /** Of several orders; those that are not known are absent. */
  async getMany(orders: readonly OrderKey[]): Promise<readonly DemandRow[]> {
    const stores = orders.map(({ storeHash }) => storeHash);
    const ids = orders.map(({ orderId }) => orderId);
    return this.db
      .selectFrom('demandOrders')
      .selectAll()
      .where(sql<boolean>`(store_hash, order_id) in (select * from unnest(${stores}::text[], ${ids}::bigint[]))`)
      .execute();
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

  /**
   * Orders with a line of one of the variants, and those of other stores that know their products by the same SKUs: what they
   * take changes when the variant is linked otherwise.
   */
  async withVariants(storeHash: string, variantIds: readonly number[]): Promise<readonly DemandRow[]> {
    if (variantIds.length === 0) return [];
    const links = await this.db
      .selectFrom('productLinks')
      .select(['account', 'sku'])
      .distinct()
      .where('storeHash', '=', storeHash)
      .where('variantId', '=', sql<number>`any(${[...variantIds]})`)
      .where('sku', '!=', '')
      .execute();
    const lines = variantIds.map((variantId) => JSON.stringify([{ variantId }]));
    const sameSku = links.map(({ sku }) => JSON.stringify([{ sku: sku.trim() }]));
    const accounts = [...new Set(links.map(({ account }) => account))];
    return this.db
      .selectFrom('demandOrders')
      .selectAll()
      .where(
        sql<boolean>`store_hash = ${storeHash} and facts -> 'lines' @> any(${lines}::jsonb[])
          or account = any(${accounts}) and facts -> 'lines' @> any(${sameSku}::jsonb[])`,
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

  /** The lines behind a product's demand, counted or not: those of which most is outstanding first, then the newest order. */
  async explain(account: string, productId: number, limit: number): Promise<readonly ExplainedDemand[]> {
    return this.db
      .selectFrom('demand')
      .select(['storeHash', 'orderId', 'lineId', 'productId', 'ordered', 'covered', 'outstanding', 'reason'])
      .where('account', '=', account)
      .where('productId', '=', productId)
      .orderBy('outstanding', 'desc')
      .orderBy('orderId', 'desc')
      .orderBy('storeHash')
      .orderBy('lineId')
      .limit(limit)
      .execute();
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
