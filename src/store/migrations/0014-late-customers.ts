import { sql, type Migration } from 'kysely';

/** Customers that all of a store are looked at for come after those that changed: there may be very many. */
const statements = [
  sql`alter table customer_news add column late boolean not null default false`,
  sql`create index customer_news_late_turn on customer_news (store_hash, account, late, mark) where parked is null`,
  sql`drop index customer_news_turn`,
];

export const lateCustomers: Migration = {
  async up(db) {
    for (const statement of statements) await statement.execute(db);
  },
};
