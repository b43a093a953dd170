import { sql, type Migration } from 'kysely';

/** Two marks within one millisecond took their turn by the id of the variant: the first that came goes first. */
export const placeInTurn: Migration = {
  async up(db) {
    await sql`alter table stock_dirty alter column since type timestamptz`.execute(db);
  },
};
