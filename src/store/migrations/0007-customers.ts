import { sql, type Migration } from 'kysely';

/** Customers whose contacts are to be looked at, and what of a contact the connector wrote. */
const statements = [
  sql`create sequence customer_marks`,
  sql`create table customer_news (
    store_hash text not null,
    account text not null,
    customer_id bigint not null,
    mark bigint not null default nextval('customer_marks'),
    reason text not null,
    since timestamptz(3) not null default now(),
    parked text,
    message text,
    primary key (store_hash, account, customer_id)
  )`,
  sql`create index customer_news_turn on customer_news (store_hash, account, mark) where parked is null`,
  sql`create table contact_marks (
    account text not null,
    contact_id bigint not null,
    store_hash text,
    customer_id bigint,
    written jsonb not null default '{}',
    sent jsonb,
    sent_at timestamptz(3),
    updated_at timestamptz(3) not null default now(),
    primary key (account, contact_id)
  )`,
];

export const customers: Migration = {
  async up(db) {
    for (const statement of statements) await statement.execute(db);
  },
};
