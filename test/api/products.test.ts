/** The operations of products, and the commands over them, with a real database; Temporal is a list of what was asked of it. */
import { sql } from 'kysely';
import type { ApiDeps } from '../../src/api/deps';
import { productRecords } from '../../src/api/product-records';
import { storeRecords } from '../../src/api/records';
import { cli } from '../cli/support';
import { withTestStore } from '../support/database';
import type { MissingProductRow } from '../../src/store/missing-products';
import type { TestStore } from '../support/database';
import { startTestApi, TOKEN } from './support';
import type { TestApi } from './support';

const SCOPE = { storeHash: 'abc123', account: 'acme' };
const ISSUE = {
  code: 'FIELD_EDITED',
  subject: 'product 101: mpn',
  message: 'SKU MUG (product 1007), mpn: it was edited in the store. Make both the same.',
};

let test: TestStore;
let api: TestApi;
let wanted: string[];

const overDatabase = (deps: ApiDeps): ApiDeps => ({
  ...deps,
  records: storeRecords(test.store),
  products: {
    accounts: new Map([['abc123', 'acme']]),
    creates: new Map([['abc123', { create: 'dry-run', isNarrowed: true }]]),
    client: {
      wanted: async (store, { reason, part }) => void wanted.push(`${store} ${part} ${reason}`),
      status: async () => undefined,
    },
    records: productRecords(test.store),
  },
});

const run = (...args: string[]) =>
  cli(['products', ...args], { env: { CONNECTOR_API_URL: api.url, CONNECTOR_API_TOKEN: TOKEN }, columns: 160 });

beforeAll(async () => {
  test = await withTestStore();
});
afterAll(() => test.close());
afterEach(() => api.close());

beforeEach(async () => {
  await sql`truncate product_links, catalog_issues, followed_products, missing_products, operator_actions`.execute(
    test.db,
  );
  wanted = [];
  api = await startTestApi(overDatabase);
  const none = { categoryIds: [], stockTracked: true, components: null, levelTarget: null, problem: null };
  await test.store.productLinks.save(
    [
      {
        ...SCOPE,
        ...none,
        variantId: 1,
        productId: 101,
        sku: 'MUG',
        tracking: 'none',
        isBase: true,
        brandId: null,
        brightpearlId: 1007,
        setProductId: null,
        aliasSku: null,
      },
    ],
    new Date(),
  );
  await test.store.followedProducts.put(SCOPE, [
    {
      productId: 101,
      written: { visible: { sent: true, shown: true }, description: { sent: '<p>A mug', shown: '<p>A mug</p>' } },
      pending: { mpn: { sent: 'NW-1', before: null, earlier: [] } },
    },
  ]);
  await test.store.catalogIssues.replace('abc123', 'products/acme', [ISSUE]);
});

it('status shows how many products were compared, and their issues', async () => {
  const { code, out } = await run('status');
  expect(code).toBe(4);
  expect(out).toContain('1 products');
  expect(out).toContain('FIELD_EDITED');
});

it('explain shows what was sent, what the store made of it, and what is not looked at yet', async () => {
  const { code, out } = await run('explain', '--sku', 'MUG');
  expect(code).toBe(4);
  expect(out).toMatch(/description.*<p>A mug .*<p>A mug<\/p>/);
  expect(out).toMatch(/mpn.*NW-1.*not looked at yet/);
  expect(out).toContain(ISSUE.message);
  expect((await run('explain', '--sku', 'NOPE')).err).toContain('No variant is known with the SKU NOPE');
});

it('push asks for a look at the products alone, and is on record', async () => {
  const { code, out } = await run('push', '--actor', 'ann');
  expect([code, out]).toEqual([0, 'The products of store abc123 are being compared: connector products status\n']);
  expect(wanted).toEqual(['abc123 products pushed by ann']);
});

it('a store whose products are left alone says so', async () => {
  await api.close();
  api = await startTestApi((deps) => ({
    ...overDatabase(deps),
    products: { ...overDatabase(deps).products, accounts: new Map() },
  }));
  expect((await run('status')).err).toContain('it has no "products" in connector.yaml');
});

it('missing lists what would be made and why the rest cannot be, as a table or for spreadsheets', async () => {
  expect((await run('missing')).out).toContain('not yet: connector products push does, now');
  await test.store.missingProducts.replace(SCOPE, [], new Date('2026-06-01T09:00:00Z'));
  const none = await run('missing');
  expect([none.code, none.out]).toEqual([0, expect.stringMatching(/2026-06-01 09:00:00\nNothing is missing\./)]);
  expect(none.out).toContain('those that `createWhere` takes; no others are listed');
  const missing: MissingProductRow[] = [
    {
      productId: 1008,
      sku: 'VASE',
      outcome: 'shown',
      reasons: [],
      becomes: {
        variantOf: 77,
        fields: { name: '=A vase', visible: false, categories: ['110'] },
        price: '12.50',
        choices: [{ option: 'Size', value: 'S' }],
      },
    },
    {
      productId: 1009,
      sku: 'BOWL',
      outcome: 'impossible',
      reasons: ['Product 1009 has no price by the rules: give it one in the Brightpearl price list.'],
      becomes: null,
    },
  ];
  await test.store.missingProducts.replace(SCOPE, missing, new Date('2026-06-01T10:00:00Z'));
  const { code, out } = await run('missing');
  expect(code).toBe(4);
  expect(out).toContain('dry run: they are only shown');
  expect(out).toMatch(/VASE \(1008\).*would be made.*12\.50.*a variant of product 77, Size: S, name/);
  expect(out).toMatch(/BOWL \(1009\).*cannot be made.*no price by the rules/);
  const csv = (await run('missing', '--csv', '-')).out.split('\r\n');
  expect(csv[0]).toBe('SKU,Product,Outcome,Variant of,Price,Options,Fields,What to do');
  expect(csv[1]).toContain('BOWL,1009,impossible');
  expect(csv[2]).toMatch(/^VASE,1008,shown,77,12\.5,Size: S,/);
});
