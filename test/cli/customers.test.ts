import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CustomerRecords } from '../../src/api/customer-deps';
import { startTestApi, TOKEN } from '../api/support';
import type { TestApi } from '../api/support';
import { cli } from './support';
import type { CliRun } from './support';
import type { ExplainedContact, ExplainedCustomer } from '../../src/domain/customer-explain-types';

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
  leftOut: ['east'],
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
  const counts = { waiting: 0, late: 0, parked: 1 };
  const accounts = [{ account: 'acme', ...counts }];
  const refused = await run({ standing: async () => ({ ...counts, accounts, issues: [issue] }) }, 'status');
  expect(refused.code).not.toBe(0);
  expect(refused.out).toContain('REJECTED_BY_BRIGHTPEARL');
});

it('status tells accounts apart: one that is away lets its own customers wait', async () => {
  const accounts = [
    { account: 'east', waiting: 500, late: 0, parked: 0 },
    { account: 'west', waiting: 3, late: 2, parked: 1 },
  ];
  const standing = async () => ({ waiting: 503, late: 2, parked: 1, accounts, issues: [] });
  const { out } = await run({ standing }, 'status');
  expect(out).toMatch(/east +│ 500 +│ 0[^]*west +│ 3, of them 2 since all were asked for │ 1/);
});

it('sync takes one customer or all, and not neither', async () => {
  expect((await run({}, 'sync', '--customer', '42', '--actor', 'ann')).out).toContain(
    'Customer 42 will be looked at in 1 account.',
  );
  expect(api.customers).toContain('abc123 42: asked by ann');
  await api.close();
  expect((await run({}, 'sync', '--all')).out).toContain('Contacts that will be looked at: 120');
  await api.close();
  const counts = { waiting: 30_000, late: 29_990, parked: 0 };
  const standing = async () => ({ ...counts, accounts: [{ account: 'acme', ...counts }], issues: [] });
  expect((await run({ standing }, 'status')).out).toContain('30000, of them 29990 since all were asked for');
  await api.close();
  expect(await run({}, 'sync')).toMatchObject({ code: 2, err: expect.stringContaining('--customer') });
});

const EXPLAINED: ExplainedContact = {
  contactId: 321,
  standing: 'THERE',
  linked: { at: '2026-11-01T10:00:00.000Z', orderId: 100 },
  madeAt: '2026-11-01T10:00:00.000Z',
  byEmail: 322,
  follows: { storeHash: 'abc123', customerId: 42 },
  waiting: null,
  next: { code: 'WRITES', what: 'the fields that differ by rule are written', contactIds: [] },
  fields: [
    {
      field: 'priceList',
      rule: 'ours',
      store: 'value',
      contact: 'value',
      isSame: false,
      values: { store: '3', contact: '2' },
      writes: true,
      why: 'FOLLOWED',
      what: 'the contact has what the connector wrote',
    },
    {
      field: 'lastName',
      rule: 'ours',
      store: 'value',
      contact: 'value',
      isSame: true,
      writes: false,
      why: 'SAME',
      what: 'the contact has the same value',
    },
  ],
};

async function explained(accounts: ExplainedCustomer['accounts']): Promise<CliRun> {
  api = await startTestApi((deps) => {
    const client = { ...deps.customers.client, explain: async () => ({ accounts }) };
    return { ...deps, customers: { ...deps.customers, client } };
  });
  return cli(['customers', 'explain', '--customer', '42'], {
    env: { CONNECTOR_API_URL: api.url, CONNECTOR_API_TOKEN: TOKEN },
    columns: 160,
  });
}

it('explain shows why a contact is that of the customer, and what would be written', async () => {
  const { code, out } = await explained([{ account: 'acme', contact: EXPLAINED, failure: null }]);
  expect(code).toBe(0);
  for (const line of [
    /Contact\s+321/,
    /Linked\s+2026-11-01 10:00.* by order 100/,
    /By e-mail\s+.*contact 322/,
    /priceList[\s│]+ours[\s│]+3[\s│]+2[\s│]+WRITES: the contact has what the connector wrote/,
    /lastName[\s│]+ours[\s│]+has one[\s│]+the same[\s│]+leaves: the contact has the same value/,
  ]) {
    expect(out).toMatch(line);
  }
});

it('explain tells an account that is away, and what a person has to settle, with a code of its own', async () => {
  const away = await explained([{ account: 'acme', contact: null, failure: 'RemoteUnavailable' }]);
  expect(away.code).not.toBe(0);
  expect(away.out).toContain('could not be asked (RemoteUnavailable)');
  await api.close();
  const issue = { code: 'CONTACT_CONFLICT', message: 'By the e-mail address the customer is contact 5' };
  const waiting = { reason: 'webhook', since: '2026-11-01T10:00:00.000Z', issue };
  const contact: ExplainedContact = {
    ...EXPLAINED,
    contactId: null,
    standing: 'NONE',
    linked: null,
    fields: [],
    waiting,
  };
  const refused = await explained([{ account: 'acme', contact, failure: null }]);
  expect(refused.code).not.toBe(0);
  expect(refused.out).toContain('CONTACT_CONFLICT: By the e-mail address');
});

it('duplicates shows which to keep, and writes them for spreadsheets', async () => {
  const shown = await run({ duplicates: async () => REPORT }, 'duplicates');
  expect(shown.out).toContain('1 3');
  expect(shown.out).toContain('Nothing was merged');
  expect(shown.out).toContain('Account east did not answer: its contacts were not compared.');
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
