import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../../src/config/config';
import { checkConfig, loadConfig } from '../../src/config/load';
import { describeProblem } from '../../src/config/problems';
import { stockSchema } from '../../src/config/stock-schema';
import { ENV, KEY, yamlFile, YAML } from './fixtures';

const FEEDS = 'feeds: [{ location: 1, account: acme, warehouses: [2, 3] }]';

/** The configuration of the other tests, with `stock` of its first store, and of its second where that is given. */
function withStock(stock: string, ofSecond?: string): string {
  const second = ofSecond === undefined ? '' : `    stock: { ${ofSecond} }\n`;
  return YAML.replace('  - hash: bbb222\n', `    stock: { ${stock} }\n  - hash: bbb222\n`).replace(
    'accounts:\n',
    `${second}accounts:\n`,
  );
}

const load = (...stock: Parameters<typeof withStock>): Config =>
  loadConfig({ file: yamlFile(withStock(...stock)), env: ENV });

const sentences = (...stock: Parameters<typeof withStock>): string[] =>
  checkConfig({ file: yamlFile(withStock(...stock)), env: ENV }).problems.map((problem) =>
    describeProblem('c.yaml', problem),
  );

/** Without what is said of queues that have the prefix nobody chose. */
const notesOf = (text: string): readonly string[] =>
  checkConfig({ file: yamlFile(`taskQueuePrefix: ours\n${text}`), env: ENV }).explanation?.notes ?? ['not right'];

const notes = (...stock: Parameters<typeof withStock>): readonly string[] => notesOf(withStock(...stock));

it('is off where it is not configured', () => {
  expect(loadConfig({ file: yamlFile(YAML), env: ENV }).stores[0]).not.toHaveProperty('stock');
});

it('needs only feeds; defaults are filled in, durations are milliseconds', () => {
  expect(load('feeds: [{ account: acme, warehouses: [2] }]').stores[0]?.stock).toEqual({
    feeds: [{ locationId: 1, account: 'acme', warehouses: [2], pool: 'sum' }],
    skuMatch: 'trim',
    rules: [],
    demand: { countedWhileUnimported: [2, 3, 10, 13, 14], unpaidDays: 30, countSkipped: false },
    massFall: { percent: 30, atLeast: 20 },
    debounceMs: 2_000,
    debounceCeilingMs: 15_000,
    deltaIntervalMs: 300_000,
    visibilityLagMs: 30_000,
    compareAt: { hour: 3, minute: 30, zone: 'UTC' },
  });
});

it('takes all that may be set', () => {
  const { stock } = load(
    [
      'feeds: [{ location: 7, account: acme, warehouses: [3, 2], pool: primary }]',
      'skuMatch: exact',
      'rules: [{ buffer: 2 }, { when: { sku: [A, { matches: "^B" }], location: 7 }, unlimited: true }]',
      'demand: { countedWhileUnimported: [3], unpaidDays: 7, countSkipped: true }',
      'massFallPercent: 50',
      'massFallAtLeast: 5',
      'debounceSeconds: 0.1',
      'debounceCeilingSeconds: 1',
      'deltaMinutes: 2',
      'visibilityLagSeconds: 3',
      'staleAfterMinutes: 45',
      'compareAt: { time: "23:05", zone: Europe/London }',
    ].join(', '),
  ).stores[0]!;

  expect(stock).toEqual({
    feeds: [{ locationId: 7, account: 'acme', warehouses: [3, 2], pool: 'primary' }],
    skuMatch: 'exact',
    rules: [
      { when: {}, buffer: 2 },
      { when: { sku: ['A', { matches: '^B' }], location: 7 }, unlimited: true },
    ],
    demand: { countedWhileUnimported: [3], unpaidDays: 7, countSkipped: true },
    massFall: { percent: 50, atLeast: 5 },
    debounceMs: 100,
    debounceCeilingMs: 1_000,
    deltaIntervalMs: 120_000,
    visibilityLagMs: 3_000,
    staleAfterMs: 2_700_000,
    compareAt: { hour: 23, minute: 5, zone: 'Europe/London' },
  });
});

it('is frozen, and part of the hash of the configuration', () => {
  const config = load(FEEDS);

  expect(() => Object.assign(config.stores[0]!.stock!.feeds[0]!, { account: 'other' })).toThrow(TypeError);
  expect(load(`${FEEDS}, deltaMinutes: 6`).hash).not.toBe(config.hash);
});

it.each<[string, string, string]>([
  ['no feed', 'feeds: []', 'stores[0].stock.feeds: is empty. Add the location that is to be fed, or leave stock out.'],
  [
    'no warehouse',
    'feeds: [{ account: acme, warehouses: [] }]',
    'stores[0].stock.feeds[0].warehouses: is empty. List at least one Brightpearl warehouse id.',
  ],
  [
    'an unknown account',
    'feeds: [{ account: acmee, warehouses: [2] }]',
    'stores[0].stock.feeds[0].account ("acmee"): is not the code of an account in this file. Did you mean "acme"? Correct it.',
  ],
  [
    'a location that is fed twice',
    'feeds: [{ location: 4, account: acme, warehouses: [2] }, { location: 4, account: other, warehouses: [3] }]',
    'stores[0].stock.feeds[1].location (4): is the same as stores[0].stock.feeds[0].location. Feed each location once; list all its warehouses in one feed.',
  ],
  [
    'the default location fed twice',
    'feeds: [{ account: acme, warehouses: [2] }, { account: acme, warehouses: [3] }]',
    'stores[0].stock.feeds[1].location (1): is the same as',
  ],
  [
    'a warehouse that counts twice',
    'feeds: [{ account: acme, warehouses: [2, 3, 2] }]',
    'stores[0].stock.feeds[0].warehouses[2] (2): is listed twice in this feed, so that its stock would count twice. Remove one.',
  ],
  [
    'a misspelt pool',
    'feeds: [{ account: acme, warehouses: [2], pool: summ }]',
    '("summ"): is not one of the allowed values. Did you mean "sum"? Use "sum", "max" or "primary".',
  ],
  [
    'two kinds of buffer in one rule',
    `${FEEDS}, rules: [{ buffer: 2, bufferPercent: 10 }]`,
    'stores[0].stock.rules[0].bufferPercent (10): is not accepted. Keep one: `buffer` or `bufferPercent`.',
  ],
  [
    'two kinds of supply in one rule',
    `${FEEDS}, rules: [{ fixed: 2, unlimited: true }]`,
    'stores[0].stock.rules[0].unlimited (true): is not accepted. Keep one: `fixed` or `unlimited`.',
  ],
  [
    'a rule without an effect',
    `${FEEDS}, rules: [{ when: { brand: 1 } }]`,
    'stores[0].stock.rules[0]: is not accepted. Give the rule an effect: buffer, bufferPercent, cap, hideBelow, fixed or unlimited.',
  ],
  [
    'a misspelt effect',
    `${FEEDS}, rules: [{ hidebelow: 3 }]`,
    'stores[0].stock.rules[0].hidebelow: unknown key "hidebelow". Did you mean "hideBelow"? Correct the spelling.',
  ],
  [
    'a brand by name',
    `${FEEDS}, rules: [{ when: { brand: Acme }, cap: 3 }]`,
    'stores[0].stock.rules[0].when.brand ("Acme"): must be a number. Write a number, without quotes.',
  ],
  [
    'a rule for a location that is not fed',
    `${FEEDS}, rules: [{ when: { location: 9 }, cap: 3 }]`,
    'stores[0].stock.rules[0].when.location (9): is no location that this store feeds, so that the rule never applies. Use one of: 1.',
  ],
  [
    'a status that always counts, or never',
    `${FEEDS}, demand: { countedWhileUnimported: [5] }`,
    'stores[0].stock.demand.countedWhileUnimported[0] (5): is not one of the allowed values. Use 2, 3, 10, 13 or 14.',
  ],
  [
    'a ceiling under the debounce',
    `${FEEDS}, debounceSeconds: 20`,
    'stores[0].stock.debounceCeilingSeconds (15): is less than debounceSeconds (20). Use a larger number.',
  ],
  [
    'a time without its zero',
    `${FEEDS}, compareAt: { time: "3:30" }`,
    'stores[0].stock.compareAt.time ("3:30"): is not a time of day. Write it in quotes, like "03:30".',
  ],
  [
    'a zone that is none',
    `${FEEDS}, compareAt: { zone: London }`,
    'stores[0].stock.compareAt.zone ("London"): is not a time zone. Write its IANA name, like Europe/London.',
  ],
])('explains %s, and nothing else', (_what, stock, sentence) => {
  const found = sentences(stock);

  expect(found).toHaveLength(1);
  expect(found[0]).toContain(sentence);
});

it('judges no rule by a location that cannot be read', () => {
  const found = sentences(
    'feeds: [{ location: one, account: acme, warehouses: [2] }, { location: two, account: acme, warehouses: [3] }], rules: [{ when: { location: 1 }, cap: 3 }]',
  );

  expect(found).toEqual([
    expect.stringContaining('stores[0].stock.feeds[0].location ("one"): is not a whole number'),
    expect.stringContaining('stores[0].stock.feeds[1].location ("two"): is not a whole number'),
  ]);
});

describe('what is right, and may surprise, is said', () => {
  /** The route a-euro of the first store reserves in another account. */
  const OF_THE_EURO_ROUTE =
    'Route a-euro reserves in warehouse 2 of other, which feeds no location of store aaa111: its orders lower the levels there only until they are reserved.';

  /** That store keeps no stock, and its route reserves where the first store's level comes from. */
  const OF_THE_OTHER_STORE =
    'Orders of store bbb222 by route b-default are reserved in warehouse 2 of acme and lower location 1 of store aaa111.';

  it('of a warehouse that no level comes from', () => {
    expect(notes(FEEDS)).toEqual([OF_THE_EURO_ROUTE, OF_THE_OTHER_STORE]);
    expect(notes('feeds: [{ account: acme, warehouses: [3, 2], pool: primary }]')).toContain(
      'Route a-default reserves in warehouse 2 of acme, which feeds no location of store aaa111: its orders lower the levels there only until they are reserved.',
    );
  });

  it('of two places that draw on one warehouse', () => {
    expect(notes(FEEDS, 'feeds: [{ location: 5, account: acme, warehouses: [2] }]')).toEqual([
      'Warehouse 2 of acme feeds store aaa111 location 1 and store bbb222 location 5: each shows all of it, and an order in one lowers the others.',
      OF_THE_EURO_ROUTE,
    ]);
  });

  it('of buffers and channels', () => {
    const text = withStock(`${FEEDS}, rules: [{ bufferPercent: 5 }]`).replace('currencies: [EUR]', 'channels: [2]');

    expect(notesOf(text)).toEqual([
      'Store aaa111: buffers come off on top of the safety stock that is set in BigCommerce.',
      'Store aaa111: BigCommerce keeps stock per location, so all its channels show the same levels.',
      OF_THE_EURO_ROUTE,
      OF_THE_OTHER_STORE,
    ]);
  });

  it('and nothing where stock is not synced', () => {
    expect(notesOf(YAML)).toEqual([]);
  });
});

it('the example in connector.example.yaml passes the check when its marks are taken away', () => {
  const root = join(__dirname, '..', '..');
  const text = readFileSync(join(root, 'connector.example.yaml'), 'utf8').replace(
    /^ {4}#(stock:|customers:| {2})/gm,
    '    $1',
  );
  const names = [...text.matchAll(/Env: (\w+)/g)].map(([, name]) => [name, 'filled in by whoever copies it']);
  const env = { ...ENV, ...Object.fromEntries(names), CONNECTOR_HASH_KEY: KEY };

  expect(text).toContain('\n    stock:\n      feeds:\n');
  expect(checkConfig({ file: yamlFile(text), env }).problems).toEqual([]);
});

it('every field is described in the JSON Schema that editors use', () => {
  expect(undescribed(z.toJSONSchema(stockSchema, { io: 'input' }) as SchemaNode, 'stock')).toEqual([]);
});

interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
}

function undescribed({ properties = {}, items }: SchemaNode, path: string): string[] {
  const own = Object.entries(properties).flatMap(([name, field]) => [
    ...(field.description === undefined ? [`${path}.${name}`] : []),
    ...undescribed(field, `${path}.${name}`),
  ]);
  return items ? [...own, ...undescribed(items, `${path}[]`)] : own;
}
