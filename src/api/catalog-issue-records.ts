/** Open issues of a store's catalog as the operations show them. */
import { z } from 'zod';
import { CATALOG_ISSUES } from '../domain/catalog-issues';
import type { CatalogIssueCode } from '../domain/catalog-issues';
import type { CatalogIssueRow } from '../store/catalog-issues';
import type { Store } from '../store/store';

const catalogIssue = z.object({
  code: z.string(),
  title: z.string(),
  subject: z.string().describe('What it is about: a rule of the file, a record, an option of a product'),
  message: z.string().describe('With what to do'),
  fix: z.string(),
  since: z.string().describe('ISO 8601, UTC'),
});

/** Part of the answers that show how something stands. */
export const issuesShown = {
  issueCounts: z.record(z.string(), z.int()).describe('Open issues by code'),
  issues: z.array(catalogIssue).describe('The newest'),
};

interface ShownIssues {
  readonly issueCounts: Record<string, number>;
  readonly issues: z.input<typeof catalogIssue>[];
}

/** @param scopes what the scopes begin with of those that are meant */
export async function shownIssues(
  { catalogIssues }: Pick<Store, 'catalogIssues'>,
  storeHash: string,
  scopes: readonly string[],
  limit: number,
): Promise<ShownIssues> {
  const [counts, issues] = await Promise.all([
    catalogIssues.counts(storeHash, scopes),
    catalogIssues.list(storeHash, limit, scopes),
  ]);
  return { issueCounts: { ...counts }, issues: issues.map(shownIssue) };
}

function shownIssue({ code, subject, message, since }: CatalogIssueRow): ShownIssues['issues'][number] {
  const { title, fix } = CATALOG_ISSUES[code as CatalogIssueCode];
  return { code, title, subject, message, fix, since: since.toISOString() };
}
