/** Holds the problems of links, in words, together with where they come from and with docs/stock.md. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LINK_PROBLEMS, linkProblem } from '../../src/domain/link-problems';
import type { UnlinkedCode, UnstockedCode } from '../../src/mapping/stock/link-types';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'stock.md'), 'utf8');

/** Neither side wants a level: no problem. */
type Problem = UnlinkedCode | Exclude<UnstockedCode, 'UNTRACKED_ON_BOTH_SIDES'>;

/** The compiler says when one is missing here. */
const PROBLEMS: Readonly<Record<Problem, true>> = {
  BLANK_SKU: true,
  DUPLICATE_IN_STORE: true,
  DUPLICATE_IN_BRIGHTPEARL: true,
  NOT_IN_BRIGHTPEARL: true,
  SET_PRODUCT_MISSING: true,
  UNTRACKED_IN_STORE: true,
  UNTRACKED_IN_BRIGHTPEARL: true,
  TRACKED_BY_PRODUCT: true,
};

it('every problem of a link has its words, and no other', () => {
  expect(Object.keys(LINK_PROBLEMS)).toEqual(Object.keys(PROBLEMS));
});

it.each(Object.keys(PROBLEMS))('%s is in docs/stock.md', (code) => {
  expect(PAGE).toContain(`\`${code}\``);
});

it('a code of another release still says something', () => {
  expect(linkProblem('NEW_CODE')).toEqual({ title: 'NEW_CODE', fix: expect.any(String) });
});
