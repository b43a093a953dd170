import { sql, type Migration } from 'kysely';

/** Names of options that may still arrive at the store, long after another one was sent. */
const statements = [sql`alter table followed_options add column sent jsonb not null default '[]'`];

export const sentOptions: Migration = {
  async up(db) {
    for (const statement of statements) await statement.execute(db);
  },
};
