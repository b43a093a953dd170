/** Who asked the connector for what, and what came of it. Rulings about orders are in `decisions`, and named here. */
import { sql, type Selectable } from 'kysely';
import type { Database } from './database';
import { toJsonb } from './json';
import type { Tables } from './schema';

export interface NewOperatorAction {
  readonly actor: string;
  /** The verb: `retry`, `sweep`, `setup`, `erase`, … */
  readonly action: string;
  /** What it was about, e.g. an order as in the audit trail. */
  readonly subject: string;
  /** `accepted`, or why not. */
  readonly outcome: string;
  /** No personal data. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

export type OperatorAction = Selectable<Tables['operatorActions']>;

export class OperatorActions {
  constructor(private readonly db: Database) {}

  async record({ details = {}, ...action }: NewOperatorAction): Promise<void> {
    await this.db
      .insertInto('operatorActions')
      .values({ ...action, details: toJsonb(details) })
      .execute();
  }

  /** Of the accepted action with this `idempotencyKey` in its details. */
  async detailsOfKey(action: string, subject: string, key: string): Promise<OperatorAction['details'] | undefined> {
    const row = await this.db
      .selectFrom('operatorActions')
      .select('details')
      .where('subject', '=', subject)
      .where('action', '=', action)
      .where('outcome', '=', 'accepted')
      .where(sql<boolean>`details ->> 'idempotencyKey' = ${key}`)
      .executeTakeFirst();
    return row?.details;
  }

  /** Newest first; of every subject when none is named. */
  async list(subject: string | undefined, limit: number): Promise<readonly OperatorAction[]> {
    return this.db
      .selectFrom('operatorActions')
      .selectAll()
      .$if(subject !== undefined, (query) => query.where('subject', '=', String(subject)))
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
  }
}
