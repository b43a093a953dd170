/** What reconciling and other scheduled comparisons found. Ids, amounts and SKUs only: no personal data. */
import type { Selectable } from 'kysely';
import type { Database } from './database';
import { toJsonb } from './json';
import type { Tables } from './schema';
import { timeOrderedId } from './time-ordered-id';

export interface NewReport {
  /** E.g. `reconcile`. */
  readonly kind: string;
  /** What it is about: a route's name, a store hash. */
  readonly scope: string;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly summary: Readonly<Record<string, unknown>>;
  /** One per finding. */
  readonly rows: readonly unknown[];
}

export type Report = Selectable<Tables['reports']>;

export class Reports {
  constructor(private readonly db: Database) {}

  /** Gives the id. */
  async save({ summary, rows, kind, scope, startedAt, finishedAt }: NewReport): Promise<string> {
    const id = timeOrderedId();
    await this.db
      .insertInto('reports')
      .values({ id, kind, scope, startedAt, finishedAt, summary: toJsonb(summary), rows: toJsonb(rows) })
      .execute();
    return id;
  }

  async get(id: string): Promise<Report | undefined> {
    return this.db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** Newest first. */
  async list(filter: { readonly kind?: string | undefined; readonly scope?: string | undefined }, limit: number) {
    const { kind, scope } = filter;
    return this.db
      .selectFrom('reports')
      .selectAll()
      .$if(kind !== undefined, (query) => query.where('kind', '=', String(kind)))
      .$if(scope !== undefined, (query) => query.where('scope', '=', String(scope)))
      .orderBy('finishedAt', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
  }

  /** Deletes what was finished before then; how many. */
  async deleteBefore(time: Date): Promise<number> {
    const { numDeletedRows } = await this.db.deleteFrom('reports').where('finishedAt', '<', time).executeTakeFirst();
    return Number(numDeletedRows);
  }
}
