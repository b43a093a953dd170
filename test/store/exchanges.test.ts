import { sql } from 'kysely';
import type { NewExchange } from '../../src/store/exchange-row';
import { emailSubject, orderSubject } from '../../src/store/exchanges';
import { withTestStore, type TestStore } from '../support/database';

let test: TestStore;

beforeAll(async () => {
  test = await withTestStore({ maxBodyBytes: 100 });
});

afterAll(async () => {
  await test.close();
});

const at = (second: number): Date => new Date(Date.UTC(2025, 0, 1, 0, 0, second));
const anExchange = (more: Partial<NewExchange> = {}): NewExchange => ({
  startedAt: at(0),
  durationMs: 41.7,
  system: 'brightpearl',
  scope: 'acme',
  method: 'GET',
  path: '/contact-service/contact-search?primaryEmail=planted@example.com',
  status: 200,
  attempt: 3,
  workflowId: 'order/abc123/519',
  runId: 'run-1',
  activity: 'ensureContact',
  requestHeaders: { accept: 'application/json' },
  responseHeaders: { 'brightpearl-requests-remaining': '180' },
  requestBody: { name: 'Plantedname' },
  responseBody: { response: [] },
  subjects: [orderSubject({ storeHash: 'abc123', orderId: 519 })],
  ...more,
});

const list = async (filter: Parameters<TestStore['store']['exchanges']['list']>[0]) =>
  (await test.store.exchanges.list(filter, { limit: 100 })).rows;

describe('an exchange', () => {
  it('comes back whole', async () => {
    const id = await test.store.exchanges.record(anExchange({ scope: 'whole' }));
    expect(await list({ scope: 'whole' })).toEqual([
      {
        id,
        startedAt: at(0),
        durationMs: 42,
        system: 'brightpearl',
        scope: 'whole',
        method: 'GET',
        path: '/contact-service/contact-search?primaryEmail=planted@example.com',
        status: 200,
        attempt: 3,
        errorKind: null,
        requestId: null,
        workflowId: 'order/abc123/519',
        runId: 'run-1',
        activity: 'ensureContact',
        requestHeaders: { accept: 'application/json' },
        responseHeaders: { 'brightpearl-requests-remaining': '180' },
        requestBody: { name: 'Plantedname' },
        responseBody: { response: [] },
        truncated: false,
        erased: false,
        subjects: ['abc123/519'],
      },
    ]);
  });

  it('is kept without an answer, bodies and subjects', async () => {
    await test.store.exchanges.record({
      startedAt: at(0),
      durationMs: 30_000,
      system: 'bigcommerce',
      scope: 'silent',
      method: 'PUT',
      path: '/v2/orders/1',
      error: 'unknown-outcome',
      requestHeaders: {},
      responseHeaders: {},
    });
    const [silent] = await list({ scope: 'silent' });
    expect(silent).toMatchObject({ status: null, errorKind: 'unknown-outcome', subjects: [], erased: false });
    expect(silent).not.toHaveProperty('responseBody');
  });

  it('holds no personal data in clear', async () => {
    await test.store.exchanges.record(anExchange());
    const { rows } = await sql`select exchanges.*, encode(content, 'escape') as bytes from exchanges`.execute(test.db);
    expect(JSON.stringify(rows)).not.toMatch(/planted/i);
  });

  it.each([
    ['text', 'é'.repeat(60), 'é'.repeat(50)],
    ['text cut within a character', `x${'é'.repeat(60)}`, `x${'é'.repeat(49)}`],
    ['JSON', { list: 'y'.repeat(200) }, `{"list":"${'y'.repeat(91)}`],
  ])('is cut when it is long: %s', async (scope, responseBody, kept) => {
    await test.store.exchanges.record(anExchange({ scope, responseBody }));
    expect(await list({ scope })).toMatchObject([
      { truncated: true, responseBody: kept, requestBody: { name: 'Plantedname' } },
    ]);
  });

  it('may concern several orders and a customer, each named once', async () => {
    const subjects = ['abc123/1', 'abc123/2', 'abc123/1', emailSubject('e'.repeat(64))];
    const id = await test.store.exchanges.record(anExchange({ scope: 'many', subjects }));
    for (const subject of new Set(subjects)) {
      expect((await list({ subject })).map((row) => row.id)).toEqual([id]);
    }
    expect((await list({ scope: 'many' }))[0]?.subjects).toHaveLength(3);
  });
});

describe('the list of exchanges', () => {
  beforeAll(async () => {
    for (let second = 0; second < 7; second += 1) {
      await test.store.exchanges.record(
        anExchange({
          scope: 'listed',
          startedAt: at(second),
          system: second % 2 ? 'bigcommerce' : 'brightpearl',
          ...(second === 3 ? { error: 'throttled' as const, status: 503 } : {}),
        }),
      );
    }
  });

  it.each([
    ['system', { system: 'bigcommerce' as const }, [5, 3, 1]],
    ['time', { from: at(2), to: at(5) }, [4, 3, 2]],
    ['failure', { failed: true }, [3]],
    ['nothing else', {}, [6, 5, 4, 3, 2, 1, 0]],
  ])('is filtered by %s, newest first', async (_name, filter, seconds) => {
    const rows = await list({ scope: 'listed', ...filter });
    expect(rows.map(({ startedAt }) => startedAt.getUTCSeconds())).toEqual(seconds);
  });

  it('is walked page by page', async () => {
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await test.store.exchanges.list({ scope: 'listed' }, { limit: 3, cursor });
      seen.push(...page.rows.map(({ startedAt }) => startedAt.getUTCSeconds()));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0]);
  });

  it('loses what is older than its retention', async () => {
    await test.store.exchanges.record(anExchange({ scope: 'new', startedAt: at(30) }));
    expect(await test.store.exchanges.deleteBefore(at(10))).toBeGreaterThanOrEqual(7);
    expect(await list({})).toMatchObject([{ scope: 'new' }]);
    const { rows } = await sql`select * from exchange_subjects`.execute(test.db);
    expect(rows).toHaveLength(1);
  });
});
