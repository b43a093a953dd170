import { sql, type Migration } from 'kysely';

/** SKUs of a store that somebody wants to have as products in Brightpearl, and what became of each. */
const statements = [
  sql`create table new_products (
    store_hash text not null,
    account text not null,
    sku text not null,
    requested_by text not null,
    reason text,
    -- To the microsecond: what is put off comes after what was asked for in the same moment.
    requested_at timestamptz not null default clock_timestamp(),
    state text not null default 'wanted',
    variant_id bigint,
    body jsonb,
    sent_at timestamptz(3),
    product_id bigint,
    message text not null default '',
    settled_at timestamptz(3),
    told_at timestamptz(3),
    primary key (store_hash, account, sku)
  )`,
  sql`create index new_products_open on new_products (store_hash, account, requested_at)
    where state in ('wanted', 'planned')`,
];

export const newProducts: Migration = {
  async up(db) {
    for (const statement of statements) await statement.execute(db);
  },
};
