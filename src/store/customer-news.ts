/** Customers that may have changed, by account that their contacts are in, each until its contact was looked at. */
import { sql, type Selectable } from 'kysely';
import { customerRef } from '../domain/ids';
import type { IssueCode } from '../domain/issues';
import { inChunks, ROWS_A_STATEMENT } from './chunks';
import type { Database } from './database';
import type { CustomerTables } from './schema-customers';

export type CustomerNewsRow = Selectable<CustomerTables['customerNews']>;

/** Where a customer is looked after: a store may send its orders to several accounts. */
export interface CustomerScope {
  readonly storeHash: string;
  readonly account: string;
}

/** A store's customers in several of its accounts. */
interface NewsPlaces {
  readonly storeHash: string;
  readonly accounts: readonly string[];
}

export interface NewsCounts {
  readonly account: string;
  readonly waiting: number;
  /** How many of those that wait have time. */
  readonly late: number;
  readonly parked: number;
}

/** How far a walk through those that wait has come: the last mark, of each kind by itself. */
export interface NewsCursor {
  readonly after?: number;
  readonly afterLate?: number;
}

/** A customer that changed and still waits does not become a late one when all are noted. */
const MARKED_ANEW = sql`
  on conflict (store_hash, account, customer_id) do update
    set mark = nextval('customer_marks'), reason = excluded.reason, parked = null, message = null,
      late = excluded.late and (customer_news.late or customer_news.parked is not null)`;

export class CustomerNews {
  constructor(private readonly db: Database) {}

  /**
   * What waits already is marked anew, and what an issue kept is in turn again.
   *
   * @param late whether they can wait: those that changed go first
   */
  async add(
    { storeHash, accounts }: NewsPlaces,
    customerIds: readonly number[],
    reason: string,
    late = false,
  ): Promise<void> {
    const sorted = [...new Set(customerIds)].sort((a, b) => a - b);
    for (const account of [...accounts].sort()) {
      for (const some of inChunks(sorted, ROWS_A_STATEMENT)) {
        await sql`
          insert into customer_news (store_hash, account, customer_id, reason, late)
          select ${storeHash}, ${account}, customer_id, ${reason}::text, ${late}::boolean
          from unnest(${some}::bigint[]) as given (customer_id)
          ${MARKED_ANEW}
        `.execute(this.db);
      }
    }
  }

  /** As {@link add}, every customer of the store that has a contact there, as late ones. Gives how many. */
  async addLinked(storeHash: string, accounts: readonly string[], reason: string): Promise<number> {
    const prefix = customerRef(storeHash, '');
    const { numAffectedRows } = await sql`
      insert into customer_news (store_hash, account, customer_id, reason, late)
      select ${storeHash}, account, substr(local_key, ${prefix.length + 1})::bigint as customer_id, ${reason}::text, true
      from links where kind = 'contact' and account = any(${[...accounts]}::text[]) and starts_with(local_key, ${prefix})
      order by account, customer_id
      ${MARKED_ANEW}
    `.execute(this.db);
    return Number(numAffectedRows ?? 0);
  }

  /** What is next in turn and kept by nothing: those that changed before the late ones, each oldest first. */
  async next(
    { storeHash, account }: CustomerScope,
    limit: number,
    { after = 0, afterLate = 0 }: NewsCursor = {},
  ): Promise<readonly CustomerNewsRow[]> {
    return this.db
      .selectFrom('customerNews')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('account', '=', account)
      .where('parked', 'is', null)
      .where((row) =>
        row.or([
          row.and([row('late', '=', false), row('mark', '>', after)]),
          row.and([row('late', '=', true), row('mark', '>', afterLate)]),
        ]),
      )
      .orderBy('late')
      .orderBy('mark')
      .limit(limit)
      .execute();
  }

  /** Undefined: it does not wait. */
  async get({ storeHash, account, customerId }: CustomerScope & { readonly customerId: number }) {
    return this.db
      .selectFrom('customerNews')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('account', '=', account)
      .where('customerId', '=', customerId)
      .executeTakeFirst();
  }

  /** Takes it away, unless it was marked again since it was read. */
  async settle(row: CustomerNewsRow): Promise<void> {
    await this.db
      .deleteFrom('customerNews')
      .where('storeHash', '=', row.storeHash)
      .where('account', '=', row.account)
      .where('customerId', '=', row.customerId)
      .where('mark', '=', row.mark)
      .execute();
  }

  /** Keeps it from its turn until it is marked again, unless it was since it was read. */
  async park(row: CustomerNewsRow, code: IssueCode, message: string): Promise<void> {
    await this.db
      .updateTable('customerNews')
      .set({ parked: code, message })
      .where('storeHash', '=', row.storeHash)
      .where('account', '=', row.account)
      .where('customerId', '=', row.customerId)
      .where('mark', '=', row.mark)
      .execute();
  }

  /** By account; one for which nobody waits and none is kept is absent. `late`: how many of those that wait are late ones, see {@link add}. */
  async counts(storeHash: string): Promise<readonly NewsCounts[]> {
    const { rows } = await sql<NewsCounts>`
      select account, count(*) filter (where parked is null) as waiting,
        count(*) filter (where parked is null and late) as late, count(parked) as parked
      from customer_news where store_hash = ${storeHash} group by account order by account`.execute(this.db);
    return rows;
  }

  /** Those that an issue keeps, oldest first. */
  async parked({ storeHash, accounts }: NewsPlaces, limit: number): Promise<readonly CustomerNewsRow[]> {
    return this.db
      .selectFrom('customerNews')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('account', '=', sql<string>`any(${[...accounts]}::text[])`)
      .where('parked', 'is not', null)
      .orderBy('since')
      .orderBy('customerId')
      .limit(limit)
      .execute();
  }
}
