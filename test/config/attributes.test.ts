import { checkConfig, loadConfig } from '../../src/config/load';
import { describeProblem } from '../../src/config/problems';
import { ENV, YAML, yamlFile } from './fixtures';

/** Of the first store, whose routes lead to two accounts. */
const ofFirst = (attributes: string): string =>
  YAML.replace('  - hash: bbb222\n', `    attributes: { ${attributes} }\n  - hash: bbb222\n`);

/** Of the second one, whose route leads to one. */
const ofSecond = (attributes: string): string =>
  YAML.replace('accounts:\n', `    attributes: { ${attributes} }\naccounts:\n`);

it('is off where it is not configured', () => {
  expect(loadConfig({ file: yamlFile(YAML), env: ENV }).stores[0]).not.toHaveProperty('attributes');
});

it('has the account of the routes, and rules of their own', () => {
  const { attributes } =
    loadConfig({ file: yamlFile(ofSecond('names: always, everyMinutes: 30')), env: ENV }).stores[1] ?? {};
  expect(attributes).toMatchObject({
    account: 'acme',
    intervalMs: 1_800_000,
    rules: { names: 'always', sortOrder: 'follow' },
  });
});

it.each([
  ['names: always', /attributes\.account.*lead to 2 accounts.*whose options are meant: acme, other/],
  ['account: acmee', /attributes\.account.*Did you mean "acme"/],
  ['account: acme, names: sometimes', /attributes\.names/],
])('names what is wrong with %s', (attributes, said) => {
  const { problems } = checkConfig({ file: yamlFile(ofFirst(attributes)), env: ENV });
  expect(problems.map((problem) => describeProblem('c.yaml', problem)).join('\n')).toMatch(said);
});
