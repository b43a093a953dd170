import { TemporalError } from '../../src/temporal/errors';
import { startTestApi } from './support';
import type { TestApi } from './support';

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

const MUG = { kind: 'product', source: 'MUG', target: { sku: 'MUG-BLUE' } };

const put = (body: object, headers: Record<string, string> = {}) =>
  api.call('PUT', '/api/mappings', { body, headers: { 'x-actor': 'ann', ...headers } });

describe('PUT /mappings', () => {
  it('stores the decision with who and why, starts the freeing, and says what waits', async () => {
    const { status, json } = await put({ ...MUG, reason: 'renamed' });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      mapping: { id: 1, ...MUG, store: null, account: null, actor: 'ann', reason: 'renamed', shadowed: [] },
      freeing: { waiting: { orders: 40, levels: 10 } },
      started: true,
    });
    expect(api.mappings.started).toEqual([1]);
    expect(api.actions).toMatchObject([{ actor: 'ann', action: 'set-mapping', outcome: 'accepted' }]);
  });

  it('twice with one key is one decision; with other arguments it is refused', async () => {
    const key = { 'idempotency-key': 'k1' };
    const first = await put(MUG, key);
    expect((await put(MUG, key)).json).toEqual(first.json);
    expect(api.mappings.started).toEqual([1]);
    expect((await put({ ...MUG, target: { sku: 'OTHER' } }, key)).status).toBe(409);
  });

  it('says that it begins later while Temporal is away', async () => {
    api.mappings.client.start = () => Promise.reject(new TemporalError('unavailable', 'away'));
    expect((await put(MUG)).json).toMatchObject({ started: false });
  });

  it.each([
    [{ ...MUG, kind: 'colour' }, 400, /kind/],
    [{ ...MUG, target: { id: 3 } }, 400, /A product does not map to that/],
    [{ ...MUG, kind: 'shipping-method', target: { id: 'x' } }, 400, /target\.id/],
    [{ ...MUG, source: '  ' }, 400, /source/],
    [{ ...MUG, store: 'zzz' }, 404, /No store "zzz"/],
    [{ ...MUG, account: 'zzz' }, 404, /No account "zzz"/],
  ])('refuses %j', async (body, status, detail) => {
    const answer = await put(body);
    expect(answer.status).toBe(status);
    expect(answer.json['detail']).toMatch(detail);
    expect(api.mappings.started).toEqual([]);
  });
});

describe('what was set', () => {
  it('is listed with the rules that it shadows, shown by its id, and has its history', async () => {
    await put({ ...MUG, source: 'OLD' });
    await put({ ...MUG, source: 'OLD', target: { sku: 'NEWEST' } });
    const { json } = await api.call('GET', '/api/mappings?kind=product');
    expect(json['mappings']).toMatchObject([
      { id: 2, target: { sku: 'NEWEST' }, shadowed: [{ route: 'uk', rule: 'skuAliases.OLD', target: 'NEWER' }] },
    ]);
    const history = await api.call('GET', '/api/mappings/history?kind=product&source=OLD');
    expect(history.json['versions']).toMatchObject([{ id: 2 }, { id: 1 }]);
    expect((await api.call('GET', '/api/mappings/2')).json).toMatchObject({ mapping: { id: 2 }, freeing: {} });
    expect((await api.call('GET', '/api/mappings/99')).status).toBe(404);
    expect((await api.call('GET', '/api/mappings?kind=tax-class')).json).toEqual({ mappings: [] });
  });

  it('is removed by its own scope only', async () => {
    await put({ ...MUG, store: 'abc123' });
    const { target: _target, ...key } = MUG;
    expect((await api.call('DELETE', '/api/mappings', { body: key })).status).toBe(404);
    const removed = await api.call('DELETE', '/api/mappings', { body: { ...key, store: 'abc123' } });
    expect(removed.json).toMatchObject({ mapping: { id: 2, target: null }, started: true });
    expect((await api.call('GET', '/api/mappings')).json).toEqual({ mappings: [] });
    expect(api.mappings.started).toEqual([1, 2]);
  });
});
