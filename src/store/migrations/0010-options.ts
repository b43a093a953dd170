import { sql, type Migration } from 'kysely';

/** An account's options as they were read last, by which its products vary, and whose twins they are in a store. */
const statements = [
  sql`create table account_options (
    account text not null,
    option_id bigint not null,
    name text not null,
    place integer,
    option_values jsonb not null,
    read_at timestamptz(3) not null,
    primary key (account, option_id)
  )`,
  sql`create table account_variations (
    account text not null,
    product_id bigint not null,
    variations jsonb not null,
    read_at timestamptz(3) not null,
    primary key (account, product_id)
  )`,
  sql`create table followed_options (
    store_hash text not null,
    account text not null,
    product_id bigint not null,
    seen text not null,
    twins jsonb not null,
    followed_at timestamptz(3) not null,
    primary key (store_hash, account, product_id)
  )`,
];

export const options: Migration = {
  async up(db) {
    for (const statement of statements) await statement.execute(db);
  },
};
