import { sql, type Migration } from 'kysely';

/** All customers of a store that are looked at come after those that changed: there may be very many. Who made a contact. */
const statements = [
  sql`alter table customer_news add column late boolean not null default false`,
  sql`create index customer_news_late_turn on customer_news (store_hash, account, late, mark) where parked is null`,
  sql`drop index customer_news_turn`,
  sql`alter table contact_marks add column made_at timestamptz(3)`,
];

export const lateCustomers: Migration = {
  async up(db) {
    for (const statement of statements) await statement.execute(db);
  },
};
