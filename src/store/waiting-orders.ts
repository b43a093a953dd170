/** Orders that wait for a person over something that a mapping can put right. */
import { sql } from 'kysely';
import type { OrderKey } from '../domain/ids';
import type { IssueCode } from '../domain/issues';
import type { Database } from './database';

export interface WaitsFor {
  readonly codes: readonly IssueCode[];
  /** What their issues call it: the SKU, the subject. Absent: whatever it is. */
  readonly names?: readonly string[] | undefined;
  readonly storeHash?: string | undefined;
  readonly account?: string | undefined;
}

export interface WaitingForSku {
  readonly sku: string;
  /** Of the products that share it, where several do. */
  readonly productIds: readonly number[];
  readonly order: OrderKey;
  /** When it was looked at last. */
  readonly lookedAt: Date;
}

export class WaitingOrders {
  constructor(private readonly db: Database) {}

  async count(what: WaitsFor): Promise<number> {
    const { rows } = await sql<{ n: number }>`select count(*) as n from orders where ${waits(what)}`.execute(this.db);
    return rows[0]?.n ?? 0;
  }

  /**
   * In the order of their keys, after one of them.
   *
   * @param shownSince only those whose row was last written since then
   */
  async after(
    what: WaitsFor,
    { storeHash, orderId }: OrderKey,
    limit: number,
    shownSince?: Date,
  ): Promise<readonly OrderKey[]> {
    const since = shownSince ? sql`and as_of >= ${shownSince}` : sql``;
    const { rows } = await sql<OrderKey>`
      select store_hash, order_id from orders
      where ${waits(what)} and (store_hash, order_id) > (${storeHash}, ${orderId}) ${since}
      order by store_hash, order_id limit ${limit}`.execute(this.db);
    return rows;
  }

  /** Which SKUs the orders of an account wait for, each with its order, those looked at longest ago first. */
  async skus(account: string, codes: readonly IssueCode[], limit: number): Promise<readonly WaitingForSku[]> {
    const { rows } = await sql<WaitingRow>`
      select store_hash, order_id, as_of as looked_at, one->'details'->>'sku' as sku,
        coalesce(one->'details'->'productIds', '[]') as product_ids
      from orders, ${allIssues} as one
      where state = 'NEEDS_ATTENTION' and account = ${account}
        and one->>'code' = any(${[...codes]}) and one->'details'->>'sku' <> ''
      order by as_of, store_hash, order_id limit ${limit}`.execute(this.db);
    return rows.map(({ storeHash, orderId, ...what }) => ({ ...what, order: { storeHash, orderId } }));
  }
}

type WaitingRow = OrderKey & Omit<WaitingForSku, 'order'>;

/** An order may wait for several things, of which the board shows the first; the others are among its details. */
const allIssues = sql`jsonb_array_elements(
  jsonb_build_array(issue) ||
  case jsonb_typeof(issue->'details'->'more') when 'array' then issue->'details'->'more' else '[]' end
)`;

const waits = ({ codes, names, storeHash, account }: WaitsFor) => sql<boolean>`
  state = 'NEEDS_ATTENTION'
  ${storeHash === undefined ? sql`` : sql`and store_hash = ${storeHash}`}
  ${account === undefined ? sql`` : sql`and (account = ${account} or account is null)`}
  and exists (
    select from ${allIssues} as one
    where one->>'code' = any(${[...codes]})
    ${
      names === undefined
        ? sql``
        : sql`and (
            one->'details'->>'sku' = any(${[...names]})
            or lower(trim(one->>'subject')) = any(${[...names]})
            or lower(trim(one->'details'->>'paymentMethod')) = any(${[...names]})
          )`
    }
  )`;
