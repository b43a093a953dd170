/** The operations of options, and the commands over them, with a real database; Temporal is a list of what was asked of it. */
import { sql } from 'kysely';
import { attributeRecords } from '../../src/api/attribute-records';
import type { ApiDeps } from '../../src/api/deps';
import { storeRecords } from '../../src/api/records';
import { cli } from '../cli/support';
import { withTestStore } from '../support/database';
import type { TestStore } from '../support/database';
import { startTestApi, TOKEN } from './support';
import type { TestApi } from './support';

const SCOPE = { storeHash: 'abc123', account: 'acme' };
const ISSUE = {
  code: 'VALUE_WITHOUT_TWIN',
  subject: 'product 101: value 12 of option 3',
  message: 'The store has no value "Huge". Add it in BigCommerce (of option 3 of product 101).',
};

let test: TestStore;
let api: TestApi;
let wanted: string[];

const overDatabase = (deps: ApiDeps): ApiDeps => ({
  ...deps,
  records: storeRecords(test.store),
  attributes: {
    accounts: new Map([['abc123', 'acme']]),
    client: {
      wanted: async (store, { reason, part }) => void wanted.push(`${store} ${part} ${reason}`),
      status: async () => ({ storeHash: 'abc123', step: 'Comparing', written: 2 }),
    },
    records: attributeRecords(test.store),
  },
});

const run = (...args: string[]) =>
  cli(['attributes', ...args], { env: { CONNECTOR_API_URL: api.url, CONNECTOR_API_TOKEN: TOKEN }, columns: 160 });

beforeAll(async () => {
  test = await withTestStore();
});
afterAll(() => test.close());
afterEach(() => api.close());

beforeEach(async () => {
  await sql`truncate product_links, catalog_issues, account_options, followed_options, operator_actions`.execute(
    test.db,
  );
  wanted = [];
  api = await startTestApi(overDatabase);
  const { store } = test;
  const none = { categoryIds: [], stockTracked: true, components: null, levelTarget: null, problem: null };
  await store.productLinks.save(
    [
      {
        ...SCOPE,
        ...none,
        variantId: 1,
        productId: 101,
        sku: 'TEE-L',
        tracking: 'none',
        isBase: false,
        brandId: null,
        brightpearlId: 1007,
        setProductId: null,
        aliasSku: null,
      },
    ],
    new Date(),
  );
  const values = [{ id: 11, name: 'Large', place: 0 }];
  await store.accountOptions.replace(
    'acme',
    [{ optionId: 1, name: 'Size', place: 0, optionValues: values }],
    new Date(),
  );
  const twins = [
    { account: { optionId: 1 }, store: { optionId: 3 }, name: 'Size' },
    { account: { optionId: 1, valueId: 11 }, store: { optionId: 3, valueId: 31 }, name: 'Large' },
  ];
  await store.followedOptions.put(SCOPE, { productId: 101, seen: 'x', twins, sent: [], followedAt: new Date() });
  await store.catalogIssues.replace('abc123', 'attributes/acme/101', [ISSUE]);
  await store.catalogIssues.replace('abc123', 'prices/acme', [
    { code: 'ZERO_PRICE', subject: 'x', message: 'of prices' },
  ]);
});

it('status shows what runs, how many products are followed, and the issues of options alone', async () => {
  const { code, out } = await run('status');
  expect(code).toBe(4);
  expect(out).toContain('Comparing; 2 written');
  expect(out).toContain('1 products');
  expect(out).toContain('VALUE_WITHOUT_TWIN');
  expect(out).not.toContain('ZERO_PRICE');
});

it('explain shows whose twins the options and values of a product are, and what is wrong with it', async () => {
  const { code, out } = await run('explain', '--sku', 'TEE-L');
  expect(code).toBe(4);
  expect(out).toMatch(/Size +\| +\| option 3|Size.*option 3/);
  expect(out).toMatch(/Size.*Large.*value 31 of option 3/);
  expect(out).toContain(ISSUE.message);
  expect((await run('explain', '--sku', 'NOPE')).err).toContain('No variant is known with the SKU NOPE');
});

it('push asks for a look at the options alone, and is on record', async () => {
  const { code, out } = await run('push', '--actor', 'ann');
  expect([code, out]).toEqual([0, 'The options of store abc123 are being compared: connector attributes status\n']);
  expect(wanted).toEqual(['abc123 attributes pushed by ann']);
});

it('a store whose options are left alone says so', async () => {
  await api.close();
  api = await startTestApi((deps) => ({
    ...overDatabase(deps),
    attributes: { ...overDatabase(deps).attributes, accounts: new Map() },
  }));
  expect((await run('status')).err).toContain('it has no "attributes" in connector.yaml');
});
