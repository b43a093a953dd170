import { startStore, type Store } from './support';

let store: Store;
afterEach(() => store.close());

const windowHeaders = (headers: Headers) =>
  ['quota', 'left'].map((name) => headers.get(`x-rate-limit-requests-${name}`));

describe('access to the store', () => {
  it('refuses a token it does not know, in the shape of each version', async () => {
    store = await startStore();
    const v2 = await store.api('GET', '/v2/orders', undefined, { 'X-Auth-Token': 'wrong' });
    const v3 = await store.api('GET', '/v3/hooks', undefined, { 'X-Auth-Token': 'wrong' });
    expect([v2.status, v2.body]).toMatchObject([401, [{ status: 401 }]]);
    expect([v3.status, v3.body]).toMatchObject([401, { status: 401, title: expect.stringContaining('Unauthorized') }]);
  });

  it('refuses a token of another store', async () => {
    store = await startStore();
    const answer = await fetch(`${store.url}/stores/other/v2/store`, {
      headers: { 'X-Auth-Token': store.simulator.token },
    });
    expect(answer.status).toBe(401);
  });

  it('refuses a client from the moment it is revoked', async () => {
    store = await startStore();
    await store.sim('POST', 'clients', { clientId: 'app', clientSecret: 's', token: 't2' });
    const as = () => store.api('GET', '/v2/time', undefined, { 'X-Auth-Token': 't2' });
    expect((await as()).status).toBe(200);
    await store.sim('POST', 'clients/app/revoke');
    expect((await as()).status).toBe(401);
    expect((await store.sim('POST', 'clients/app/revoke')).status).toBe(400);
  });

  it.each([
    ['GET', '/v2/orders', 'store_v2_orders_read_only', 204],
    ['GET', '/v2/orders', 'store_v2_products', 403],
    ['POST', '/v2/orders', 'store_v2_orders_read_only', 403],
    ['GET', '/v3/orders/1/transactions', 'store_v2_orders', 403],
    ['GET', '/v3/orders/1/transactions', 'store_v2_transactions_read_only', 404],
    ['GET', '/v3/orders/payment_actions/refunds', 'store_v2_orders_read_only', 200],
    ['GET', '/v3/customers', 'store_v2_orders', 403],
    ['GET', '/v3/hooks', 'store_v2_orders', 200],
  ])('answers %s %s with the scope %s: %d', async (method, path, scope, status) => {
    store = await startStore();
    const client = { clientId: 'c', clientSecret: 's', token: 'scoped', kind: 'app' as const, scopes: [scope] };
    store.simulator.control.addClient(client);
    const body = method === 'POST' ? {} : undefined;
    expect((await store.api(method, path, body, { 'X-Auth-Token': 'scoped' })).status).toBe(status);
  });

  it('wants JSON that says so', async () => {
    store = await startStore();
    const id = store.order();
    const put = (body: string, type: string) =>
      store.api('PUT', `/v2/orders/${id}`, body, { 'Content-Type': type }).then(({ status }) => status);
    expect(await put('{}', 'text/plain')).toBe(415);
    expect(await put('{', 'application/json')).toBe(400);
    expect(await put('{}', 'application/json; charset=utf-8')).toBe(200);
  });

  it.each([
    ['GET', '/v2/nothing', 404],
    ['DELETE', '/v2/store', 405],
    ['GET', '/v3/nothing', 404],
  ])('answers %s %s: %d', async (method, path, status) => {
    store = await startStore();
    expect((await store.api(method, path)).status).toBe(status);
  });
});

describe('the request quota', () => {
  it('is told on every answer and refuses what is above it', async () => {
    store = await startStore({ quota: 2 });
    expect(windowHeaders((await store.api('GET', '/v2/time')).headers)).toEqual(['2', '1']);
    expect(windowHeaders((await store.api('GET', '/v2/time')).headers)).toEqual(['2', '0']);
    const refused = await store.api('GET', '/v2/orders');
    expect([refused.status, refused.body]).toMatchObject([429, [{ status: 429 }]]);
    expect(Number(refused.headers.get('x-rate-limit-time-reset-ms'))).toBeGreaterThan(25_000);
    expect(Number(refused.headers.get('x-retry-after'))).toBeGreaterThan(25);
    expect(refused.headers.get('x-rate-limit-time-window-ms')).toBe('30000');
  });

  it('is shared by all clients and full again after 30 s', async () => {
    store = await startStore({ quota: 1 });
    await store.sim('POST', 'clients', { clientId: 'app', clientSecret: 's', token: 't2' });
    await store.api('GET', '/v2/time', undefined, { 'X-Auth-Token': 't2' });
    expect((await store.api('GET', '/v3/hooks')).status).toBe(429);
    await store.sim('POST', 'clock', { advanceMs: 30_000 });
    expect((await store.api('GET', '/v3/hooks')).status).toBe(200);
  });

  it('tells the time to wait in real milliseconds when the clock is fast', async () => {
    store = await startStore();
    store.simulator.clock.setScale(1_000);
    const { headers } = await store.api('GET', '/v2/time');
    expect(Number(headers.get('x-rate-limit-time-reset-ms'))).toBeLessThanOrEqual(30);
  });

  it('is what the fault mode throttle answers', async () => {
    store = await startStore();
    await store.sim('POST', 'faults', { path: '/v2/time*', mode: 'throttle', count: 1 });
    const answer = await store.api('GET', '/v2/time');
    expect([answer.status, answer.headers.has('x-retry-after')]).toEqual([429, true]);
  });
});

describe('store information', () => {
  it('answers the store, its time and its currencies', async () => {
    const currencies = [
      { code: 'EUR', rate: '1.0000000000', isTransactional: true },
      { code: 'JPY', rate: '160.0000000000', isTransactional: false },
    ] as const;
    store = await startStore({
      storeHash: 'abc',
      store: { pricesIncludeTax: true, timeZone: 'Europe/Berlin', currencies },
    });
    expect((await store.api('GET', '/v2/store')).body).toMatchObject({
      id: 'abc',
      currency: 'EUR',
      is_price_entered_with_tax: true,
      timezone: { name: 'Europe/Berlin' },
    });
    expect((await store.api('GET', '/v2/currencies')).body).toMatchObject([
      { id: 1, currency_code: 'EUR', is_default: true, decimal_places: 2 },
      { id: 2, currency_code: 'JPY', is_default: false, decimal_places: 0, is_transactional: false },
    ]);
    expect((await store.api('GET', '/v2/currencies/2')).body).toMatchObject({ currency_code: 'JPY' });
    expect((await store.api('GET', '/v2/currencies/3')).status).toBe(404);
    const { time } = (await store.api('GET', '/v2/time')).body as { time: number };
    expect(Math.abs(time - Date.now() / 1000)).toBeLessThan(5);
  });
});
