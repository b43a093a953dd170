import type { Config } from '../../src/config/config';
import { checkConfig, loadConfig } from '../../src/config/load';
import { describeProblem } from '../../src/config/problems';
import { ENV, YAML, yamlFile } from './fixtures';

/** The configuration of the other tests, with `prices` of its first store, whose routes lead to two accounts. */
const withPrices = (prices: string): string =>
  YAML.replace('  - hash: bbb222\n', `    prices: { ${prices} }\n  - hash: bbb222\n`);

/** The same of its second store, whose route leads to one. */
const ofSecond = (prices: string): string => YAML.replace('accounts:\n', `    prices: { ${prices} }\naccounts:\n`);

const loadSecond = (prices: string): Config => loadConfig({ file: yamlFile(ofSecond(prices)), env: ENV });

const sentences = (prices: string): string[] =>
  checkConfig({ file: yamlFile(withPrices(prices)), env: ENV }).problems.map((problem) =>
    describeProblem('c.yaml', problem),
  );

it('is off where it is not configured', () => {
  expect(loadConfig({ file: yamlFile(YAML), env: ENV }).stores[0]).not.toHaveProperty('prices');
});

it('needs a tax basis and a rule; the account is that of the routes, durations are milliseconds', () => {
  const { prices } = loadSecond('taxBasis: exclusive, rules: [{ from: 2, to: catalog }]').stores[1] ?? {};
  expect(prices).toMatchObject({
    accounts: ['acme'],
    skuMatch: 'trim',
    intervalMs: 1_800_000,
    visibilityLagMs: 30_000,
  });
  expect(prices?.rules.rules).toEqual([expect.objectContaining({ account: 'acme', from: 2, field: 'price' })]);
});

it.each([
  [
    'taxBasis: exclusive, rules: [{ from: 2, to: catalog, account: acmee }]',
    /prices\.rules\[0\]\.account.*Did you mean "acme"/,
  ],
  [
    'taxBasis: exclusive, rules: [{ from: 2, to: catalog }]',
    /prices\.rules\[0\]\.account.*lead to 2 accounts.*acme, other/,
  ],
  ['taxBasis: exclusive, rules: []', /prices\.rules/],
  ['rules: [{ from: 2, to: catalog }]', /prices\.taxBasis/],
  [
    'taxBasis: exclusive, rules: [{ from: 2, to: catalog, account: acme }, { from: 3, to: catalog, field: salePrice }]',
    /rules\[0\] and rules\[1\] write the same records of the catalog from different accounts/,
  ],
])('names what is wrong with %s', (prices, said) => {
  expect(sentences(prices).join('\n')).toMatch(said);
});
