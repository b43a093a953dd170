import { startTestApi } from './support';
import type { TestApi } from './support';

let api: TestApi;

beforeEach(async () => {
  api = await startTestApi();
});

afterEach(() => api.close());

describe("BigCommerce's webhooks about customers", () => {
  it.each([
    ['store/customer/updated', { type: 'customer', id: 42 }],
    ['store/customer/created', { type: 'customer', id: 42 }],
    ['store/customer/address/updated', { type: 'customer', id: 7, address: { customer_id: 42 } }],
    ['store/customer/address/deleted', { type: 'customer', id: 7, address: { customer_id: 42 } }],
  ])('%s marks the customer and pokes the workflow', async (scope, data) => {
    const { status } = await api.webhook({ scope, producer: 'stores/abc123', data });
    expect(status).toBe(200);
    expect(api.customers).toEqual(['abc123 42: webhook', 'abc123: webhook']);
    expect(api.changes).toEqual([]);
  });

  it('are ignored where customers are left alone', async () => {
    await api.close();
    api = await startTestApi((deps) => ({ ...deps, customers: { ...deps.customers, stores: new Map() } }));
    const payload = { scope: 'store/customer/updated', producer: 'stores/abc123', data: { type: 'customer', id: 42 } };
    expect((await api.webhook(payload)).status).toBe(200);
    expect(api.customers).toEqual([]);
  });
});

describe('the operations of customers', () => {
  it('show what waits, and have a customer or all of them looked at, for the record', async () => {
    expect((await api.call('GET', '/api/customers/abc123')).json).toEqual({
      store: 'abc123',
      waiting: 3,
      late: 0,
      parked: 0,
      accounts: [{ account: 'acme', waiting: 3, late: 0, parked: 0 }],
      issues: [],
    });
    const headers = { 'x-actor': 'ann' };
    const one = await api.call('POST', '/api/customers/abc123/sync', { body: { customer: 42 }, headers });
    expect(one.json).toEqual({ store: 'abc123', marked: 1, reading: false });
    const all = await api.call('POST', '/api/customers/abc123/sync', { body: { all: true }, headers });
    expect(all.json).toEqual({ store: 'abc123', marked: 120, reading: false });
    expect(api.customers).toEqual([
      'abc123 42: asked by ann',
      'abc123: asked by ann',
      'abc123 all: asked by ann',
      'abc123: asked by ann',
    ]);
    expect(api.actions).toMatchObject([
      { actor: 'ann', action: 'customers-sync', subject: 'abc123', details: { customer: 42, marked: 1 } },
      { actor: 'ann', action: 'customers-sync', subject: 'abc123', details: { all: true, marked: 120 } },
    ]);
  });

  it('have all customers read where those without an order get contacts', async () => {
    await api.close();
    const creating = new Set(['abc123']);
    api = await startTestApi((deps) => ({ ...deps, customers: { ...deps.customers, creating } }));
    const one = await api.call('POST', '/api/customers/abc123/sync', { body: { customer: 42 } });
    expect(one.json).toMatchObject({ reading: false });
    const all = await api.call('POST', '/api/customers/abc123/sync', { body: { all: true } });
    expect(all.json).toEqual({ store: 'abc123', marked: 120, reading: true });
    expect(api.customers.filter((what) => what.includes('reads all'))).toHaveLength(1);
  });

  it('ask for one or for all, and know the store', async () => {
    expect((await api.call('POST', '/api/customers/abc123/sync', { body: {} })).status).toBe(400);
    expect((await api.call('GET', '/api/customers/nobody')).status).toBe(404);
    await api.close();
    api = await startTestApi((deps) => ({ ...deps, customers: { ...deps.customers, stores: new Map() } }));
    const refused = await api.call('POST', '/api/customers/abc123/sync', { body: { all: true } });
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('connector.yaml')]);
  });

  it('explain a customer in each account, one that is away apart', async () => {
    await api.close();
    const asked: unknown[] = [];
    const explain = async (storeHash: string, customerId: number) => {
      asked.push([storeHash, customerId]);
      return { accounts: [{ account: 'acme', contact: null, failure: 'RemoteUnavailable' }] };
    };
    api = await startTestApi((deps) => ({
      ...deps,
      customers: { ...deps.customers, client: { ...deps.customers.client, explain } },
    }));
    expect((await api.call('GET', '/api/customers/abc123/explain?customer=42')).json).toEqual({
      store: 'abc123',
      customerId: 42,
      accounts: [{ account: 'acme', contact: null, failure: 'RemoteUnavailable' }],
    });
    expect(asked).toEqual([['abc123', 42]]);
    expect((await api.call('GET', '/api/customers/abc123/explain')).status).toBe(400);
    expect((await api.call('GET', '/api/customers/nobody/explain?customer=42')).status).toBe(404);
  });

  it('begin to look for duplicates, and have no report before the first', async () => {
    expect((await api.call('GET', '/api/customers/abc123/duplicates')).json).toEqual({ store: 'abc123', report: null });
    const begun = await api.call('POST', '/api/customers/abc123/duplicates');
    expect(begun.json).toEqual({ store: 'abc123', started: true });
    expect(api.customers).toEqual(['abc123: duplicates']);
  });
});
