/** Holds docs/errors.md and the catalogues in the code together, both ways. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RETRIED_FAILURES, toFailure } from '../../src/activities/failures';
import { CATALOG_ISSUES } from '../../src/domain/catalog-issues';
import type { CatalogIssueCode } from '../../src/domain/catalog-issues';
import { ISSUES } from '../../src/domain/issues';
import type { IssueCode } from '../../src/domain/issues';
import { RemoteError } from '../../src/domain/remote-error';
import type { RemoteErrorKind } from '../../src/domain/remote-error';
import { STOCK_ISSUES } from '../../src/domain/stock-issues';
import type { StockIssueCode } from '../../src/domain/stock-issues';

const ROOT = join(__dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'errors.md'), 'utf8');
const STOCK_CODES = Object.keys(STOCK_ISSUES) as StockIssueCode[];
const CATALOG_CODES = Object.keys(CATALOG_ISSUES) as CatalogIssueCode[];
const ALL_ISSUES = { ...ISSUES, ...STOCK_ISSUES, ...CATALOG_ISSUES };
const CODES = [...(Object.keys(ISSUES) as IssueCode[]), ...STOCK_CODES, ...CATALOG_CODES];

/** Text of a heading's section, as one line. */
function section(heading: string): string {
  const [, text = ''] = PAGE.split(`\n${heading}\n`);
  return (text.split(/\n#{2,3} /)[0] ?? '').replace(/\s+/g, ' ');
}

/** First cells of the rows of the table below a heading, without the head. */
const firstCells = (heading: string): string[] =>
  [
    ...PAGE.split(`\n${heading}\n`)[1]!
      .split('\n## ')[0]!
      .matchAll(/^\| `([\w-]+)`/gm),
  ].map(([, cell]) => cell ?? '');

const KINDS: Readonly<Record<RemoteErrorKind, string>> = {
  throttled: 'Throttled',
  unavailable: 'RemoteUnavailable',
  'unknown-outcome': 'RemoteUnavailable',
  unauthorized: 'ACCOUNT_PAUSED',
  forbidden: 'PERMISSION_MISSING',
  'not-found': 'REJECTED_BY_BRIGHTPEARL',
  conflict: 'Conflict',
  invalid: 'REJECTED_BY_BRIGHTPEARL',
  'unexpected-body': 'UNEXPECTED_ANSWER',
};

describe('docs/errors.md', () => {
  it('has the codes of the catalogue, all of them and no other, in its order', () => {
    expect([...PAGE.matchAll(/^### (.+)$/gm)].map(([, code]) => code)).toEqual(CODES);
  });

  it.each(CODES)('says of %s what it means, when it is tried again, what one sees and what fixes it', (code) => {
    const { title, fix } = ALL_ISSUES[code];
    const text = section(`### ${code}`);
    expect(text).toContain(`**Means:** ${title}.`);
    expect(text).toMatch(/\*\*Tried again:\*\* \S.+\*\*You see:\*\* \S/);
    expect(text).toContain(`**Fixed by:** ${fix}`);
  });

  it('says of the codes that clear by themselves that nobody is waited for, and of the others that somebody is', () => {
    for (const code of CODES) {
      expect([code, section(`### ${code}`).includes('waits for a person')]).toEqual([
        code,
        ALL_ISSUES[code].clears === 'person',
      ]);
    }
  });

  it('lists the failures that are tried again', () => {
    expect(firstCells('## Failures that are tried again by themselves')).toEqual([...RETRIED_FAILURES]);
  });

  it('lists the kinds of remote errors, with what each becomes', () => {
    const heading = '## What an outcome of a request means';
    expect(firstCells(heading)).toEqual(Object.keys(KINDS));
    for (const [kind, type] of Object.entries(KINDS)) {
      const row = PAGE.split('\n').find((line) => line.startsWith(`| \`${kind}\` `)) ?? '';
      expect(row).toContain(type.startsWith('REJECTED_BY') ? 'REJECTED_BY_' : type);
    }
  });
});

describe('remote errors', () => {
  it.each(Object.entries(KINDS))('%s becomes %s', (kind, type) => {
    const error = new RemoteError({
      system: 'brightpearl',
      scope: 'acme',
      kind: kind as RemoteErrorKind,
      method: 'GET',
      path: '/order-service/order',
    });
    const isRetried = (RETRIED_FAILURES as readonly string[]).includes(type);
    expect(toFailure(error)).toMatchObject({ type, nonRetryable: !isRetried });
  });

  it('become failures that name the request and nothing else is changed', () => {
    const bug = new Error('a bug');
    expect(toFailure(bug)).toBe(bug);
  });

  it('wait as long as the vendor says when throttled, and at most five seconds more', () => {
    const retryAfterMs = 20_000;
    const fields = { system: 'brightpearl', scope: 'acme', kind: 'throttled', method: 'GET', path: '/', retryAfterMs };
    for (let n = 0; n < 20; n += 1) {
      const { nextRetryDelay } = toFailure(new RemoteError(fields as never)) as { nextRetryDelay: number };
      expect(nextRetryDelay).toBeGreaterThanOrEqual(retryAfterMs);
      expect(nextRetryDelay).toBeLessThanOrEqual(retryAfterMs + 5_000);
    }
  });
});

describe('activities', () => {
  it('stop with codes of the catalogue only', () => {
    const folder = join(ROOT, 'src', 'activities');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const sources = files.map((file) => readFileSync(join(folder, file), 'utf8'));
    const used = sources.flatMap((text) =>
      [...text.matchAll(/\bissue\(\s*'([A-Z_]+)'/g)].map(([, code]) => code ?? ''),
    );
    expect(used.length).toBeGreaterThan(5);
    expect(used.filter((code) => !(code in ISSUES))).toEqual([]);
  });
});
