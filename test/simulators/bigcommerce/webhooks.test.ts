import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { startReceiver, startStore, waitUntil, type Receiver, type Store } from './support';

let store: Store;
let receiver: Receiver;
beforeEach(async () => {
  store = await startStore();
  receiver = await startReceiver();
});
afterEach(async () => {
  await store.close();
  await receiver.close();
});

const hook = (fields: object = {}, headers?: Record<string, string>) =>
  store.api(
    'POST',
    '/v3/hooks',
    { scope: 'store/order/*', destination: receiver.url, is_active: true, ...fields },
    headers,
  );

async function scopesAfter(act: () => unknown): Promise<string[]> {
  await act();
  await store.simulator.webhooks.flush();
  return receiver.callbacks.splice(0).map(({ body }) => body.scope);
}

describe('registering webhooks', () => {
  it('makes, lists, changes and deletes a hook', async () => {
    const { body: made } = await hook({ headers: { 'X-Secret': 'abc' } });
    const expected = {
      id: 1,
      client_id: store.simulator.clientId,
      store_hash: store.simulator.storeHash,
      scope: 'store/order/*',
      destination: receiver.url,
      headers: { 'X-Secret': 'abc' },
      is_active: true,
      created_at: expect.any(Number),
      updated_at: expect.any(Number),
    };
    expect(made).toEqual({ data: expected, meta: {} });
    expect((await store.api('GET', '/v3/hooks')).body).toMatchObject({
      data: [expected],
      meta: { pagination: { total: 1 } },
    });
    expect((await store.api('GET', '/v3/hooks?is_active=false')).body).toMatchObject({ data: [] });
    expect((await store.api('PUT', '/v3/hooks/1', { is_active: false })).body).toMatchObject({
      data: { is_active: false },
    });
    expect((await store.api('GET', '/v3/hooks?scope=store/order/*&is_active=false')).body).toMatchObject({
      data: [{ id: 1 }],
    });
    expect(await store.api('DELETE', '/v3/hooks/1')).toMatchObject({ status: 200, body: { data: { id: 1 } } });
    expect((await store.api('GET', '/v3/hooks/1')).status).toBe(404);
  });

  it.each([
    [{ scope: 'store/order/paid' }, 400],
    [{ scope: undefined }, 422],
    [{ destination: 'not a url' }, 422],
    [{ destination: 'http://example.com/hook' }, 422],
    [{ destination: 'https://example.com:8443/hook' }, 422],
    [{ destination: 'https://example.com/hook' }, 200],
    [{ scope: 'store/channel/1/order/created' }, 200],
    [{ scope: 'store/app/uninstalled' }, 200],
  ])('answers %j with %d', async (fields, status) => {
    expect((await hook(fields)).status).toBe(status);
  });

  it('takes loopback only when allowed', async () => {
    const strict = await startStore({ allowHttpWebhooks: false });
    const body = { scope: 'store/order/*', destination: receiver.url };
    const { status } = await strict.api('POST', '/v3/hooks', body);
    await strict.close();
    expect(status).toBe(422);
  });

  it('takes one hook per scope and destination, and ten per scope', async () => {
    for (let n = 0; n < 10; n += 1) expect((await hook({ destination: `${receiver.url}/${n}` })).status).toBe(200);
    expect((await hook({ destination: `${receiver.url}/3` })).status).toBe(422);
    expect((await hook({ destination: `${receiver.url}/10` })).status).toBe(403);
    expect((await hook({ scope: 'store/order/created' })).status).toBe(200);
  });

  it('shows each API account its own hooks only', async () => {
    await store.sim('POST', 'clients', { clientId: 'other', clientSecret: 's', token: 't2' });
    const other = { 'X-Auth-Token': 't2' };
    await hook();
    expect((await store.api('GET', '/v3/hooks', undefined, other)).body).toMatchObject({ data: [] });
    expect((await store.api('DELETE', '/v3/hooks/1', undefined, other)).status).toBe(404);
    expect((await hook({}, other)).body).toMatchObject({ data: { id: 2, client_id: 'other' } });
  });

  it.each([true, false])('is active when nothing is said: %s', async (hooksActiveByDefault) => {
    await store.sim('POST', 'switches', { hooksActiveByDefault });
    expect((await hook({ is_active: undefined })).body).toMatchObject({ data: { is_active: hooksActiveByDefault } });
  });
});

describe('callbacks', () => {
  it('are thin, hashed, signed with the client secret, and carry the custom headers', async () => {
    await hook({ scope: 'store/order/created', headers: { 'X-Secret': 'abc' } });
    const id = store.order();
    await store.simulator.webhooks.flush();
    const [callback] = receiver.callbacks;
    const { hash, ...event } = callback!.body;
    expect(event).toEqual({
      scope: 'store/order/created',
      store_id: '1025646',
      data: { type: 'order', id },
      created_at: expect.any(Number),
      producer: `stores/${store.simulator.storeHash}`,
    });
    expect(hash).toBe(createHash('sha1').update(JSON.stringify(event)).digest('hex'));
    expect(callback!.headers).toMatchObject({ 'x-secret': 'abc', 'content-type': 'application/json' });
    const verifier = new Webhook(Buffer.from(store.simulator.clientSecret).toString('base64'));
    expect(verifier.verify(callback!.raw, callback!.headers as Record<string, string>)).toEqual(callback!.body);
  });

  it.each([
    ['store', true, true],
    ['store', false, false],
    ['app', false, true],
  ])('of a %s account, with signStoreLevelHooks %s, are signed: %s', async (kind, signStoreLevelHooks, signed) => {
    await store.sim('POST', 'switches', { signStoreLevelHooks });
    await store.sim('POST', 'clients', { clientId: 'c', clientSecret: 's', token: 't2', kind });
    await hook({ scope: 'store/order/created' }, { 'X-Auth-Token': 't2' });
    store.order();
    await store.simulator.webhooks.flush();
    expect('webhook-signature' in receiver.callbacks[0]!.headers).toBe(signed);
  });

  it.each([
    [true, { type: 'order', id: 100, status: { previous_status_id: 11, new_status_id: 5 } }],
    [false, { type: 'order', id: 100 }],
  ])('of statusUpdated carry the status: %s', async (statusUpdatedCarriesStatus, data) => {
    await store.sim('POST', 'switches', { statusUpdatedCarriesStatus });
    store.order();
    await hook({ scope: 'store/order/statusUpdated' });
    store.simulator.control.editOrder(100, { order: { status_id: 5 } });
    await store.simulator.webhooks.flush();
    expect(receiver.callbacks[0]!.body.data).toEqual(data);
  });

  it.each([
    ['store/order/created', ['store/order/created']],
    ['store/channel/2/order/created', ['store/order/created']],
    ['store/channel/2/order/*', 5],
    ['store/channel/1/order/*', []],
    ['store/shipment/*', []],
    ['store/order/*', 5],
  ])('go to hooks of the scope %s', async (scope, expected) => {
    await hook({ scope });
    const scopes = await scopesAfter(() => store.order({ channelId: 2, transactions: [{}, {}] }));
    expect(typeof expected === 'number' ? scopes.length : scopes).toEqual(expected);
  });

  it('do not go to inactive or deleted hooks', async () => {
    await hook({ is_active: false });
    expect(await scopesAfter(() => store.order())).toEqual([]);
    await store.api('PUT', '/v3/hooks/1', { is_active: true });
    expect(await scopesAfter(() => store.order())).toHaveLength(4);
    await store.api('DELETE', '/v3/hooks/1');
    expect(await scopesAfter(() => store.order())).toEqual([]);
  });

  it('start only after the activation delay', async () => {
    await store.sim('POST', 'switches', { hookActivationDelayMs: 60_000 });
    await hook();
    expect(await scopesAfter(() => store.order())).toEqual([]);
    await store.sim('POST', 'clock', { advanceMs: 61_000 });
    expect(await scopesAfter(() => store.order())).toHaveLength(4);
  });

  it('tell of customers and products', async () => {
    await hook({ scope: 'store/customer/created' });
    await hook({ scope: 'store/product/*' });
    const scopes = await scopesAfter(async () => {
      await store.sim('POST', 'customers', { email: 'a@example.com', first_name: 'A', last_name: 'B' });
      await store.sim('POST', 'products', { name: 'Mug' });
    });
    expect(scopes.toSorted()).toEqual(['store/customer/created', 'store/product/created']);
  });

  it.each([
    ['event', 2],
    ['data', 1],
  ] as const)('of two changes some seconds apart, hashed over the %s, have %d hashes', async (covers, hashes) => {
    await store.sim('POST', 'switches', { webhookHashCovers: covers });
    await hook({ scope: 'store/order/updated' });
    const id = store.order();
    await store.simulator.webhooks.flush();
    receiver.callbacks.length = 0;
    for (const staff_notes of ['one', 'two']) {
      store.simulator.clock.advance(2_000);
      store.simulator.control.editOrder(id, { order: { staff_notes } });
    }
    await store.simulator.webhooks.flush();
    expect(receiver.callbacks).toHaveLength(2);
    expect(new Set(receiver.callbacks.map(({ body }) => body.hash)).size).toBe(hashes);
    expect(new Set(receiver.callbacks.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
  });

  it('have the same hash when they come twice', async () => {
    await hook({ scope: 'store/order/created' });
    await store.sim('POST', 'webhook-faults', { duplicate: 1 });
    store.order();
    await store.simulator.webhooks.flush();
    const [first, second] = receiver.callbacks;
    expect(second!.body).toEqual(first!.body);
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
  });
});

describe('callbacks that fail', () => {
  const HOUR = 3_600_000;
  const attempts = () => store.simulator.webhooks.deliveries()[0]!.attempts;

  it('are retried with the same body, and delivered later', async () => {
    await hook({ scope: 'store/order/created' });
    receiver.status = 500;
    store.order();
    await store.simulator.webhooks.flush();
    receiver.status = 200;
    store.simulator.clock.advance(60_000);
    await waitUntil(() => receiver.callbacks.length === 2);
    expect(receiver.callbacks[1]!.body).toEqual(receiver.callbacks[0]!.body);
    const verifier = new Webhook(Buffer.from(store.simulator.clientSecret).toString('base64'));
    expect(() =>
      verifier.verify(receiver.callbacks[1]!.raw, receiver.callbacks[1]!.headers as Record<string, string>),
    ).not.toThrow();
  });

  it('are tried twelve times over two days; then the hook is off and nothing is sent again', async () => {
    await hook({ scope: 'store/order/created' });
    receiver.status = 500;
    store.order();
    await store.simulator.webhooks.flush();
    for (let tried = 2; tried <= 12; tried += 1) {
      expect((await store.api('GET', '/v3/hooks/1')).body).toMatchObject({ data: { is_active: true } });
      store.simulator.clock.advance(24 * HOUR);
      await waitUntil(() => attempts().length === tried);
    }
    expect((await store.api('GET', '/v3/hooks/1')).body).toMatchObject({ data: { is_active: false } });
    expect(await scopesAfter(() => store.order())).toHaveLength(12);
    expect(receiver.callbacks).toEqual([]);
  });
});
