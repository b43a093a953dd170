import { sql, type Migration } from 'kysely';

/** What left, or is about to leave, the warehouse for our orders, and which version of it was last made a shipment. */
const statements = [
  sql`create table notes (
    account text not null,
    kind text not null,
    note_id bigint not null,
    sales_order_id bigint not null,
    store_hash text not null,
    order_id bigint not null,
    version text not null,
    state text not null,
    shipped_on timestamptz(3),
    settled_version text,
    told_at timestamptz(3),
    known_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    primary key (account, kind, note_id)
  )`,
  sql`create index notes_by_order on notes (store_hash, order_id)`,
  sql`create index notes_open on notes (account, kind) where state in ('made', 'packed')`,
  sql`create index notes_shipped on notes (account, kind, shipped_on)`,
  sql`create index notes_unsettled on notes (account, updated_at) where settled_version is distinct from version`,
];

export const notes: Migration = {
  async up(db) {
    for (const statement of statements) await statement.execute(db);
  },
};
