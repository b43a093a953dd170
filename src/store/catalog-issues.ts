/** What is wrong with a store's products and prices: whoever looks at all of a scope replaces what was known of it. */
import { sql, type Selectable } from 'kysely';
import { inChunks, ROWS_A_STATEMENT } from './chunks';
import type { Database } from './database';
import type { CatalogTables } from './schema-catalog';

export type CatalogIssueRow = Selectable<CatalogTables['catalogIssues']>;

export interface NewCatalogIssue {
  readonly code: string;
  /** What it is about, as a person finds it. */
  readonly subject: string;
  readonly message: string;
}

export class CatalogIssues {
  constructor(private readonly db: Database) {}

  /** Makes these the issues of the scope; what was there before keeps the moment it was first seen. */
  async replace(storeHash: string, scope: string, issues: readonly NewCatalogIssue[]): Promise<void> {
    const unique = new Map(issues.map((issue) => [keyOf(issue), issue]));
    const before = await this.db
      .selectFrom('catalogIssues')
      .select(['code', 'subject', 'message'])
      .where('storeHash', '=', storeHash)
      .where('scope', '=', scope)
      .execute();
    await this.remove(
      storeHash,
      scope,
      before.filter((issue) => !unique.has(keyOf(issue))),
    );
    const known = new Map(before.map((issue) => [keyOf(issue), issue.message]));
    const differing = [...unique.values()].filter((issue) => known.get(keyOf(issue)) !== issue.message);
    for (const some of inChunks(differing, ROWS_A_STATEMENT)) {
      await this.db
        .insertInto('catalogIssues')
        .values(some.map(({ code, subject, message }) => ({ storeHash, scope, code, subject, message })))
        .onConflict((conflict) =>
          conflict
            .columns(['storeHash', 'scope', 'code', 'subject'])
            .doUpdateSet((row) => ({ message: row.ref('excluded.message') })),
        )
        .execute();
    }
  }

  /** How many there are of each code. @param scopes only of scopes that begin with one of these */
  async counts(storeHash: string, scopes: readonly string[] = EVERY): Promise<Readonly<Record<string, number>>> {
    const rows = await this.db
      .selectFrom('catalogIssues')
      .select(({ fn }) => ['code', fn.countAll<number>().as('count')])
      .where('storeHash', '=', storeHash)
      .where(isOf(scopes))
      .groupBy('code')
      .orderBy('code')
      .execute();
    return Object.fromEntries(rows.map(({ code, count }) => [code, count]));
  }

  /** Those whose subject begins with this. */
  async about(storeHash: string, subject: string): Promise<readonly CatalogIssueRow[]> {
    return this.db
      .selectFrom('catalogIssues')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where(sql<boolean>`starts_with(subject, ${subject})`)
      .orderBy('code')
      .orderBy('subject')
      .execute();
  }

  /** Newest first. @param scopes only of scopes that begin with one of these */
  async list(storeHash: string, limit: number, scopes: readonly string[] = EVERY): Promise<readonly CatalogIssueRow[]> {
    return this.db
      .selectFrom('catalogIssues')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where(isOf(scopes))
      .orderBy('since', 'desc')
      .orderBy('code')
      .orderBy('subject')
      .limit(limit)
      .execute();
  }

  private async remove(
    storeHash: string,
    scope: string,
    issues: readonly Pick<NewCatalogIssue, 'code' | 'subject'>[],
  ): Promise<void> {
    await sql`
      delete from catalog_issues using unnest(${issues.map(({ code }) => code)}::text[], ${issues.map(({ subject }) => subject)}::text[])
        as gone (code, subject)
      where store_hash = ${storeHash} and scope = ${scope}
        and catalog_issues.code = gone.code and catalog_issues.subject = gone.subject
    `.execute(this.db);
  }
}

const EVERY: readonly string[] = [''];

const isOf = (scopes: readonly string[]) =>
  sql<boolean>`exists (select from unnest(${[...scopes]}::text[]) as begun where starts_with(scope, begun))`;

const keyOf = ({ code, subject }: Pick<NewCatalogIssue, 'code' | 'subject'>): string => `${code} ${subject}`;
