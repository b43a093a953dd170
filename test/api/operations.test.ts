import { TemporalError } from '../../src/temporal/errors';
import { startTestApi } from './support';
import type { TestApi } from './support';

const ORDER = '/api/orders/abc123/10423';

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

describe('reading', () => {
  it('lists orders', async () => {
    const { status, json } = await api.call('GET', '/api/orders?state=needs_attention,held&q=10423&limit=10');
    expect([status, json]).toEqual([200, { orders: [expect.objectContaining({ orderId: 10423 })], next: null }]);
  });

  it.each(['state=LOST', 'q=abc', 'limit=0', 'limit=9999', 'q=1&q=2'])(
    'refuses the filter %s with 400',
    async (query) => {
      const { status, json } = await api.call('GET', `/api/orders?${query}`);
      expect([status, json]).toEqual([
        400,
        expect.objectContaining({ errors: [expect.objectContaining({ path: expect.stringMatching(/^query\./) })] }),
      ]);
    },
  );

  it('shows an order with its issue and fix, also while Temporal is away', async () => {
    const away = await startTestApi((deps) => ({
      ...deps,
      orders: { ...deps.orders, describe: () => Promise.reject(new TemporalError('unavailable', 'away')) },
    }));
    const { status, json } = await away.call('GET', ORDER);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      order: { issue: { fix: 'Amend the line' } },
      decisions: [],
      links: [],
      workflow: null,
    });
    expect(json).not.toHaveProperty('exchanges');
    await away.close();
  });

  it('shows the workflow with its link, and the exchanges when asked', async () => {
    const run = {
      workflowId: 'order/abc123/10423',
      runId: 'r',
      status: 'RUNNING',
      startedAt: '2026-11-01T10:00:00.000Z',
      historyLength: 9,
      url: 'http://ui/x',
    };
    const full = await startTestApi((deps) => ({ ...deps, orders: { ...deps.orders, describe: async () => run } }));
    const { json } = await full.call('GET', `${ORDER}?exchanges=1`);
    expect(json).toMatchObject({ workflow: { ...run, step: null }, exchanges: [] });
    await full.close();
  });

  it.each([
    [`${ORDER}0`, 404, 'not known here'],
    ['/api/orders/nobody/1', 404, 'No store "nobody"'],
    ['/api/orders/abc123/x', 400, 'order number'],
    ['/api/nothing', 404, '/api/nothing'],
    ['/api/audit?from=yesterday', 400, 'query.from'],
    ['/api/orders/%E0%A4%A', 404, ''],
    ['/api/orders/%E0%A4%A/1', 400, ''],
  ])('%s is answered %i', async (path, status, detail) => {
    const answer = await api.call('GET', path);
    expect([answer.status, answer.json]).toEqual([
      status,
      expect.objectContaining({ status, detail: expect.stringContaining(detail) }),
    ]);
  });

  it('gives state, reports and exchanges', async () => {
    expect((await api.call('GET', '/api/state')).json).toMatchObject({ orders: { SYNCED: 3 }, paused: [] });
    expect((await api.call('GET', '/api/reports?kind=reconcile')).json).toEqual({ reports: [] });
    expect((await api.call('GET', '/api/audit?order=abc123/10423&failed=1')).json).toEqual({
      exchanges: [],
      next: null,
    });
  });
});

describe('jobs', () => {
  it('setup gives what was done, and is recorded', async () => {
    const { status, json } = await api.call('POST', '/api/setup', { headers: { 'x-actor': 'cli' } });
    expect([status, json]).toEqual([200, { done: [expect.stringContaining('registered')] }]);
    expect(api.actions).toEqual([
      { actor: 'cli', action: 'setup', subject: 'connector', details: {}, outcome: 'accepted' },
    ]);
  });

  it('check maps the newest orders of the only store', async () => {
    expect((await api.call('POST', '/api/check', { body: { orders: 5 } })).json).toEqual({
      orders: [],
      notes: [],
      addUp: 5,
    });
    expect((await api.call('POST', '/api/check', { body: { orders: 5, store: 'nobody' } })).status).toBe(404);
    expect((await api.call('POST', '/api/check', { body: { orders: 100_000 } })).status).toBe(400);
  });

  it('sweep starts the schedule of a store, or says that setup must run first', async () => {
    expect((await api.call('POST', '/api/stores/abc123/sweep')).json).toEqual({ store: 'abc123', started: true });
    expect((await api.call('POST', '/api/stores/nobody/sweep')).status).toBe(404);
  });
});
