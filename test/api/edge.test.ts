import { send, startTestApi, TOKEN } from './support';
import type { TestApi } from './support';

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

describe('the token', () => {
  it.each([
    ['no token', {}],
    ['a wrong token', { authorization: 'Bearer wrong' }],
    ['the token in another scheme', { authorization: `Basic ${TOKEN}` }],
    ['an empty token', { authorization: 'Bearer ' }],
  ])('%s is answered 401', async (_what, headers) => {
    expect((await send(`${api.url}/api/orders`, { headers })).status).toBe(401);
  });

  it('guessed too often is answered 429, while the right one still works', async () => {
    const guesses = Array.from({ length: 40 }, () =>
      api.call('GET', '/api/state', { headers: { authorization: 'Bearer no' } }),
    );
    expect((await Promise.all(guesses)).map(({ status }) => status)).toContain(429);
    expect((await api.call('GET', '/api/state')).status).toBe(200);
  });

  it('must not be empty', async () => {
    await expect(startTestApi((deps) => ({ ...deps, token: '' }))).rejects.toThrow('CONNECTOR_API_TOKEN');
  });
});

describe('health and the edge', () => {
  it('is ready only with Temporal and the database', async () => {
    expect((await send(`${api.url}/livez`)).status).toBe(200);
    expect((await send(`${api.url}/readyz`)).status).toBe(200);
    const away = await startTestApi((deps) => ({ ...deps, health: { ...deps.health, temporal: async () => false } }));
    const { status, json } = await send(`${away.url}/readyz`);
    expect([status, json]).toEqual([503, { ready: false, temporal: 'away', database: 'serving' }]);
    await away.close();
  });

  it('echoes a plain request id and replaces any other', async () => {
    const idFor = async (id: string) =>
      (await send(`${api.url}/livez`, { headers: { 'x-request-id': id } })).headers.get('x-request-id');
    expect(await idFor('trace-1')).toBe('trace-1');
    expect(await idFor('x'.repeat(65))).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idFor('{"a":1}')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('answers an unexpected error 500 without its words, and logs where it happened', async () => {
    const broken = await startTestApi((deps) => ({
      ...deps,
      records: {
        ...deps.records,
        countOrders: () => Promise.reject(new Error('relation "orders" of jane@shop.example')),
      },
    }));
    const answer = await broken.call('GET', '/api/state');
    expect([answer.status, answer.text]).toEqual([500, expect.not.stringContaining('jane')]);
    expect(broken.log.join('')).toMatch('unexpected error');
    await broken.close();
  });
});
