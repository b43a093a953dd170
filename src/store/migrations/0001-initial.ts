import { sql, type Migration } from 'kysely';

/** Applied in one transaction, as every migration is. */
const statements = [
  sql`create table orders (
    store_hash text not null,
    order_id bigint not null,
    route text,
    account text,
    state text not null,
    step text not null default '',
    issue_code text,
    issue jsonb,
    details jsonb not null default '{}',
    sales_order_ids jsonb not null default '[]',
    order_total numeric,
    currency text,
    sales_order_total numeric,
    bigcommerce_status_id integer,
    sales_order_status_id integer,
    email_hash text,
    workflow_id text,
    config_hash text,
    hold_until timestamptz(3),
    known_at timestamptz(3) not null default now(),
    changed_at timestamptz(3),
    state_since timestamptz(3) not null,
    synced_at timestamptz(3),
    retrying_since timestamptz(3),
    last_error text,
    as_of timestamptz(3) not null,
    primary key (store_hash, order_id)
  )`,
  sql`create index orders_newest on orders (known_at desc, store_hash desc, order_id desc)`,
  sql`create index orders_by_state on orders (state, known_at desc)`,
  sql`create index orders_by_email on orders (email_hash) where email_hash is not null`,
  sql`create index orders_by_sales_order on orders using gin (sales_order_ids jsonb_path_ops)`,

  sql`create table intents (
    key text primary key,
    kind text not null,
    store_hash text,
    order_id bigint,
    account text,
    body_hash text not null,
    attempt integer not null default 1,
    sent_at timestamptz(3) not null default clock_timestamp(),
    settled_at timestamptz(3),
    remote_id text,
    meta jsonb not null default '{}'
  )`,
  sql`create index intents_by_order on intents (store_hash, order_id)`,
  sql`create index intents_open on intents (sent_at) where settled_at is null`,

  sql`create table links (
    kind text not null,
    account text not null,
    local_key text not null,
    remote_id text not null,
    store_hash text,
    order_id bigint,
    meta jsonb not null default '{}',
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    primary key (kind, account, local_key)
  )`,
  sql`create index links_by_remote on links (kind, account, remote_id)`,
  sql`create index links_by_order on links (store_hash, order_id)`,

  sql`create table decisions (
    id uuid primary key,
    sequence bigint generated always as identity,
    store_hash text not null,
    order_id bigint not null,
    verb text not null,
    arguments bytea,
    actor text not null,
    command_id text not null unique,
    source_hash text,
    created_at timestamptz(3) not null default now()
  )`,
  sql`create index decisions_by_order on decisions (store_hash, order_id, sequence)`,

  sql`create table claims (
    name text primary key,
    owner text not null,
    fence bigint not null,
    expires_at timestamptz(3) not null
  )`,
  sql`create sequence claim_fences`,

  sql`create table snapshots (
    id uuid primary key,
    store_hash text not null,
    order_id bigint not null,
    hash text not null,
    email_hash text,
    body bytea not null,
    read_at timestamptz(3) not null
  )`,
  sql`create index snapshots_by_order on snapshots (store_hash, order_id, read_at desc)`,
  sql`create index snapshots_by_email on snapshots (email_hash) where email_hash is not null`,
  sql`create index snapshots_by_time on snapshots (read_at)`,

  sql`create table plans (
    id uuid primary key,
    snapshot_id uuid not null references snapshots (id) on delete cascade,
    store_hash text not null,
    order_id bigint not null,
    config_hash text not null,
    body bytea not null,
    created_at timestamptz(3) not null default now()
  )`,
  sql`create index plans_by_snapshot on plans (snapshot_id)`,
  sql`create index plans_by_order on plans (store_hash, order_id)`,

  sql`create table exchanges (
    id uuid primary key,
    started_at timestamptz(3) not null,
    duration_ms integer not null,
    system text not null,
    scope text not null,
    method text not null,
    path text not null,
    status integer,
    attempt integer,
    error_kind text,
    request_id text,
    workflow_id text,
    run_id text,
    activity text,
    request_headers jsonb not null,
    response_headers jsonb not null,
    content bytea,
    truncated boolean not null
  )`,
  sql`create index exchanges_by_scope on exchanges (scope, id desc)`,
  sql`create index exchanges_by_time on exchanges (started_at)`,
  sql`create table exchange_subjects (
    exchange_id uuid not null references exchanges (id) on delete cascade,
    subject text not null,
    primary key (subject, exchange_id)
  )`,
  sql`create index exchange_subjects_by_exchange on exchange_subjects (exchange_id)`,

  sql`create table watermarks (
    scope text not null,
    stream text not null,
    position timestamptz(3) not null,
    updated_at timestamptz(3) not null default now(),
    primary key (scope, stream)
  )`,

  sql`create table credentials (
    system text not null,
    scope text not null,
    kind text not null,
    value bytea not null,
    version integer not null,
    updated_at timestamptz(3) not null default now(),
    primary key (system, scope, kind)
  )`,

  sql`create table mappings (
    id bigint generated always as identity primary key,
    route text not null,
    kind text not null,
    source text not null,
    target jsonb,
    actor text not null,
    created_at timestamptz(3) not null default now()
  )`,
  sql`create index mappings_current on mappings (route, kind, source, id desc)`,

  sql`create table reports (
    id uuid primary key,
    kind text not null,
    scope text not null,
    started_at timestamptz(3) not null,
    finished_at timestamptz(3) not null,
    summary jsonb not null,
    rows jsonb not null
  )`,
  sql`create index reports_newest on reports (kind, scope, finished_at desc)`,

  sql`create table operator_actions (
    id bigint generated always as identity primary key,
    at timestamptz(3) not null default now(),
    actor text not null,
    action text not null,
    subject text not null,
    outcome text not null,
    details jsonb not null default '{}'
  )`,
  sql`create index operator_actions_by_subject on operator_actions (subject, id desc)`,

  sql`create table account_status (
    system text not null,
    scope text not null,
    paused_since timestamptz(3) not null,
    reason text not null,
    probe_owner text,
    probe_until timestamptz(3),
    primary key (system, scope)
  )`,
];

export const initial: Migration = {
  up: async (db) => {
    for (const statement of statements) await statement.execute(db);
  },
};
