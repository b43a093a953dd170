/** How far each sweep has come, by the vendor's own dates. */
import { sql } from 'kysely';
import type { Database } from './database';

export class Watermarks {
  constructor(private readonly db: Database) {}

  /** `scope` is a store hash or an account code, `stream` what is swept. Undefined before the first sweep. */
  async get(scope: string, stream: string): Promise<Date | undefined> {
    const row = await this.db
      .selectFrom('watermarks')
      .select('position')
      .where('scope', '=', scope)
      .where('stream', '=', stream)
      .executeTakeFirst();
    return row?.position;
  }

  /** Never goes back: a sweep that finishes late does not undo a later one's. */
  async advance(scope: string, stream: string, position: Date): Promise<void> {
    await this.db
      .insertInto('watermarks')
      .values({ scope, stream, position })
      .onConflict((conflict) =>
        conflict.columns(['scope', 'stream']).doUpdateSet({
          position: sql<Date>`greatest(watermarks.position, excluded.position)`,
          updatedAt: sql<Date>`now()`,
        }),
      )
      .execute();
  }
}
