import { sql, type Migration } from 'kysely';

/** Refunds of orders: where each part of one goes for good, and those that are looked at again until they are settled. */
const statements = [
  sql`create table refunds (
    store_hash text not null,
    refund_id bigint not null,
    order_id bigint not null,
    made_on timestamptz(3) not null,
    state text not null,
    portions jsonb,
    decided_by text,
    decided_at timestamptz(3),
    known_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    primary key (store_hash, refund_id)
  )`,
  sql`create index refunds_by_order on refunds (store_hash, order_id)`,
  sql`create index refunds_open on refunds (store_hash) where state = 'open'`,
];

export const refunds: Migration = {
  async up(db) {
    for (const statement of statements) await statement.execute(db);
  },
};
