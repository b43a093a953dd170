import { sql, type Migration } from 'kysely';

/** What tells products apart beside their SKUs, and which were linked when both catalogs were compared last. */
const statements = [
  sql`create table catalog_details (
    side text not null,
    scope text not null,
    record_id bigint not null,
    details jsonb not null,
    read_at timestamptz(3) not null,
    primary key (side, scope, record_id)
  )`,
  sql`create table former_links (
    store_hash text not null,
    account text not null,
    variant_id bigint not null,
    product_id bigint not null,
    sku text not null,
    primary key (store_hash, account, variant_id)
  )`,
];

export const catalogDetails: Migration = {
  async up(db) {
    for (const statement of statements) await statement.execute(db);
  },
};
