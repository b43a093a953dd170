import { sql, type Migration } from 'kysely';

/** What an account says of its products, as it was read last, and what of it was written to the store's. */
const statements = [
  sql`create table product_facts (
    account text not null,
    product_id bigint not null,
    facts jsonb not null,
    read_at timestamptz(3) not null,
    primary key (account, product_id)
  )`,
  sql`create table followed_products (
    store_hash text not null,
    account text not null,
    product_id bigint not null,
    written jsonb not null,
    pending jsonb not null,
    primary key (store_hash, account, product_id)
  )`,
];

export const products: Migration = {
  async up(db) {
    for (const statement of statements) await statement.execute(db);
  },
};
