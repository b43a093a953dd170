/** Why a level is not written, or something about a store's stock is wrong: one row a variant and code. */
import { sql, type Selectable } from 'kysely';
import type { Database } from './database';
import { toJsonb } from './json';
import type { StockTables } from './schema-stock';

export type StockIssueRow = Selectable<StockTables['stockIssues']>;

export interface NewStockIssue {
  readonly storeHash: string;
  /** 0: about the store as a whole. */
  readonly variantId: number;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export class StockIssues {
  constructor(private readonly db: Database) {}

  /** Raised again it keeps the moment it was first raised. */
  async raise({ details, ...issue }: NewStockIssue): Promise<void> {
    await this.db
      .insertInto('stockIssues')
      .values({ ...issue, details: toJsonb(details) })
      .onConflict((conflict) =>
        conflict.columns(['storeHash', 'variantId', 'code']).doUpdateSet((row) => ({
          message: row.ref('excluded.message'),
          details: row.ref('excluded.details'),
        })),
      )
      .execute();
  }

  /**
   * Nearly always there is nothing to clear, and a cycle asks a dozen times: what is not there costs no write.
   *
   * @param details only issues that have all of these
   */
  async clear(
    storeHash: string,
    variantIds: readonly number[],
    code: string,
    details: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    const isMeant = sql<boolean>`
      store_hash = ${storeHash} and code = ${code} and variant_id = any(${[...variantIds]}) and
      details @> ${toJsonb(details)}::jsonb
    `;
    const found = await this.db.selectFrom('stockIssues').select('code').where(isMeant).limit(1).executeTakeFirst();
    if (found) await this.db.deleteFrom('stockIssues').where(isMeant).execute();
  }

  /** Of variants that are gone from the store: nothing would ever clear them. */
  async forgetGone(storeHash: string): Promise<void> {
    await sql`
      delete from stock_issues as issue where store_hash = ${storeHash} and variant_id <> 0 and not exists (
        select from product_links as link where link.store_hash = issue.store_hash and link.variant_id = issue.variant_id
      )
    `.execute(this.db);
  }

  /** How many there are of each code. */
  async counts(storeHash: string): Promise<Readonly<Record<string, number>>> {
    const rows = await this.db
      .selectFrom('stockIssues')
      .select(({ fn }) => ['code', fn.countAll<number>().as('count')])
      .where('storeHash', '=', storeHash)
      .groupBy('code')
      .orderBy('code')
      .execute();
    return Object.fromEntries(rows.map(({ code, count }) => [code, count]));
  }

  /** Those about the store as a whole first. */
  async list(storeHash: string, limit: number): Promise<readonly StockIssueRow[]> {
    return this.db
      .selectFrom('stockIssues')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .orderBy(sql`variant_id = 0`, 'desc')
      .orderBy('since', 'desc')
      .orderBy('variantId')
      .limit(limit)
      .execute();
  }
}
