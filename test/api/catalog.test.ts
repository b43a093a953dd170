/** The operations of the catalog, and the commands over them, with a real database. */
import { sql } from 'kysely';
import { catalogRecords } from '../../src/api/catalog-records';
import type { ApiDeps } from '../../src/api/deps';
import { cli } from '../cli/support';
import { withTestStore } from '../support/database';
import type { TestStore } from '../support/database';
import { startTestApi, TOKEN } from './support';
import type { TestApi } from './support';

let test: TestStore;
let api: TestApi;

const overDatabase = (deps: ApiDeps): ApiDeps => ({
  ...deps,
  catalog: { ...deps.catalog, records: catalogRecords(test.store) },
});

const run = (...args: string[]) =>
  cli(['catalog', ...args], { env: { CONNECTOR_API_URL: api.url, CONNECTOR_API_TOKEN: TOKEN }, columns: 160 });

beforeAll(async () => {
  test = await withTestStore();
});
afterAll(() => test.close());
afterEach(() => api.close());

beforeEach(async () => {
  await sql`truncate reports, operator_actions`.execute(test.db);
  api = await startTestApi(overDatabase);
});

const row = (kind: string, severity: 'blocks' | 'warns', sku: string) => ({
  kind,
  severity,
  title: `It is ${kind}`,
  variants: [{ variantId: 7, sku }],
  products: [{ productId: 1007, sku: 'MUG' }],
  next: 'Give one of them another SKU.',
});

const report = (rows: readonly unknown[]) => ({
  kind: 'catalog-audit',
  scope: 'abc123/acme',
  startedAt: new Date('2026-11-01T04:30:00Z'),
  finishedAt: new Date('2026-11-01T04:31:00Z'),
  summary: { variants: 5_000, products: 5_100, findings: rows.length, blocks: 1 },
  rows,
});

it('says that nothing was compared yet, and begins to', async () => {
  expect((await run('findings')).err).toContain('were not compared yet');
  expect((await run('audit', '--actor', 'ann')).out).toContain('are being read');
  expect(api.audits).toEqual(['abc123']);
});

it('audit --wait shows what the comparison that it began found, and not what one before did', async () => {
  await test.store.reports.replace(report([row('MOVED', 'warns', 'CUP')]));
  const newer = {
    ...report([row('DUPLICATE_IN_STORE', 'blocks', 'MUG')]),
    finishedAt: new Date('2026-11-02T04:31:00Z'),
  };
  await api.close();
  api = await startTestApi((deps) => {
    const begin = async () => void setTimeout(() => void test.store.reports.replace(newer), 100);
    return { ...overDatabase(deps), catalog: { ...overDatabase(deps).catalog, begin } };
  });
  const { code, out } = await run('audit', '--wait', '--actor', 'ann');
  expect(code).toBe(4);
  expect(out).toContain('DUPLICATE_IN_STORE');
  expect(out).not.toContain('MOVED');
});

it('lists what does not match with what to do, and ends with 4', async () => {
  await test.store.reports.replace(report([row('DUPLICATE_IN_STORE', 'blocks', 'MUG'), row('MOVED', 'warns', 'CUP')]));
  const all = await run('findings');
  expect(all.code).toBe(4);
  expect(all.out).toContain('5000 variants and 5100 products compared');
  expect(all.out).toMatch(/DUPLICATE_IN_STORE.*MUG \(7\).*MUG \(1007\).*Give one of them another SKU/s);
  const some = await run('findings', '--kind', 'MOVED');
  expect(some.out).not.toContain('│ DUPLICATE_IN_STORE');
  expect(some.out).toContain('CUP (7)');
});

it('writes all of it for spreadsheets, where no SKU is taken for a formula', async () => {
  await test.store.reports.replace(report([row('DUPLICATE_IN_STORE', 'blocks', '=1+1')]));
  const { out } = await run('findings', '--csv', '-');
  expect(out.split('\r\n')[0]).toBe(
    'Finding,Severity,Account,SKUs in the store,Variants,SKUs in Brightpearl,Products,What it is,What to do',
  );
  expect(out).toContain("DUPLICATE_IN_STORE,blocks,acme,'=1+1,7,MUG,1007");
});

it('has nothing to do where both sides match', async () => {
  await test.store.reports.replace(report([]));
  const { code, out } = await run('findings');
  expect([code, out]).toEqual([0, expect.stringContaining('Nothing to do.')]);
});
