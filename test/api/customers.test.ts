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
