import { startReceiver, startStore, type Receiver, type Store } from './support';

let store: Store;
let receiver: Receiver | undefined;
beforeEach(async () => {
  store = await startStore();
  await store.sim('POST', 'clients', { clientId: 'other', clientSecret: 's', token: 't2', kind: 'app' });
});
afterEach(async () => {
  await store.close();
  await receiver?.close();
});

const OTHER = { 'X-Auth-Token': 't2' };

describe('order metafields', () => {
  const field = { permission_set: 'app_only', namespace: 'bp', key: 'sales-order', value: '1001' };
  const path = (id: number, rest = '') => `/v3/orders/${id}/metafields${rest}`;

  it('are created, read, changed and deleted', async () => {
    const id = store.order();
    const made = await store.api('POST', path(id), field);
    expect(made).toMatchObject({
      status: 200,
      body: { data: { ...field, id: 1, resource_type: 'order', resource_id: id, owner_client_id: 'simulated-client' } },
    });
    expect((await store.api('PUT', path(id, '/1'), { value: '1002' })).body).toMatchObject({ data: { value: '1002' } });
    expect((await store.api('GET', path(id, '/1'))).body).toMatchObject({
      data: { value: '1002', key: 'sales-order' },
    });
    expect((await store.api('DELETE', path(id, '/1'))).status).toBe(204);
    expect((await store.api('GET', path(id, '/1'))).status).toBe(404);
  });

  it('conflict on the same namespace and key of one client and order', async () => {
    const [a, b] = [store.order(), store.order()];
    await store.api('POST', path(a), field);
    expect(await store.api('POST', path(a), { ...field, value: 'x' })).toMatchObject({
      status: 409,
      body: { status: 409 },
    });
    expect((await store.api('POST', path(b), field)).status).toBe(200);
    expect((await store.api('POST', path(a), field, OTHER)).status).toBe(200);
  });

  it.each([
    ['app_only', 404, 404],
    ['read', 200, 403],
    ['write', 200, 200],
  ])('with the permission set %s answer another client: read %d, write %d', async (permission_set, read, write) => {
    const id = store.order();
    await store.api('POST', path(id), { ...field, permission_set });
    expect((await store.api('GET', path(id, '/1'), undefined, OTHER)).status).toBe(read);
    expect((await store.api('PUT', path(id, '/1'), { value: 'x' }, OTHER)).status).toBe(write);
    const listed = (await store.api('GET', path(id), undefined, OTHER)).body as { data: unknown[] };
    expect(listed.data).toHaveLength(read === 200 ? 1 : 0);
  });

  it('are listed by key and namespace, of one order or of all', async () => {
    const [a, b] = [store.order(), store.order()];
    await store.api('POST', path(a), field);
    await store.api('POST', path(a), { ...field, key: 'contact' });
    await store.api('POST', path(b), field);
    const count = async (where: string) => ((await store.api('GET', where)).body as { data: unknown[] }).data.length;
    expect(await count(path(a))).toBe(2);
    expect(await count(path(a, '?key=contact&namespace=bp'))).toBe(1);
    expect(await count(path(a, '?key:in=contact,sales-order'))).toBe(2);
    expect(await count(path(a, '?namespace:in=other'))).toBe(0);
    expect(await count('/v3/orders/metafields?key=sales-order')).toBe(2);
    expect(await count(`/v3/orders/metafields?resource_id:in=${b}`)).toBe(1);
    expect((await store.api('GET', path(a, '?limit=1'))).body).toMatchObject({
      meta: { pagination: { total: 2, count: 1, per_page: 1, total_pages: 2, links: { next: expect.any(String) } } },
    });
  });

  it.each([
    [{ ...field, value: '' }, 422],
    [{ ...field, permission_set: 'mine' }, 422],
    [{ namespace: 'bp', key: 'k', value: 'v' }, 422],
  ])('refuse %j', async (body, status) => {
    expect((await store.api('POST', path(store.order()), body)).status).toBe(status);
  });

  it('need an order, and are at most 250 per client', async () => {
    expect((await store.api('POST', path(9), field)).status).toBe(404);
    expect((await store.api('GET', path(9))).status).toBe(404);
    const id = store.order();
    for (let n = 1; n <= 250; n += 1) await store.api('POST', path(id), { ...field, key: `k${n}` });
    expect((await store.api('POST', path(id), field)).status).toBe(422);
  });

  it.each([
    [true, ['store/metafield/created', 'store/order/metafield/created', 'store/order/updated']],
    [false, ['store/metafield/created', 'store/order/metafield/created']],
  ])('fire order/updated when the switch is %s', async (metafieldWritesFireOrderUpdated, expected) => {
    await store.sim('POST', 'switches', { metafieldWritesFireOrderUpdated });
    const id = store.order();
    receiver = await startReceiver();
    for (const scope of ['store/order/*', 'store/metafield/*']) {
      await store.api('POST', '/v3/hooks', { scope, destination: receiver.url, is_active: true });
    }
    await store.api('POST', path(id), field);
    await store.simulator.webhooks.flush();
    expect(receiver.callbacks.map(({ body }) => body.scope).toSorted()).toEqual(expected);
    const created = receiver.callbacks.find(({ body }) => body.scope === 'store/order/metafield/created');
    expect(created!.body.data).toEqual({
      metafield_id: 1,
      resource_id: String(id),
      namespace: 'bp',
    });
  });
});

describe('transactions', () => {
  it('are listed with their amounts as numbers, and 204 when there are none', async () => {
    const paid = store.order();
    const { body } = await store.api('GET', `/v3/orders/${paid}/transactions`);
    expect(body).toMatchObject({
      data: [
        {
          order_id: String(paid),
          event: 'purchase',
          method: 'credit_card',
          amount: 27.5,
          currency: 'USD',
          status: 'ok',
        },
      ],
      meta: { pagination: { total: 1 } },
    });
    const unpaid = store.order({ statusId: 7 });
    expect(await store.api('GET', `/v3/orders/${unpaid}/transactions`)).toMatchObject({ status: 204, body: undefined });
    expect((await store.api('GET', '/v3/orders/9/transactions')).status).toBe(404);
  });
});

describe('refunds', () => {
  const refund = (amount: number, created: string) => ({
    total_amount: amount,
    created,
    payments: [{ id: 1, amount, transaction_id: String(amount) }],
  });

  it('are listed of one order, of all, and one by one', async () => {
    const [a, b] = [store.order(), store.order()];
    await store.sim('POST', `orders/${a}`, { refunds: [refund(1, '2026-01-01T00:00:00+00:00')] });
    await store.sim('POST', `orders/${b}`, { refunds: [refund(2, '2026-02-01T00:00:00+00:00')] });
    const ids = async (path: string) => {
      const { body } = await store.api('GET', `/v3/orders${path}`);
      return (body as { data: { id: number }[] }).data.map(({ id }) => id);
    };
    expect(await ids(`/${b}/payment_actions/refunds`)).toEqual([2]);
    expect(await ids('/payment_actions/refunds')).toEqual([1, 2]);
    expect(await ids(`/payment_actions/refunds?order_id:in=${a},${b}&id:in=2`)).toEqual([2]);
    expect(await ids('/payment_actions/refunds?created:min=2026-01-15T00:00:00%2B00:00')).toEqual([2]);
    expect(await ids('/payment_actions/refunds?created:max=2026-01-01T00:00:00Z')).toEqual([1]);
    expect(await ids('/payment_actions/refunds?transaction_id=1')).toEqual([1]);
    expect((await store.api('GET', '/v3/orders/payment_actions/refunds/2')).body).toMatchObject({
      data: { id: 2, order_id: b, total_amount: 2 },
    });
    expect((await store.api('GET', '/v3/orders/payment_actions/refunds?created:min=x')).status).toBe(422);
    expect((await store.api('GET', '/v3/orders/9/payment_actions/refunds')).status).toBe(404);
    expect((await store.api('GET', `/v2/orders/${a}`)).body).toMatchObject({ refunded_amount: '0.0000' });
  });
});

describe('customers', () => {
  beforeEach(() => {
    const { addCustomer } = store.simulator.control;
    addCustomer({
      email: 'Ann@example.com',
      first_name: 'Ann',
      last_name: 'Zed',
      company: 'Acme',
      customer_group_id: 3,
      date_modified: '2026-01-01T00:00:00+00:00',
      addresses: [{ address1: '1 Main Street', city: 'Austin', country_code: 'US' }],
    });
    addCustomer({ email: 'bob@example.com', first_name: 'Bob', last_name: 'Young', phone: '555' });
    addCustomer({ email: 'cy@example.com', first_name: 'Cy', last_name: 'Xu' });
  });

  const ids = async (query: string) => {
    const { body } = await store.api('GET', `/v3/customers?${query}`);
    return (body as { data: { id: number }[] }).data.map(({ id }) => id);
  };

  it.each([
    ['', [1, 2, 3]],
    ['id:in=1,3', [1, 3]],
    ['email:in=ann@example.com,BOB@example.com', [1, 2]],
    ['name:in=cy%20xu', [3]],
    ['name:like=young', [2]],
    ['company:in=acme', [1]],
    ['phone:in=555', [2]],
    ['customer_group_id:in=3', [1]],
    ['date_modified:min=2026-06-01T00:00:00Z', [2, 3]],
    ['date_modified:max=2026-06-01T00:00:00Z', [1]],
    ['sort=last_name:asc', [3, 2, 1]],
    ['sort=last_name:desc&limit=1&page=2', [2]],
  ])('are listed by %s', async (query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  it('include addresses and the like only when asked', async () => {
    const { body: bare } = await store.api('GET', '/v3/customers?id:in=1');
    expect((bare as { data: object[] }).data[0]).not.toHaveProperty('addresses');
    const { body: full } = await store.api('GET', '/v3/customers?id:in=1&include=addresses,storecredit');
    expect(full).toMatchObject({
      data: [{ address_count: 1, addresses: [{ id: 1, customer_id: 1, city: 'Austin' }], store_credit_amounts: [{}] }],
    });
  });

  it('page by cursor', async () => {
    const page = (await store.api('GET', '/v3/customers?limit=2')).body as {
      data: { id: number }[];
      meta: { cursor_pagination: { end_cursor: string } };
    };
    expect(page.data.map(({ id }) => id)).toEqual([1, 2]);
    expect(await ids(`limit=2&after=${page.meta.cursor_pagination.end_cursor}`)).toEqual([3]);
  });

  it('refuse a filter that is no date', async () => {
    expect((await store.api('GET', '/v3/customers?date_modified:min=x')).status).toBe(422);
  });
});

describe('the catalog', () => {
  beforeEach(() => {
    const { addProduct } = store.simulator.control;
    addProduct({ name: 'Mug', sku: 'MUG', price: 10, date_modified: '2026-01-01T00:00:00+00:00' });
    addProduct({
      name: 'Shirt',
      sku: 'SHIRT',
      price: 20,
      variants: [{ sku: 'SHIRT-S' }, { sku: 'SHIRT-M', price: 22 }],
    });
  });

  const data = async (path: string) => {
    const { body } = await store.api('GET', `/v3/catalog${path}`);
    return (body as { data: Record<string, unknown>[] }).data;
  };

  it('gives a product without options a base variant, and none to one with options', async () => {
    expect(await data('/products')).toMatchObject([
      { id: 1, base_variant_id: 1, calculated_price: 10 },
      { id: 2, base_variant_id: null },
    ]);
    expect(await data('/products/1/variants')).toMatchObject([
      { id: 1, sku: 'MUG', sku_id: null, calculated_price: 10 },
    ]);
    expect(await data('/products/2/variants')).toMatchObject([
      { sku: 'SHIRT-S' },
      { sku: 'SHIRT-M', calculated_price: 22 },
    ]);
    expect((await store.api('GET', '/v3/catalog/products/2/variants/3')).body).toMatchObject({
      data: { sku: 'SHIRT-M' },
    });
    expect((await store.api('GET', '/v3/catalog/products/2/variants/1')).status).toBe(404);
  });

  it('finds products by their main SKU only, and variants by theirs', async () => {
    expect(await data('/products?sku:in=MUG,SHIRT-S')).toMatchObject([{ id: 1 }]);
    expect(await data('/products?sku=SHIRT-S')).toEqual([]);
    expect(await data('/variants?sku=SHIRT-S')).toMatchObject([{ product_id: 2 }]);
    expect(await data('/variants?product_id:in=1,2')).toHaveLength(3);
    expect(await data('/products?date_modified:min=2026-06-01T00:00:00Z')).toMatchObject([{ id: 2 }]);
    expect(await data('/products?id:in=1&include=variants')).toMatchObject([{ variants: [{ id: 1 }] }]);
    expect((await store.api('GET', '/v3/catalog/products/9')).status).toBe(404);
  });

  it('caps the page at 10 when options are included', async () => {
    for (let n = 0; n < 12; n += 1) store.simulator.control.addProduct({ name: `P${n}` });
    expect(await data('/products?limit=50')).toHaveLength(14);
    expect(await data('/products?limit=50&include=options')).toHaveLength(10);
  });
});
