/** Holds the kinds of findings and docs/matching.md together, both ways. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FINDINGS } from '../../src/mapping/catalog/matching/types';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'matching.md'), 'utf8');

const documented = [...PAGE.matchAll(/^\| `([A-Z_]+)`\s*\| (\w+)\s*\| (.+?)\s*\|$/gm)].map(
  ([, kind, severity, title]) => [kind, { severity, title }],
);

it('docs/matching.md has every finding, as the code calls it', () => {
  expect(Object.fromEntries(documented)).toEqual(FINDINGS);
});
