import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CustomerRecords } from '../../src/api/customer-deps';
import { startTestApi, TOKEN } from '../api/support';
import type { TestApi } from '../api/support';
import { cli } from './support';
import type { CliRun } from './support';

let api: TestApi;

async function run(records: Partial<CustomerRecords>, ...args: string[]): Promise<CliRun> {
  api = await startTestApi((deps) => ({
    ...deps,
    customers: { ...deps.customers, records: { ...deps.customers.records, ...records } },
  }));
  return cli(['customers', ...args], {
    env: { CONNECTOR_API_URL: api.url, CONNECTOR_API_TOKEN: TOKEN },
    columns: 140,
  });
}

afterEach(() => api.close());

const REPORT: Awaited<ReturnType<CustomerRecords['duplicates']>> = {
  finishedAt: '2026-11-01T04:21:00.000Z',
  customers: 120,
  contacts: 300,
  duplicates: [
    {
      side: 'store',
      account: null,
      cause: 'SAME_EMAIL',
      what: 'They have the same e-mail address, whatever its case and spaces',
      ids: [1, 3],
      keep: 3,
      why: 'The oldest that has a contact in Brightpearl',
    },
  ],
};

it('status shows what waits, and who was refused, with a code of its own', async () => {
  const calm = await run({}, 'status');
  expect(calm).toMatchObject({ code: 0, out: expect.stringMatching(/Waiting\s+3/) });
  await api.close();
  const issue = {
    customerId: 42,
    account: 'acme',
    code: 'REJECTED_BY_BRIGHTPEARL',
    message: 'refused',
    since: '2026-11-01T10:00:00.000Z',
  };
  const refused = await run({ standing: async () => ({ waiting: 0, late: 0, parked: 1, issues: [issue] }) }, 'status');
  expect(refused.code).not.toBe(0);
  expect(refused.out).toContain('REJECTED_BY_BRIGHTPEARL');
});

it('sync takes one customer or all, and not neither', async () => {
  expect((await run({}, 'sync', '--customer', '42', '--actor', 'ann')).out).toContain('looked at: 1');
  expect(api.customers).toContain('abc123 42: asked by ann');
  await api.close();
  expect((await run({}, 'sync', '--all')).out).toContain('looked at: 120');
  await api.close();
  const standing = async () => ({ waiting: 30_000, late: 29_990, parked: 0, issues: [] });
  expect((await run({ standing }, 'status')).out).toContain('30000, of them 29990 since all were asked for');
  await api.close();
  expect(await run({}, 'sync')).toMatchObject({ code: 2, err: expect.stringContaining('--customer') });
});

it('duplicates shows which to keep, and writes them for spreadsheets', async () => {
  const shown = await run({ duplicates: async () => REPORT }, 'duplicates');
  expect(shown.out).toContain('1 3');
  expect(shown.out).toContain('Nothing was merged');
  await api.close();
  const file = join(mkdtempSync(join(tmpdir(), 'connector-customers-')), 'duplicates.csv');
  await run({ duplicates: async () => REPORT }, 'duplicates', '--csv', file);
  expect(readFileSync(file, 'utf8').split('\r\n')[1]).toBe(
    'store,,1 3,3,"They have the same e-mail address, whatever its case and spaces",The oldest that has a contact in Brightpearl',
  );
});

it('duplicates says how to make the first report, and begins it', async () => {
  expect((await run({}, 'duplicates')).err).toContain('--find');
  await api.close();
  expect((await run({}, 'duplicates', '--find')).out).toContain('are being read');
  expect(api.customers).toEqual(['abc123: duplicates']);
});
