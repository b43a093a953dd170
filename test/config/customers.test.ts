/** `stores[].customers`: what is filled in, and mistakes that no single value shows. */
import type { Config } from '../../src/config/config';
import { checkConfig, loadConfig } from '../../src/config/load';
import { describeProblem } from '../../src/config/problems';
import { ENV, yamlFile, YAML } from './fixtures';

/** The configuration of the other tests, with `customers` of its first store, which has routes to both accounts. */
const withCustomers = (customers: string): string =>
  yamlFile(YAML.replace('  - hash: bbb222\n', `    customers: ${customers}\n  - hash: bbb222\n`));

const load = (customers: string): Config => loadConfig({ file: withCustomers(customers), env: ENV });

const sentences = (customers: string): string[] =>
  checkConfig({ file: withCustomers(customers), env: ENV }).problems.map((problem) =>
    describeProblem('c.yaml', problem),
  );

it('is off where it is not configured', () => {
  expect(loadConfig({ file: yamlFile(YAML), env: ENV }).stores[0]).not.toHaveProperty('customers');
});

it('needs nothing: fields follow while they are ours, but for consent and the delivery address', () => {
  expect(load('{}').stores[0]?.customers).toMatchObject({
    create: 'withOrder',
    address: 'first',
    fields: { firstName: 'ours', billingAddress: 'ours', deliveryAddress: 'never', newsletter: 'never' },
    groups: [],
    customFields: [],
    gatherMs: 2_000,
  });
});

it.each([
  ['{ fields: { telefone: always } }', /telefone/],
  ['{ fields: { newsletter: ifEmpty } }', /newsletter/],
  ['{ customFields: [{ code: size, from: { attribute: 1 } }] }', /custom field/],
  ['{ createIn: [acme] }', /createIn: .*create: always/],
  ['{ create: always, createIn: [acm] }', /createIn\[0\].*acme/],
  ['{ create: sometimes }', /create/],
  ['{ groups: [{ group: 7, account: acm, priceListId: 3 }] }', /groups\[0\]\.account/],
  [
    '{ groups: [{ group: 7, creditTermDays: 30 }, { group: 7, account: acme, priceListId: 4 }] }',
    /covered by .*groups\[0\]/,
  ],
  // The store has routes to both accounts, in which one id names two price lists.
  [
    '{ groups: [{ group: 7, priceListId: 3 }] }',
    /groups\[0\]\.account: is missing.*2 accounts.*price list is meant.*acme, other/,
  ],
  ['{ groups: [{ group: 7, taxCodeId: 3 }] }', /groups\[0\]\.account: is missing.*tax code is meant/],
])('%s is told', (customers, sentence) => {
  expect(sentences(customers)).toEqual([expect.stringMatching(sentence)]);
});

it('a group may have terms of its own in each account', () => {
  const groups = '[{ group: 7, account: acme, priceListId: 3 }, { group: 7, account: other, priceListId: 4 }]';
  expect(sentences(`{ groups: ${groups} }`)).toEqual([]);
  expect(sentences('{ groups: [{ group: 7, creditTermDays: 30, discountPercentage: 2.5 }] }')).toEqual([]);
});
