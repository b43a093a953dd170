import { sql, type Migration } from 'kysely';

/** Plans of what is done about a note are kept beside those of the order's import. */
export const planKinds: Migration = {
  async up(db) {
    await sql`alter table plans add column kind text not null default 'import'`.execute(db);
  },
};
