/** What a stock cycle read of the accounts, kept for the step that writes it: too much for a workflow's history. */
import { sql } from 'kysely';
import type { Database } from './database';
import { toJsonb } from './json';
import { timeOrderedId } from './time-ordered-id';

export interface StockBatch {
  readonly storeHash: string;
  readonly startedAt: Date;
  readonly body: unknown;
}

/** What nobody came back for in this long was given up. */
const KEPT = '2 days';

export class StockBatches {
  constructor(private readonly db: Database) {}

  /** Inserts, or replaces the one with the id given. Gives the id. */
  async save({
    id = timeOrderedId(),
    storeHash,
    startedAt,
    body,
  }: StockBatch & { readonly id?: string | undefined }): Promise<string> {
    await this.db
      .insertInto('stockBatches')
      .values({ id, storeHash, startedAt, body: toJsonb(body) })
      .onConflict((conflict) => conflict.column('id').doUpdateSet((row) => ({ body: row.ref('excluded.body') })))
      .execute();
    return id;
  }

  async get(id: string): Promise<StockBatch | undefined> {
    return this.db.selectFrom('stockBatches').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** A batch that was written is of no further use; nor is one that was given up. */
  async remove(id: string): Promise<void> {
    await this.db
      .deleteFrom('stockBatches')
      .where((row) => row.or([row('id', '=', id), row('startedAt', '<', sql<Date>`now() - ${KEPT}::interval`)]))
      .execute();
  }
}
