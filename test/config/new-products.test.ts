import { checkConfig, loadConfig } from '../../src/config/load';
import { describeProblem } from '../../src/config/problems';
import { ENV, YAML, yamlFile } from './fixtures';

const MADE_WITH = 'brandId: 74, productTypeId: 1, categoryCodes: [296], taxCodeId: 2';

/** Of the first store, whose routes lead to two accounts. */
const ofFirst = (...entries: string[]): string =>
  YAML.replace(
    '  - hash: bbb222\n',
    `    newProducts: [${entries.map((one) => `{ ${one} }`).join(', ')}]\n  - hash: bbb222\n`,
  );

/** Of the second one, whose route leads to one. */
const ofSecond = (entry: string): string => YAML.replace('accounts:\n', `    newProducts: [{ ${entry} }]\naccounts:\n`);

it('is off where it is not configured', () => {
  expect(loadConfig({ file: yamlFile(YAML), env: ENV }).stores[0]).not.toHaveProperty('newProducts');
});

it('has the account of the routes, and tracks stock as the store does', () => {
  const { newProducts } = loadConfig({ file: yamlFile(ofSecond(MADE_WITH)), env: ENV }).stores[1] ?? {};
  expect(newProducts).toEqual([
    {
      account: 'acme',
      rules: {
        brandId: 74,
        productTypeId: 1,
        categoryCodes: ['296'],
        taxCodeId: 2,
        stockTracked: 'asStore',
        weightFactor: '1',
      },
    },
  ]);
});

it.each([
  [[MADE_WITH], /newProducts\[0\]\.account.*lead to 2 accounts.*whose products are meant: acme, other/],
  [[`account: acmee, ${MADE_WITH}`], /newProducts\[0\]\.account.*Did you mean "acme"/],
  [[`account: acme, ${MADE_WITH}`, `account: acme, ${MADE_WITH}`], /newProducts\[1\]\.account.*is that of \[0\], too/],
  [['account: acme, brandId: 74'], /newProducts\[0\]\.taxCodeId/],
  [[`account: acme, weightFactor: 0, ${MADE_WITH}`], /A factor is above 0/],
])('names what is wrong with %s', (entries, said) => {
  const { problems } = checkConfig({ file: yamlFile(ofFirst(...entries)), env: ENV });
  expect(problems.map((problem) => describeProblem('c.yaml', problem)).join('\n')).toMatch(said);
});
