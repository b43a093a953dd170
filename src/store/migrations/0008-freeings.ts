import { sql, type Migration } from 'kysely';

/** Why a mapping was set, what it frees and how far that is, and which links follow another SKU than their variant's. */
const statements = [
  sql`alter table mappings add column reason text`,
  sql`alter table product_links add column alias_sku text`,
  sql`create table freeings (
    mapping_id bigint primary key,
    names jsonb not null,
    orders_waiting integer not null,
    levels_waiting integer not null,
    orders_freed integer not null default 0,
    levels_freed integer not null default 0,
    after_store text not null default '',
    after_order bigint not null default 0,
    orders_done boolean not null default false,
    levels_done boolean not null default false,
    requested_at timestamptz(3) not null default now(),
    finished_at timestamptz(3)
  )`,
  sql`create index freeings_open on freeings (mapping_id) where finished_at is null`,
];

export const freeings: Migration = {
  async up(db) {
    for (const statement of statements) await statement.execute(db);
  },
};
