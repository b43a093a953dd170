import { remoteErrorOf } from '../http/support/remote-errors';
import { aStore } from './support/store';

describe('a metafield', () => {
  const input = { namespace: 'brightpearl', key: 'sales-order', value: '987' };
  const stored = { id: 5, ...input };
  const conflict = { status: 409, title: 'The metafield already exists' };

  it('is created with one request', async () => {
    const { client, asked } = await aStore((_, answer) => answer.json(200, { data: stored }));
    expect(await client.metafields.upsert(100, input)).toEqual(stored);
    expect(asked.map(({ method, path, json }) => [method, path, json])).toEqual([
      ['POST', '/stores/abc123/v3/orders/100/metafields', { ...input, permission_set: 'app_only' }],
    ]);
  });

  it('that exists is found by namespace and key, and set', async () => {
    const { client, calls } = await aStore(({ method }, answer) => {
      if (method === 'POST') answer.json(409, conflict);
      else if (method === 'GET')
        answer.json(200, {
          data: [
            { ...stored, key: 'other' },
            { ...stored, value: 'old' },
          ],
        });
      else answer.json(200, { data: stored });
    });
    expect((await client.metafields.upsert(100, input)).value).toBe('987');
    expect(calls()).toEqual([
      'POST /v3/orders/100/metafields',
      'GET /v3/orders/100/metafields',
      'PUT /v3/orders/100/metafields/5',
    ]);
  });

  it('that has the value already is not written: every write fires webhooks', async () => {
    const { client, calls } = await aStore(({ method }, answer) =>
      method === 'POST' ? answer.json(409, conflict) : answer.json(200, { data: [stored] }),
    );
    await client.metafields.upsert(100, input);
    expect(calls()).toHaveLength(2);
  });

  it('in conflict with one that we do not see stays a conflict', async () => {
    const { client } = await aStore(({ method }, answer) =>
      method === 'POST' ? answer.json(409, conflict) : answer.json(200, { data: [] }),
    );
    expect((await remoteErrorOf(client.metafields.upsert(100, input))).kind).toBe('conflict');
  });

  it('is listed by namespace, page by page', async () => {
    const { client } = await aStore(({ query }, answer) => {
      const page = Number(query.get('page') ?? 1);
      const pagination = { current_page: page, total_pages: 2 };
      answer.json(200, { data: [{ ...stored, id: page }], meta: { pagination } });
    });
    expect((await client.metafields.list(100, 'brightpearl')).map(({ id }) => id)).toEqual([1, 2]);
  });
});

describe('a customer', () => {
  it('is read with what rules ask for', async () => {
    const customer = { id: 7, email: 'ann@example.com', company: null, customer_group_id: 3, tax_exempt_category: 'E' };
    const { client, asked } = await aStore((_, answer) => answer.json(200, { data: [customer], meta: {} }));
    expect(await client.customers.get(7)).toEqual({ ...customer, company: '' });
    expect(asked[0]?.query.get('id:in')).toBe('7');
  });

  it('that was deleted is undefined', async () => {
    const { client } = await aStore((_, answer) => answer.json(200, { data: [], meta: { pagination: null } }));
    expect(await client.customers.get(7)).toBeUndefined();
  });
});

describe('hooks', () => {
  const hook = { scope: 'store/order/*', destination: 'https://c.example/hooks', headers: { 'x-secret': 'hush' } };

  it('are created and revived active', async () => {
    const { client, asked } = await aStore((_, answer) =>
      answer.json(200, { data: { id: 3, ...hook, is_active: true } }),
    );
    expect((await client.hooks.create(hook)).id).toBe(3);
    await client.hooks.update(3, hook);
    expect(asked.map(({ method, path, json }) => [method, path, json])).toEqual([
      ['POST', '/stores/abc123/v3/hooks', { ...hook, is_active: true }],
      ['PUT', '/stores/abc123/v3/hooks/3', { ...hook, is_active: true }],
    ]);
  });

  it('keep our secret out of the audit', async () => {
    const { client, exchanges } = await aStore(({ method }, answer) => {
      const stored = { id: 3, ...hook, is_active: true };
      answer.json(200, { data: method === 'GET' ? [stored] : stored });
    });
    await client.hooks.create(hook);
    await client.hooks.update(3, hook);
    await client.hooks.list();
    await client.hooks.delete(3);
    expect(exchanges).toHaveLength(4);
    expect(JSON.stringify(exchanges)).not.toContain('hush');
  });

  it('are listed with their state, and deleted', async () => {
    const { client, calls } = await aStore(({ method }, answer) =>
      method === 'GET'
        ? answer.json(200, { data: [{ id: 3, ...hook, headers: null, is_active: false }] })
        : answer.json(200, { data: {} }),
    );
    expect(await client.hooks.list()).toEqual([{ id: 3, ...hook, headers: {}, is_active: false }]);
    await client.hooks.delete(3);
    expect(calls()).toEqual(['GET /v3/hooks', 'DELETE /v3/hooks/3']);
  });
});

it('reads the store, its clock and its currencies', async () => {
  const { client } = await aStore(({ path }, answer) => {
    if (path.endsWith('/store'))
      answer.json(200, { id: 'abc123', currency: 'GBP', timezone: { name: 'Europe/London' } });
    else if (path.endsWith('/time')) answer.json(200, { time: 1_529_512_970 });
    else {
      const currency = { id: 1, currency_code: 'GBP', currency_exchange_rate: '1.0000000000', decimal_places: 2 };
      answer.json(200, [{ ...currency, is_default: true, enabled: true, is_transactional: true }]);
    }
  });
  expect(await client.store.get()).toMatchObject({ id: 'abc123', currency: 'GBP', default_channel_id: 1 });
  expect(await client.store.time()).toEqual(new Date('2018-06-20T16:42:50.000Z'));
  expect((await client.currencies.list()).map((currency) => currency.currency_code)).toEqual(['GBP']);
});
