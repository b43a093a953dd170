/** What reconciling and other scheduled comparisons found. Ids, amounts and SKUs only: no personal data. */
import { sql, type Selectable } from 'kysely';
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

  /** As {@link save}, in place of all earlier ones of the kind and scope. */
  async replace(report: NewReport): Promise<void> {
    const id = await this.save(report);
    await this.db
      .deleteFrom('reports')
      .where('kind', '=', report.kind)
      .where('scope', '=', report.scope)
      .where('id', '<', id)
      .execute();
  }

  /**
   * Adds a page of rows to a report that is still being made, and begins it with its first. A page that was added before
   * is left out, so that a step can be tried again.
   */
  async append(report: Omit<NewReport, 'summary'> & { readonly id: string }, page: number): Promise<void> {
    const { id, kind, scope, startedAt, finishedAt, rows } = report;
    const begun = { isComplete: false, pages: [page] };
    await this.db
      .insertInto('reports')
      .values({ id, kind, scope, startedAt, finishedAt, summary: toJsonb(begun), rows: toJsonb(rows) })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet({
            rows: sql`reports.rows || excluded.rows`,
            summary: sql`jsonb_set(reports.summary, '{pages}', (reports.summary -> 'pages') || (excluded.summary -> 'pages'))`,
            finishedAt,
          })
          .where(sql<boolean>`not ((reports.summary -> 'pages') @> (excluded.summary -> 'pages'))`),
      )
      .execute();
  }

  /** Closes a report that was made page by page. @param rows in place of those that it has */
  async finish(
    id: string,
    finishedAt: Date,
    summary: Readonly<Record<string, unknown>>,
    rows?: readonly unknown[],
  ): Promise<void> {
    await this.db
      .updateTable('reports')
      .set({
        finishedAt,
        summary: toJsonb({ isComplete: true, ...summary }),
        ...(rows === undefined ? {} : { rows: toJsonb(rows) }),
      })
      .where('id', '=', id)
      .execute();
  }

  async get(id: string): Promise<Report | undefined> {
    return this.db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** The newest that is complete, without its rows, which may be many. */
  async newest(kind: string, scope: string): Promise<Omit<Report, 'rows'> | undefined> {
    return this.db
      .selectFrom('reports')
      .select(['id', 'kind', 'scope', 'startedAt', 'finishedAt', 'summary'])
      .where('kind', '=', kind)
      .where('scope', '=', scope)
      .where(sql<boolean>`coalesce((summary ->> 'isComplete')::boolean, true)`)
      .orderBy('finishedAt', 'desc')
      .limit(1)
      .executeTakeFirst();
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
