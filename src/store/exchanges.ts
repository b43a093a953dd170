/**
 * The audit trail: every request to either vendor with its answer. Method, path and status are in clear; the query and the
 * bodies are encrypted. Headers and bodies arrive with credentials already taken out.
 */
import { sql, type Selectable } from 'kysely';
import { z } from 'zod';
import type { OrderKey } from '../domain/ids';
import type { RemoteSystem } from '../domain/remote-error';
import type { Database } from './database';
import type { DataProtection } from './encryption';
import { exchangeContext, exchangeRow } from './exchange-row';
import type { ExchangeContent, NewExchange } from './exchange-row';
import { pageOf, readCursor, type Page, type PageRequest } from './page';
import type { Tables } from './schema';
import { timeOrderedId } from './time-ordered-id';

export type Exchange = Omit<Selectable<Tables['exchanges']>, 'content'> &
  ExchangeContent & {
    /** Query and bodies are gone. */
    readonly erased: boolean;
    readonly subjects: readonly string[];
  };

export interface ExchangeFilter {
  readonly system?: RemoteSystem | undefined;
  readonly scope?: string | undefined;
  readonly subject?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Only those that did not succeed. */
  readonly failed?: boolean | undefined;
}

export const orderSubject = ({ storeHash, orderId }: OrderKey): string => `${storeHash}/${orderId}`;
/** By what links call a registered customer. */
export const customerSubject = (ref: string): string => `contact:${ref}`;
export const emailSubject = (emailHash: string): string => `email:${emailHash}`;

const position = z.tuple([z.uuid()]);

export class Exchanges {
  constructor(
    private readonly db: Database,
    private readonly protection: DataProtection,
    /** A longer body is cut to this many bytes, and kept as text. */
    private readonly maxBodyBytes: number,
  ) {}

  /** Gives the id. */
  async record(exchange: NewExchange): Promise<string> {
    const id = timeOrderedId(exchange.startedAt.getTime());
    const row = exchangeRow(id, exchange, this.protection, this.maxBodyBytes);
    const subjects = [...new Set(exchange.subjects)];
    await this.db
      .with('stored', (query) => query.insertInto('exchanges').values(row).returning('id'))
      .insertInto('exchangeSubjects')
      .columns(['exchangeId', 'subject'])
      .expression((query) =>
        query.selectFrom('stored').select(['id', sql<string>`unnest(${subjects}::text[])`.as('subject')]),
      )
      .execute();
    return id;
  }

  /** Newest first. */
  async list(filter: ExchangeFilter, { limit, cursor }: PageRequest): Promise<Page<Exchange>> {
    const { system, scope, subject, from, to, failed } = filter;
    const [before] = cursor === undefined ? [] : readCursor(cursor, position);
    let query = this.db
      .selectFrom('exchanges')
      .selectAll()
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (system !== undefined) query = query.where('system', '=', system);
    if (scope !== undefined) query = query.where('scope', '=', scope);
    if (from !== undefined) query = query.where('startedAt', '>=', from);
    if (to !== undefined) query = query.where('startedAt', '<', to);
    if (failed === true) query = query.where('errorKind', 'is not', null);
    if (before !== undefined) query = query.where('id', '<', before);
    if (subject !== undefined) {
      query = query.where('id', 'in', (inner) =>
        inner.selectFrom('exchangeSubjects').select('exchangeId').where('subject', '=', subject),
      );
    }
    const page = pageOf(await query.execute(), limit, ({ id }) => [id]);
    return { ...page, rows: await this.opened(page.rows) };
  }

  /** Whether a request of this kind got no answer since then, or one that leaves open whether it was done. */
  async hasUnknown(
    { scope, method, path }: { readonly scope: string; readonly method: string; readonly path: string },
    since: Date,
  ): Promise<boolean> {
    const row = await this.db
      .selectFrom('exchanges')
      .select('id')
      .where('startedAt', '>=', since)
      .where('scope', '=', scope)
      .where('method', '=', method)
      .where('path', 'like', `%${path}`)
      .where((one) => one.or([one('status', 'is', null), one('status', '>=', 500)]))
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Deletes what is older; how many. In portions, so that no transaction holds many rows. */
  async deleteBefore(time: Date): Promise<number> {
    for (let deleted = 0; ;) {
      const { numDeletedRows } = await this.db
        .deleteFrom('exchanges')
        .where('id', 'in', (query) =>
          query.selectFrom('exchanges').select('id').where('startedAt', '<', time).limit(5_000),
        )
        .executeTakeFirst();
      if (numDeletedRows === 0n) return deleted;
      deleted += Number(numDeletedRows);
    }
  }

  private async opened(rows: readonly Selectable<Tables['exchanges']>[]): Promise<Exchange[]> {
    const ids = rows.map(({ id }) => id);
    const named =
      ids.length === 0
        ? []
        : await this.db
            .selectFrom('exchangeSubjects')
            .selectAll()
            .where('exchangeId', 'in', ids)
            .orderBy('subject')
            .execute();
    return rows.map(({ content, ...row }) => ({
      ...row,
      ...(content && (this.protection.open(content, exchangeContext(row.id)) as ExchangeContent)),
      erased: content === null,
      subjects: named.filter(({ exchangeId }) => exchangeId === row.id).map(({ subject }) => subject),
    }));
  }
}
