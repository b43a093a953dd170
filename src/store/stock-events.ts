/** When an account told of stock by itself, so that its silence can be judged by its own habits. */
import { sql } from 'kysely';
import { BUSINESS_HOURS } from '../mapping/stock/business-time';
import type { Database } from './database';

const KEPT_DAYS = 30;

export class StockEvents {
  constructor(private readonly db: Database) {}

  /** Once a minute is enough. */
  async note(account: string, at: Date): Promise<void> {
    await sql`
      insert into stock_events (account, at) values (${account}, date_trunc('minute', ${at}::timestamptz))
      on conflict do nothing
    `.execute(this.db);
  }

  async last(account: string): Promise<Date | undefined> {
    const row = await this.db
      .selectFrom('stockEvents')
      .select(({ fn }) => fn.max('at').as('at'))
      .where('account', '=', account)
      .executeTakeFirst();
    return row?.at ?? undefined;
  }

  /**
   * The 95th percentile of the gaps that begin and end in the business hours of one day, in milliseconds; undefined before
   * there are enough to judge by.
   *
   * @param zone IANA zone of the account
   */
  async usualGapMs(account: string, zone: string, atLeast: number): Promise<number | undefined> {
    const { rows } = await sql<{ gap: number | null; gaps: number }>`
      with local as (select at, at at time zone ${zone} as here from stock_events where account = ${account}),
      gaps as (
        select here, lag(here) over (order by at) as before, at - lag(at) over (order by at) as gap from local
      )
      select extract(epoch from percentile_cont(0.95) within group (order by gap))::float8 * 1000 as gap,
        count(*)::int as gaps
      from gaps
      where before is not null and here::date = before::date and extract(isodow from here) < 6
        and extract(hour from before) >= ${BUSINESS_HOURS.first} and extract(hour from here) < ${BUSINESS_HOURS.last}
    `.execute(this.db);
    const [row] = rows;
    return row && row.gap !== null && row.gaps >= atLeast ? row.gap : undefined;
  }

  /** Keeps what came before the newest event of each account: how it used to tell is what its silence is judged by. */
  async forgetOld(): Promise<void> {
    await sql`
      delete from stock_events using (select account, max(at) as at from stock_events group by account) as newest
      where stock_events.account = newest.account and stock_events.at < newest.at - make_interval(days => ${KEPT_DAYS})
    `.execute(this.db);
  }
}
