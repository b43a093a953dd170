import { sql, type Migration } from 'kysely';

/** Brightpearl products that a store does not have, with what was made of them or would be. */
const statements = [
  sql`create table missing_products (
    store_hash text not null,
    account text not null,
    product_id bigint not null,
    sku text not null,
    outcome text not null,
    reasons jsonb not null,
    becomes jsonb,
    looked_at timestamptz(3) not null,
    primary key (store_hash, account, product_id)
  )`,
];

export const missingProducts: Migration = {
  async up(db) {
    for (const statement of statements) await statement.execute(db);
  },
};
