import { checkConfig, loadConfig } from '../../src/config/load';
import { describeProblem } from '../../src/config/problems';
import { ENV, YAML, yamlFile } from './fixtures';

const NAME = '{ field: name, from: name, owner: once }';

/** Of the first store, whose routes lead to two accounts. */
const ofFirst = (products: string): string =>
  YAML.replace('  - hash: bbb222\n', `    products: { ${products} }\n  - hash: bbb222\n`);

/** Of the second one, whose route leads to one. */
const ofSecond = (products: string): string =>
  YAML.replace('accounts:\n', `    products: { ${products} }\naccounts:\n`);

it('is off where it is not configured', () => {
  expect(loadConfig({ file: yamlFile(YAML), env: ENV }).stores[0]).not.toHaveProperty('products');
});

it('has the account of the routes, durations in milliseconds, and makes no products', () => {
  const { products } = loadConfig({ file: yamlFile(ofSecond(`fields: [${NAME}]`)), env: ENV }).stores[1] ?? {};
  expect(products).toMatchObject({ account: 'acme', intervalMs: 3_600_000, visibilityLagMs: 30_000 });
  expect(products?.rules).toMatchObject({ fields: [{ field: 'name', edits: 'keep' }], create: 'off' });
});

it.each([
  [`fields: [${NAME}]`, /products\.account.*lead to 2 accounts.*whose products are meant: acme, other/],
  [`account: acmee, fields: [${NAME}]`, /products\.account.*Did you mean "acme"/],
  [`account: acme, fields: [${NAME}, ${NAME}]`, /fields\[0\] and fields\[1\] both write name/],
  [`account: acme, create: on, fields: [${NAME}]`, /products\.create.*without a weight.*Add a rule for weight/],
  [`account: acme, create: on, fields: [${NAME}]`, /products\.create.*without a price.*Add a rule to `prices`/],
  [`account: acme, create: yes, fields: [${NAME}]`, /create/],
])('names what is wrong with %s', (products, said) => {
  const { problems } = checkConfig({ file: yamlFile(ofFirst(products)), env: ENV });
  expect(problems.map((problem) => describeProblem('c.yaml', problem)).join('\n')).toMatch(said);
});

it('makes products where their name, weight and price have rules', () => {
  const weight = '{ field: weight, from: weight, owner: once }';
  const products = `create: dry-run, createWhere: { brands: [Acme] }, fields: [${NAME}, ${weight}]`;
  const prices = 'prices: { taxBasis: inclusive, rules: [{ from: 2, to: catalog }] }';
  const file = ofSecond(products).replace('accounts:\n', `    ${prices}\naccounts:\n`);
  expect(loadConfig({ file: yamlFile(file), env: ENV }).stores[1]?.products?.rules).toMatchObject({
    create: 'dry-run',
    createWhere: { brands: ['Acme'] },
  });
});
