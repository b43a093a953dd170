import { TemporalError } from '../../src/temporal/errors';
import { ACCOUNT_SECRET, send, startTestApi } from './support';
import type { TestApi } from './support';

const event = (scope: string, data: unknown, more: object = {}) => ({
  scope,
  store_id: '1001',
  data,
  hash: `hash-of-${scope}`,
  created_at: 1_790_000_000,
  producer: 'stores/abc123',
  ...more,
});

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

describe('a BigCommerce webhook', () => {
  it.each([
    ['store/order/created', { type: 'order', id: 10423 }],
    ['store/order/statusUpdated', { type: 'order', id: 10423, status: { new_status_id: 11 } }],
    ['store/order/transaction/created', { type: 'transaction', order_id: '10423', id: 'uuid' }],
    ['store/order/refund/created', { type: 'order', id: 10423, refund: { refund_id: 9 } }],
    ['store/shipment/created', { type: 'shipment', id: 12, orderId: 10423 }],
    ['store/channel/1/order/updated', { type: 'order', id: 10423 }],
  ])('about %s pokes the order and is answered 200 with nothing', async (scope, data) => {
    const answer = await api.webhook(event(scope, data));
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(api.changes).toEqual([
      { key: { storeHash: 'abc123', orderId: 10423 }, reason: 'webhook', scope, eventId: 'msg_1' },
    ]);
  });

  it('without a signature, and so without an id of its own, is told by its hash', async () => {
    const header = { name: 'x-connector-secret', value: 'of-the-hook' };
    const unsigned = await startTestApi((deps) => ({ ...deps, stores: new Map([['abc123', { header }]]) }));
    const body = JSON.stringify(event('store/order/created', { id: 10423 }));
    const url = `${unsigned.url}/webhooks/bigcommerce/abc123`;
    await send(url, { method: 'POST', body, headers: { [header.name]: header.value } });
    expect(unsigned.changes).toEqual([expect.objectContaining({ eventId: 'hash-of-store/order/created' })]);
    await unsigned.close();
  });

  it.each([
    ['store/product/updated', { type: 'product', id: 10423 }],
    ['store/category/created', { type: 'category', id: 7 }],
    ['store/app/uninstalled', {}],
  ])('about %s is answered 200, ignored and counted', async (scope, data) => {
    expect((await api.webhook(event(scope, data))).status).toBe(200);
    expect(api.changes).toEqual([]);
    expect((await api.call('GET', '/api/state')).json).toMatchObject({ webhooks: { accepted: 0, ignored: 1 } });
  });

  it('with a forged signature is answered 401 and counted', async () => {
    const answer = await api.webhook(event('store/order/created', { id: 1 }), { secret: 'a-guess' });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    expect(api.changes).toEqual([]);
    expect((await api.call('GET', '/api/state')).json).toMatchObject({ webhooks: { refused: 1 } });
  });

  it('whose body was changed after signing is answered 401', async () => {
    const body = JSON.stringify(event('store/order/created', { id: 1 }));
    const url = `${api.url}/webhooks/bigcommerce/abc123`;
    const headers = { 'webhook-id': 'm', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' };
    expect((await send(url, { method: 'POST', body, headers })).status).toBe(401);
  });

  it.each([
    ['malformed JSON', '{"scope": "store/order/created", '],
    ['no body', ''],
    ['JSON that is no webhook', '[1, 2]'],
    ['the event of another store', JSON.stringify(event('store/order/created', { id: 1 }, { producer: 'stores/x' }))],
  ])('with %s is answered 400', async (_what, raw) => {
    expect((await api.webhook(undefined, { raw })).status).toBe(400);
  });

  it('for a store that is not configured is answered 404', async () => {
    const answer = await api.webhook(event('store/order/created', { id: 1 }), { store: 'nobody' });
    expect([answer.status, answer.json]).toEqual([
      404,
      expect.objectContaining({ detail: expect.stringContaining('nobody') }),
    ]);
  });

  it('of 10 MB is answered 413', async () => {
    const answer = await api.webhook(undefined, { raw: 'x'.repeat(10 * 1024 * 1024) });
    expect([answer.status, answer.json]).toEqual([
      413,
      expect.objectContaining({ detail: expect.stringContaining('1024 KB') }),
    ]);
  });

  it('is answered 503 when Temporal is away, so that BigCommerce sends it again', async () => {
    const away = await startTestApi((deps) => ({
      ...deps,
      orders: {
        ...deps.orders,
        changed: () => Promise.reject(new TemporalError('unavailable', 'Temporal cannot be reached')),
      },
    }));
    const answer = await away.webhook(event('store/order/created', { id: 1 }));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    await away.close();
  });

  it('leaves no body, secret or query in the log', async () => {
    await api.webhook(event('store/order/created', { id: 1, email: 'jane@shop.example' }));
    await send(`${api.url}/webhooks/brightpearl/acme?secret=${ACCOUNT_SECRET}`, { method: 'POST', body: '{}' });
    const log = api.log.join('');
    expect(log).toMatch('/webhooks/bigcommerce/abc123');
    expect(log).not.toMatch(/jane|secret|signature/);
  });
});

describe('a Brightpearl webhook', () => {
  const notice = (id: unknown, fullEvent = 'order.modified.order-status') => ({ accountCode: 'acme', fullEvent, id });
  const post = (body: unknown, query = `?secret=${ACCOUNT_SECRET}`, account = 'acme') =>
    send(`${api.url}/webhooks/brightpearl/${account}${query}`, { method: 'POST', body: JSON.stringify(body) });

  it('pokes each order behind the sales orders once, and drops strangers', async () => {
    const answer = await post(notice('4,6-9,500'));
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(api.changes.map(({ key, reason }) => [key.orderId, reason])).toEqual([
      [10_002, 'brightpearl'],
      [10_003, 'brightpearl'],
      [10_004, 'brightpearl'],
    ]);
  });

  it('takes the secret from the body when its address has none', async () => {
    expect((await post({ ...notice(4), secret: ACCOUNT_SECRET }, '')).status).toBe(200);
    expect(api.changes).toHaveLength(1);
  });

  it('about something else than orders is answered 200 and ignored', async () => {
    expect((await post(notice('4', 'product.modified.on-hand-modified'))).status).toBe(200);
    expect(api.changes).toEqual([]);
  });

  it('about notes pokes the account, and no order: whose they are is found out later', async () => {
    expect((await post(notice('4,7-8', 'goods-out-note.modified.shipped'))).status).toBe(200);
    expect((await post(notice(9, 'drop-ship-note.created'))).status).toBe(200);
    expect(api.notes).toEqual([
      { account: 'acme', goodsOut: [4, 7, 8], reason: 'goods-out-note.modified.shipped' },
      { account: 'acme', dropShip: [9], reason: 'drop-ship-note.created' },
    ]);
    expect(api.changes).toEqual([]);
  });

  it('about very many notes pokes the account with some at a time', async () => {
    await post(notice('1-1100', 'goods-out-note.created'));
    expect(api.notes.map(({ goodsOut }) => goodsOut?.length)).toEqual([500, 500, 100]);
  });

  it('about notes is answered 503 when Temporal is away, so that Brightpearl sends it again', async () => {
    const changed = () => Promise.reject(new TemporalError('unavailable', 'Temporal cannot be reached'));
    const away = await startTestApi((deps) => ({ ...deps, notes: { changed } }));
    const url = `${away.url}/webhooks/brightpearl/acme?secret=${ACCOUNT_SECRET}`;
    const body = JSON.stringify(notice('4', 'goods-out-note.created'));
    expect((await send(url, { method: 'POST', body })).status).toBe(503);
    await away.close();
  });

  it.each([
    ['a wrong secret in its address', notice('4'), '?secret=guess'],
    ['a wrong secret in its body', { ...notice('4'), secret: 'guess' }, ''],
    ['no secret', notice('4'), ''],
    ['two secrets', notice('4'), `?secret=${ACCOUNT_SECRET}&secret=${ACCOUNT_SECRET}`],
  ])('with %s is answered 401', async (_what, body, query) => {
    expect((await post(body, query)).status).toBe(401);
    expect(api.changes).toEqual([]);
  });

  it.each([
    ['an id set that is none', notice('4,x')],
    ['a range without end', notice('1-999999999')],
    ['no id', { fullEvent: 'order.modified' }],
  ])('with %s is answered 400', async (_what, body) => {
    expect((await post(body)).status).toBe(400);
  });

  it('of an account that is not configured is answered 404', async () => {
    expect((await post(notice('4'), '', 'nobody')).status).toBe(404);
  });
});
