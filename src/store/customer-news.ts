/** Customers that may have changed, by account that their contacts are in, each until its contact was looked at. */
import { sql, type Selectable } from 'kysely';
import { customerRef } from '../domain/ids';
import type { IssueCode } from '../domain/issues';
import { inChunks } from './chunks';
import type { Database } from './database';
import type { CustomerTables } from './schema-customers';

export type CustomerNewsRow = Selectable<CustomerTables['customerNews']>;

/** Where a customer is looked after: a store may send its orders to several accounts. */
export interface CustomerScope {
  readonly storeHash: string;
  readonly account: string;
}

const ROWS_A_STATEMENT = 5_000;

export class CustomerNews {
  constructor(private readonly db: Database) {}

  /** What waits already is marked anew, and what an issue kept is in turn again. */
  async add(
    { storeHash, accounts }: { readonly storeHash: string; readonly accounts: readonly string[] },
    customerIds: readonly number[],
    reason: string,
  ): Promise<void> {
    const sorted = [...new Set(customerIds)].sort((a, b) => a - b);
    for (const account of [...accounts].sort()) {
      for (const some of inChunks(sorted, ROWS_A_STATEMENT)) {
        await sql`
          insert into customer_news (store_hash, account, customer_id, reason)
          select ${storeHash}, ${account}, customer_id, ${reason}::text from unnest(${some}::bigint[]) as given (customer_id)
          on conflict (store_hash, account, customer_id) do update
            set mark = nextval('customer_marks'), reason = excluded.reason, parked = null, message = null
        `.execute(this.db);
      }
    }
  }

  /** As {@link add}, every customer of the store that has a contact there. Gives how many. */
  async addLinked(storeHash: string, accounts: readonly string[], reason: string): Promise<number> {
    const prefix = customerRef(storeHash, '');
    const { numAffectedRows } = await sql`
      insert into customer_news (store_hash, account, customer_id, reason)
      select ${storeHash}, account, substr(local_key, ${prefix.length + 1})::bigint as customer_id, ${reason}::text
      from links where kind = 'contact' and account = any(${[...accounts]}::text[]) and starts_with(local_key, ${prefix})
      order by account, customer_id
      on conflict (store_hash, account, customer_id) do update
        set mark = nextval('customer_marks'), reason = excluded.reason, parked = null, message = null
    `.execute(this.db);
    return Number(numAffectedRows ?? 0);
  }

  /** What is next in turn and kept by nothing, oldest first; not those that were marked at or before `after`. */
  async next({ storeHash, account }: CustomerScope, limit: number, after = 0): Promise<readonly CustomerNewsRow[]> {
    return this.db
      .selectFrom('customerNews')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('account', '=', account)
      .where('parked', 'is', null)
      .where('mark', '>', after)
      .orderBy('mark')
      .limit(limit)
      .execute();
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

  async counts(storeHash: string): Promise<{ readonly waiting: number; readonly parked: number }> {
    const row = await this.db
      .selectFrom('customerNews')
      .select(({ fn }) => [fn.countAll<number>().as('all'), fn.count<number>('parked').as('parked')])
      .where('storeHash', '=', storeHash)
      .executeTakeFirstOrThrow();
    return { waiting: row.all - row.parked, parked: row.parked };
  }

  /** Those that an issue keeps, oldest first. */
  async parked(storeHash: string, limit: number): Promise<readonly CustomerNewsRow[]> {
    return this.db
      .selectFrom('customerNews')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('parked', 'is not', null)
      .orderBy('since')
      .orderBy('customerId')
      .limit(limit)
      .execute();
  }
}
