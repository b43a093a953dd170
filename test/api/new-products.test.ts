/** The operations of new products, and the commands over them, with a real database; Temporal is a list of what was asked of it. */
import { sql } from 'kysely';
import type { ApiDeps } from '../../src/api/deps';
import { newProductRecords } from '../../src/api/new-product-records';
import { storeRecords } from '../../src/api/records';
import { TemporalError } from '../../src/temporal/errors';
import { cli } from '../cli/support';
import { withTestStore } from '../support/database';
import type { TestStore } from '../support/database';
import { startTestApi, TOKEN } from './support';
import type { TestApi } from './support';

const SCOPE = { storeHash: 'abc123', account: 'acme' };
const NO_CODES = { ean: null, upc: null, mpn: null };
const ROWS = [
  {
    variantId: 101,
    sku: 'MUG',
    action: 'create',
    said: ['Brightpearl has no brand Acme: the product gets brand 74.'],
    product: { name: 'Enamel mug', brandId: 74, stockTracked: true, weight: 0.25, ...NO_CODES, ean: '4006381333931' },
  },
  { variantId: 102, sku: '=cmd', action: 'cannot', said: ['Variant 102 is hidden in the store.'], product: null },
];

let test: TestStore;
let api: TestApi;
let wanted: string[];
let isAway: boolean;
let accounts: readonly string[];

const overDatabase = (deps: ApiDeps): ApiDeps => ({
  ...deps,
  records: storeRecords(test.store),
  newProducts: {
    accounts: new Map([['abc123', accounts]]),
    client: {
      async wanted({ storeHash, account }, { all }) {
        if (isAway) throw new TemporalError('no-answer', 'Temporal does not answer');
        wanted.push(`${storeHash}/${account} ${all ? `all by ${all.by}` : 'some'}`);
      },
      async unknown(scope) {
        await report(scope.account);
        return { variants: 2, creatable: 1 };
      },
      status: async () => ({ step: 'makes products', done: 3, toCompare: 0 }),
    },
    records: newProductRecords(test.store),
  },
});

const report = (account: string) =>
  test.store.reports.replace({
    kind: 'unknown-products',
    scope: `abc123/${account}`,
    startedAt: new Date(),
    finishedAt: new Date(),
    summary: { variants: 2, creatable: 1 },
    rows: ROWS,
  });

const run = (...args: string[]) =>
  cli(['products', ...args], { env: { CONNECTOR_API_URL: api.url, CONNECTOR_API_TOKEN: TOKEN }, columns: 160 });

async function restart(given: readonly string[]): Promise<void> {
  await api.close();
  accounts = given;
  api = await startTestApi(overDatabase);
}

beforeAll(async () => {
  test = await withTestStore();
});
afterAll(() => test.close());
afterEach(() => api.close());

beforeEach(async () => {
  await sql`truncate new_products, reports, operator_actions`.execute(test.db);
  wanted = [];
  isAway = false;
  accounts = ['acme'];
  api = await startTestApi(overDatabase);
});

describe('connector products unknown', () => {
  it('shows what would be made, and why the others cannot be', async () => {
    const { code, out } = await run('unknown');
    expect(code).toBe(0);
    expect(out).toContain('2 variants, of which 1 can be made');
    expect(out).toMatch(
      /MUG +│ would make +│ Enamel mug[^]*the product gets brand 74\.[^]*=cmd +│ cannot +│ Variant 102 is hidden/,
    );
    expect(out).toContain('connector products create --all');
    expect(wanted).toEqual([]);
  });

  it('writes all for spreadsheets, and the answer as JSON', async () => {
    const { out } = await run('unknown', '--csv', '-');
    expect(out.split('\r\n').slice(0, 3)).toEqual([
      'SKU,Variant,Can be made,Name,Brand,Stock is kept,Weight,EAN,UPC,MPN,"To know, or to do"',
      'MUG,101,yes,Enamel mug,74,yes,0.25,4006381333931,,,Brightpearl has no brand Acme: the product gets brand 74.',
      "'=cmd,102,no,,,,,,,,Variant 102 is hidden in the store.",
    ]);
    expect(JSON.parse((await run('unknown', '--json', '--limit', '1')).out)).toMatchObject({
      account: 'acme',
      variants: 2,
      rows: [{ sku: 'MUG', product: { weight: 0.25 } }],
    });
  });

  it('says what to write into the configuration where it is off', async () => {
    await restart([]);
    for (const args of [['unknown'], ['create', '--all'], ['created']]) {
      const { code, err } = await run(...args);
      expect(code).not.toBe(0);
      expect(err).toContain('newProducts: [{ account: …, brandId: …, productTypeId: …');
    }
  });

  it('wants to know which account where there are several', async () => {
    await restart(['acme', 'other']);
    expect((await run('unknown')).err).toContain('makes products in the accounts acme, other: name one of them');
    expect((await run('unknown', '--account', 'other')).out).toMatch(/Account +other/);
  });
});

describe('connector products create', () => {
  it('stores the SKUs, starts the job, and is on record', async () => {
    const { code, out } = await run('create', '--sku', ' MUG', 'TEE', '--actor', 'ann', '--reason', 'new season');
    expect([code, out]).toEqual([
      0,
      '2 SKUs of store abc123 are asked for in acme. How far it is: connector products created\n',
    ]);
    expect(wanted).toEqual(['abc123/acme some']);
    expect(await test.store.newProducts.open(SCOPE, 10)).toMatchObject([
      { sku: 'MUG', requestedBy: 'ann', reason: 'new season' },
      { sku: 'TEE' },
    ]);
    const actions = await test.db.selectFrom('operatorActions').selectAll().execute();
    expect(actions).toMatchObject([{ actor: 'ann', action: 'new-products', subject: 'abc123', outcome: 'accepted' }]);
  });

  it('asks for all of the store', async () => {
    expect((await run('create', '--all', '--actor', 'ann')).out).toContain('All that can be made of store abc123');
    expect(wanted).toEqual(['abc123/acme all by ann']);
  });

  it('wants either SKUs or all', async () => {
    for (const args of [[], ['--all', '--sku', 'MUG']]) {
      expect(await run('create', ...args)).toMatchObject({
        code: 2,
        err: expect.stringContaining('either --sku or --all'),
      });
    }
  });

  it('stores SKUs while Temporal is away, and says so of all', async () => {
    isAway = true;
    expect((await run('create', '--sku', 'MUG')).out).toContain('It begins once Temporal is back.');
    expect(await test.store.newProducts.unfinished(new Date(Date.now() + 1_000))).toEqual([SCOPE]);
    expect((await run('create', '--all')).code).not.toBe(0);
  });

  it('waits until each is made or refused', async () => {
    const settled = setInterval(() => {
      const message = 'Brightpearl refuses the product: no such brand.';
      void test.store.newProducts.settle(SCOPE, 'MUG', { state: 'refused', message });
    }, 100);
    const { code, out } = await run('create', '--sku', 'MUG', '--wait');
    clearInterval(settled);
    expect(code).toBe(4);
    expect(out).toMatch(/MUG +│ refused[^]*no such brand/);
  });

  it('the same key twice is asked for once', async () => {
    const args = ['create', '--sku', 'MUG', '--idempotency-key', 'k1'];
    await run(...args);
    await test.store.newProducts.settle(SCOPE, 'MUG', { state: 'refused', message: 'no' });
    await run(...args);
    expect(await test.store.newProducts.counts(SCOPE)).toMatchObject({ refused: 1, wanted: 0 });
  });
});

it('connector products created shows what became of each', async () => {
  expect((await run('created')).out).toContain('none was asked for yet');
  await test.store.newProducts.want(SCOPE, { skus: ['MUG', 'TEE'], by: 'ann' });
  await test.store.newProducts.markSent(SCOPE, 'MUG');
  await test.store.newProducts.settle(SCOPE, 'MUG', { state: 'made', productId: 1007 });
  const { code, out } = await run('created');
  expect(code).toBe(0);
  expect(out).toMatch(/Running +makes products; 3 done/);
  expect(out).toMatch(/TEE +│ wanted[^]*MUG +│ made +│ 1007 +│ ann/);
  expect((await run('created', '--sku', 'MUG')).out).not.toContain('TEE');
});
