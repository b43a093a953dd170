/** The operations of prices, and the commands over them, with a real database; Temporal is a list of what was asked of it. */
import { sql } from 'kysely';
import type { ApiDeps } from '../../src/api/deps';
import { storeRecords } from '../../src/api/records';
import { priceRecords } from '../../src/api/price-records';
import { priceRulesSchema } from '../../src/mapping/prices/rule-schema';
import { cli } from '../cli/support';
import { withTestStore } from '../support/database';
import type { TestStore } from '../support/database';
import { startTestApi, TOKEN } from './support';
import type { TestApi } from './support';

const TARGET = 'price list 7 (USD)';
const KEY = `variant 1 in ${TARGET}`;
const RULES = priceRulesSchema.parse({
  taxBasis: 'exclusive',
  rules: [
    { account: 'acme', from: 2, to: 'catalog' },
    { account: 'acme', from: 3, to: { priceList: 7, currency: 'USD' } },
  ],
});

let test: TestStore;
let api: TestApi;
let wanted: string[];

const overDatabase = (deps: ApiDeps): ApiDeps => ({
  ...deps,
  records: storeRecords(test.store),
  prices: {
    stores: new Map([['abc123', { accounts: ['acme'], rules: RULES }]]),
    client: {
      wanted: async (store, { reason }) => void wanted.push(`${store} ${reason}`),
      status: async () => undefined,
    },
    records: priceRecords(test.store),
  },
});

const run = (...args: string[]) =>
  cli(['prices', ...args], { env: { CONNECTOR_API_URL: api.url, CONNECTOR_API_TOKEN: TOKEN }, columns: 160 });

beforeAll(async () => {
  test = await withTestStore();
});
afterAll(() => test.close());
afterEach(() => api.close());

beforeEach(async () => {
  await sql`truncate product_links, price_rulings, catalog_issues, shown_prices, account_prices, operator_actions`.execute(
    test.db,
  );
  wanted = [];
  api = await startTestApi(overDatabase);
  const link = {
    storeHash: 'abc123',
    account: 'acme',
    productId: 101,
    tracking: 'none',
    isBase: true,
    brandId: null,
  } as const;
  const none = {
    categoryIds: [],
    stockTracked: true,
    components: null,
    levelTarget: null,
    problem: null,
    setProductId: null,
    aliasSku: null,
  };
  await test.store.productLinks.save([{ ...link, ...none, variantId: 1, sku: 'MUG', brightpearlId: 1007 }], new Date());
  await test.store.accountPrices.put('acme', [{ productId: 1007, priceListId: 3, breaks: { 1: '4.00' } }], new Date());
  const prices = { price: '10.00', salePrice: null, retailPrice: null, tiers: [] };
  const shown = { variantId: 1, productId: 101, isBase: true, taxClassId: 0, prices };
  await test.store.shownPrices.put('abc123', [{ ...shown, target: TARGET }], new Date());
  const reason = { kind: 'fall', percent: '60', from: '10.00', to: '4.00', limitPercent: 50, change: 'upsert' };
  await test.store.priceRulings.hold('abc123', [
    { recordKey: KEY, source: 'price 4.00', variantId: 1, sku: 'MUG', reason },
  ]);
  const message = `SKU MUG: ${KEY} would fall by 60 %. Check the price.`;
  await test.store.catalogIssues.replace('abc123', 'prices/acme', [{ code: 'PRICE_HELD', subject: KEY, message }]);
});

it('shows what waits and why, and ends with 4 while something does', async () => {
  const status = await run('status');
  expect(status.code).toBe(4);
  expect(status.out).toContain('1 for a person: connector prices held');
  expect(status.out).toContain('would fall by 60 %');
  const held = await run('held');
  expect(held.out).toMatch(/MUG\s.*price list 7 \(USD\).*price 4.00.*falls by 60 % \(10.00 to 4.00\), more than 50 %/s);
});

it('writes what waits for spreadsheets', async () => {
  expect((await run('held', '--csv', '-')).out).toBe(
    [
      'SKU,Record,Would be,From,To,Falls by %,Records that would vanish,Since\r\n',
      `MUG,variant 1 in price list 7 (USD),price 4.00,10,4,60,,${(await test.store.priceRulings.all('abc123'))[0]?.since.toISOString()}\r\n`,
    ].join(''),
  );
  expect((await run('held', '--csv', '-', '--sku', 'CUP')).out).not.toContain('MUG');
});

it('explains a price from both sides, as they were read last', async () => {
  const explained = await run('explain', '--sku', 'MUG');
  expect(explained.out).toMatch(/price list 7 \(USD\) \(held\).*rules\[1\]: price from list 3.*4\.00.*10\.00/s);
  expect(explained.out).toMatch(/rules\[0\]: price from list 2.*not read yet.*no record/s);
  expect((await run('explain', '--sku', 'CUP')).code).toBe(3);
});

it('explains a price that a rule is kept from writing', async () => {
  const missing = { code: 'STORE_LIST_MISSING', subject: 'rules[1]', message: 'rules[1]: the store has no list 7.' };
  await test.store.catalogIssues.replace('abc123', 'prices/acme', [missing]);
  await test.store.catalogIssues.replace('abc123', 'prices/other', [{ ...missing, message: 'Of another account.' }]);
  const { out, code } = await run('explain', '--sku', 'MUG');
  expect(out).toContain('STORE_LIST_MISSING: rules[1]: the store has no list 7.\n');
  expect(out).not.toContain('Of another account');
  expect(code).toBe(4);
});

it('releases exactly what waits, once per key, on the record, and has the prices looked at', async () => {
  const released = await run('release', '--sku', 'MUG', '--actor', 'ann', '--idempotency-key', 'k1');
  expect(released.out).toMatch(/MUG\s.*price list 7 \(USD\).*price 4.00 .*Records released: 1\.\n$/s);
  const again = await run('release', '--sku', 'MUG', '--actor', 'ann', '--idempotency-key', 'k1');
  expect(again.out).toBe(released.out);
  expect(wanted).toEqual(['abc123 released by ann']);
  expect(await test.store.priceRulings.all('abc123')).toEqual([
    expect.objectContaining({ ruling: 'released', source: 'price 4.00', decidedBy: 'ann' }),
  ]);
  const actions = await test.db.selectFrom('operatorActions').select(['actor', 'details']).execute();
  expect(actions).toEqual([
    {
      actor: 'ann',
      details: expect.objectContaining({
        answer: { store: 'abc123', released: 1, prices: [{ record: KEY, sku: 'MUG', wanted: 'price 4.00' }] },
      }) as unknown,
    },
  ]);
  expect((await run('held')).out).toBe('Nothing waits.\n');
});

it('begins a look at all prices', async () => {
  expect((await run('push', '--actor', 'ann')).out).toContain('are being compared');
  expect(wanted).toEqual(['abc123 pushed by ann']);
});

it('says of a store whose prices are left alone that they are', async () => {
  await api.close();
  api = await startTestApi((deps) => ({
    ...overDatabase(deps),
    prices: { ...overDatabase(deps).prices, stores: new Map() },
  }));
  const { code, err } = await run('status');
  expect(code).not.toBe(0);
  expect(err).toContain('it has no "prices" in connector.yaml');
});
