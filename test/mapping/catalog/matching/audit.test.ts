/** All that was planted is found, and nothing else. */
import { matchCatalogs } from '../../../../src/mapping/catalog/matching/report';
import { matchingRulesSchema } from '../../../../src/mapping/catalog/matching/rule-schema';
import { words } from './support/catalogs';
import { DEFECTS, PER_DEFECT, seededCatalogs } from './support/planted';

/** Of a group, in the order of their ids, whatever the order of the catalogs. */
const sortedWords = (text: string): string => {
  const [kind, ...rest] = text.split(' ');
  const slash = rest.indexOf('/');
  return [kind, ...rest.slice(0, slash).sort(), '/', ...rest.slice(slash + 1).sort()].join(' ');
};

it(`finds all of ${DEFECTS.length} kinds of defects among 5,000 products, and gives no false alarm`, () => {
  const { expected, ...catalogs } = seededCatalogs();
  const { findings } = matchCatalogs({ ...catalogs, rules: matchingRulesSchema.parse({}) });
  const told = findings.map((one) => sortedWords(words(one)));
  const planted = new Set(expected.map(sortedWords));
  expect(told.filter((text) => !planted.has(text))).toEqual([]);
  expect([...planted].filter((text) => !told.includes(text))).toEqual([]);
  expect([told.length, planted.size]).toEqual([DEFECTS.length * PER_DEFECT, DEFECTS.length * PER_DEFECT]);
});
