import { sql, type Migration } from 'kysely';

/** Applied in one transaction, as every migration is. */
const statements = [
  sql`create table product_links (
    store_hash text not null,
    account text not null,
    variant_id bigint not null,
    product_id bigint not null,
    sku text not null,
    tracking text not null,
    is_base boolean not null,
    brand_id bigint,
    category_ids jsonb not null default '[]',
    brightpearl_id bigint,
    stock_tracked boolean,
    components jsonb,
    level_target text,
    problem text,
    set_product_id bigint,
    compared_in uuid,
    seen_at timestamptz(3) not null,
    primary key (store_hash, account, variant_id)
  )`,
  sql`create index product_links_by_product on product_links (account, brightpearl_id) where brightpearl_id is not null`,
  sql`create index product_links_by_store_product on product_links (store_hash, product_id)`,
  sql`create index product_links_by_sku on product_links (sku, account)`,
  // Webhooks look here for many products at once: no list of late entries may be read for each of them.
  sql`create index product_links_by_component on product_links using gin (components jsonb_path_ops)
    with (fastupdate = off) where components is not null`,
  sql`create index product_links_by_problem on product_links (store_hash, problem) where problem is not null`,

  sql`create sequence stock_marks`,
  sql`create table store_variants (
    store_hash text not null,
    variant_id bigint not null,
    product_id bigint not null,
    sku text not null,
    tracking text not null,
    is_base boolean not null,
    brand_id bigint,
    category_ids jsonb not null,
    seen_at timestamptz(3) not null,
    primary key (store_hash, variant_id)
  )`,
  sql`create index store_variants_by_product on store_variants (store_hash, product_id)`,
  sql`create table account_products (
    account text not null,
    product_id bigint not null,
    sku text not null,
    stock_tracked boolean not null,
    status text not null,
    components jsonb,
    seen_at timestamptz(3) not null,
    primary key (account, product_id)
  )`,
  sql`create table catalog_news (
    scope text not null,
    product_id bigint not null,
    mark bigint not null default nextval('stock_marks'),
    primary key (scope, product_id)
  )`,
  sql`create table link_changes (
    store_hash text not null,
    variant_id bigint not null,
    mark bigint not null default nextval('stock_marks'),
    primary key (store_hash, variant_id)
  )`,

  sql`create table stock_dirty (
    store_hash text not null,
    variant_id bigint not null,
    mark bigint not null default nextval('stock_marks'),
    reason text not null,
    priority smallint not null default 0,
    since timestamptz(3) not null default clock_timestamp(),
    parked text,
    guard text,
    primary key (store_hash, variant_id)
  )`,
  sql`create index stock_dirty_next on stock_dirty (store_hash, priority, since, variant_id) where parked is null`,
  sql`create index stock_dirty_held on stock_dirty (store_hash) where guard = 'held'`,

  sql`create table levels (
    store_hash text not null,
    variant_id bigint not null,
    location_id bigint not null,
    quantity integer not null,
    previous_quantity integer,
    written_at timestamptz(3),
    known_at timestamptz(3) not null,
    verify_at timestamptz(3),
    moved_at timestamptz(3),
    fell_at timestamptz(3),
    primary key (store_hash, variant_id, location_id)
  )`,
  sql`create index levels_to_verify on levels (store_hash, verify_at) where verify_at is not null`,

  sql`create table foreign_levels (
    store_hash text not null,
    variant_id bigint not null,
    expected integer not null,
    shown integer not null,
    known_at timestamptz(3) not null,
    seen_at timestamptz(3) not null,
    judged boolean not null,
    primary key (store_hash, variant_id)
  )`,

  sql`create table demand_orders (
    store_hash text not null,
    order_id bigint not null,
    account text not null,
    version timestamptz(3) not null,
    facts jsonb not null,
    fulfilled jsonb not null default '{"reserved":{},"onNotes":{},"shipped":false}',
    fulfilled_at timestamptz(3),
    outdated_at timestamptz(3),
    changed_at timestamptz(3) not null default now(),
    primary key (store_hash, order_id)
  )`,
  sql`create index demand_orders_by_line on demand_orders using gin ((facts -> 'lines') jsonb_path_ops)`,
  sql`create index demand_orders_outdated on demand_orders (account) where outdated_at is not null`,
  sql`create table demand (
    store_hash text not null,
    order_id bigint not null,
    line_id bigint not null,
    account text not null,
    product_id bigint not null,
    ordered numeric not null,
    covered numeric not null,
    outstanding numeric not null,
    reason text not null,
    primary key (store_hash, order_id, line_id, product_id)
  )`,
  sql`create index demand_by_product on demand (account, product_id)`,
  sql`create index demand_waiting on demand (account, store_hash, order_id) where outstanding > 0`,

  sql`create table unread_orders (
    store_hash text not null,
    order_id bigint not null,
    reason text not null,
    tried_at timestamptz(3) not null,
    primary key (store_hash, order_id)
  )`,

  sql`create table stock_batches (
    id uuid primary key,
    store_hash text not null,
    started_at timestamptz(3) not null,
    body jsonb not null
  )`,

  sql`create table stock_events (
    account text not null,
    at timestamptz(3) not null,
    primary key (account, at)
  )`,

  sql`create table stock_issues (
    store_hash text not null,
    variant_id bigint not null,
    code text not null,
    message text not null,
    details jsonb not null default '{}',
    since timestamptz(3) not null default clock_timestamp(),
    primary key (store_hash, variant_id, code)
  )`,
];

export const stock: Migration = {
  up: async (db) => {
    for (const statement of statements) await statement.execute(db);
  },
};
