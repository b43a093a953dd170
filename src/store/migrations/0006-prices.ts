import { sql, type Migration } from 'kysely';

/** What both sides ask as it was read last, what was decided about changes of prices, and what is wrong with a catalog. */
const statements = [
  sql`create table account_prices (
    account text not null,
    product_id bigint not null,
    price_list_id bigint not null,
    breaks jsonb not null,
    read_at timestamptz(3) not null,
    primary key (account, product_id, price_list_id)
  )`,
  sql`create table shown_prices (
    store_hash text not null,
    target text not null,
    variant_id bigint not null,
    product_id bigint not null,
    is_base boolean not null,
    tax_class_id integer not null,
    prices jsonb not null,
    read_at timestamptz(3) not null,
    written_at timestamptz(3),
    primary key (store_hash, target, variant_id)
  )`,
  sql`create table price_rulings (
    store_hash text not null,
    record_key text not null,
    ruling text not null,
    source text not null,
    variant_id bigint not null,
    sku text not null,
    reason jsonb not null,
    since timestamptz(3) not null default now(),
    decided_by text,
    decided_at timestamptz(3),
    primary key (store_hash, record_key)
  )`,
  sql`create table catalog_issues (
    store_hash text not null,
    scope text not null,
    code text not null,
    subject text not null,
    message text not null,
    since timestamptz(3) not null default now(),
    primary key (store_hash, scope, code, subject)
  )`,
];

export const prices: Migration = {
  async up(db) {
    for (const statement of statements) await statement.execute(db);
  },
};
