import { startReceiver, startStore, type Receiver, type Store } from './support';

let store: Store;
let receiver: Receiver;
beforeEach(async () => {
  store = await startStore();
  receiver = await startReceiver();
  await store.api('POST', '/v3/hooks', { scope: 'store/order/*', destination: receiver.url, is_active: true });
});
afterEach(async () => {
  await store.close();
  await receiver.close();
});

/** Scopes fired by what `act` does. */
async function firedBy(act: () => Promise<unknown>): Promise<string[]> {
  await store.simulator.webhooks.flush();
  receiver.callbacks.splice(0);
  await act();
  await store.simulator.webhooks.flush();
  return receiver.callbacks.map(({ body }) => body.scope).toSorted();
}

const put = (id: number, body: unknown) => store.api('PUT', `/v2/orders/${id}`, body);

describe('PUT on an order', () => {
  it('writes what it may, bumps date_modified and fires updated', async () => {
    const id = store.order();
    await store.sim('POST', 'clock', { advanceMs: 120_000 });
    const before = (await store.api('GET', `/v2/orders/${id}`)).body as { date_modified: string };
    const fields = { external_order_id: 'BP-1', staff_notes: 'Imported', billing_address: { city: 'Dallas' } };
    const scopes = await firedBy(() => put(id, fields));
    const { body } = await store.api('GET', `/v2/orders/${id}`);
    expect(body).toMatchObject({ ...fields, billing_address: { city: 'Dallas', first_name: 'Jane' } });
    const modified = Date.parse((body as { date_modified: string }).date_modified);
    expect(modified - Date.parse(before.date_modified)).toBeGreaterThanOrEqual(119_000);
    expect(scopes).toEqual(['store/order/updated']);
  });

  it('fires statusUpdated only when the status becomes another', async () => {
    const id = store.order();
    expect(await firedBy(() => put(id, { status_id: 11 }))).toEqual(['store/order/updated']);
    const scopes = await firedBy(() => put(id, { status_id: 9 }));
    expect(scopes).toEqual(['store/order/statusUpdated', 'store/order/updated']);
    expect((await store.api('GET', `/v2/orders/${id}`)).body).toMatchObject({
      status_id: 9,
      status: 'Awaiting Shipment',
    });
  });

  it('clears the external order id with null', async () => {
    const id = store.order({ fields: { external_order_id: 'x' } });
    expect((await put(id, { external_order_id: null })).body).toMatchObject({ external_order_id: '' });
  });

  it.each([
    [{ external_id: 'x' }, "The field 'external_id' cannot be written to. Please remove it from your request before"],
    [{ external_merchant_id: 'x' }, "The field 'external_merchant_id' cannot be written to."],
    [{ default_currency_code: 'EUR' }, "The field 'default_currency_code' cannot be written to."],
    [{ id: 5 }, "The field 'id' cannot be written to."],
    [{ status: 'Shipped' }, "The field 'status' cannot be written to."],
    [{ notify: false }, "The field 'notify' is not supported by this resource."],
    [{ status_id: 15 }, "The field 'status_id' is invalid."],
    [{ status_id: '5' }, "The field 'status_id' is invalid."],
    [{ staff_notes: 'x'.repeat(65_536) }, "The field 'staff_notes' is invalid."],
    [[], 'The request body is not an object.'],
  ])('refuses %j and writes nothing', async (body, message) => {
    const id = store.order();
    const answer = await put(id, Array.isArray(body) ? body : { customer_message: 'changed', ...body });
    expect([answer.status, answer.body]).toEqual([400, [{ status: 400, message: expect.stringContaining(message) }]]);
    expect((await store.api('GET', `/v2/orders/${id}`)).body).toMatchObject({ customer_message: '' });
  });

  it('says that it does not model consignments', async () => {
    const id = store.order();
    expect(await put(id, { consignments: {} })).toMatchObject({ status: 501 });
  });

  it('takes refunded_amount, which stays 0', async () => {
    expect((await put(store.order(), { refunded_amount: '5' })).body).toMatchObject({ refunded_amount: '0.0000' });
  });

  it('mails the customer for the statuses of the settings', async () => {
    const id = store.order();
    await put(id, { status_id: 9 });
    await put(id, { status_id: 5 });
    expect((await store.sim('GET', 'mails')).body).toMatchObject({
      mails: [
        { kind: 'order-confirmation', to: 'jane.doe@example.com', orderId: id },
        { kind: 'status-changed', statusId: 5 },
      ],
    });
  });
});

describe('archiving', () => {
  it.each(['DELETE', 'PUT', 'control'])(
    'by %s hides the order from lists, keeps it readable, fires archived',
    async (how) => {
      const id = store.order();
      const archive = {
        DELETE: () => store.api('DELETE', `/v2/orders/${id}`),
        PUT: () => put(id, { is_deleted: true }),
        control: () => store.sim('POST', `orders/${id}/archive`),
      }[how]!;
      expect(await firedBy(archive)).toEqual(['store/order/archived']);
      expect((await store.api('GET', '/v2/orders')).status).toBe(204);
      expect((await store.api('GET', `/v2/orders/${id}`)).body).toMatchObject({ is_deleted: true });
      expect(await firedBy(archive)).toEqual([]);
    },
  );
});

describe('POST of an order', () => {
  const billing = { first_name: 'Ann', email: 'ann@example.com', zip: '78701' };
  const post = (body: unknown) => store.api('POST', '/v2/orders', body);

  it('takes custom products at the prices given, and sends no mail', async () => {
    const created: { id?: number } = {};
    const scopes = await firedBy(async () => {
      const answer = await post({
        status_id: 11,
        billing_address: billing,
        products: [{ name: 'Mug', sku: 'M', quantity: 2, price_ex_tax: 10, price_inc_tax: 11 }],
        shipping_cost_ex_tax: '5',
        shipping_cost_inc_tax: '5.5',
        external_order_id: 'pos-1',
      });
      expect(answer.status).toBe(200);
      Object.assign(created, answer.body);
    });
    expect(scopes).toEqual(['store/order/created', 'store/order/statusUpdated', 'store/order/updated']);
    expect((await store.api('GET', `/v2/orders/${created.id}`)).body).toMatchObject({
      total_inc_tax: '27.5000',
      total_tax: '2.5000',
      order_source: 'external',
      tax_provider_id: '',
      external_order_id: 'pos-1',
    });
    expect((await store.api('GET', `/v2/orders/${created.id}/taxes?details=true`)).body).toMatchObject([
      { name: 'API Tax Override', rate: '10.0000', line_amount: '2.0000' },
    ]);
    expect(store.simulator.control.mails()).toEqual([]);
  });

  it('takes catalog products at their price', async () => {
    const productId = store.simulator.control.addProduct({ name: 'Cup', sku: 'CUP', price: 7 });
    const { body } = await post({ billing_address: billing, products: [{ product_id: productId, quantity: 1 }] });
    const { id } = body as { id: number };
    expect(body).toMatchObject({ status_id: 1, total_inc_tax: '7.0000' });
    expect((await store.api('GET', `/v2/orders/${id}/products`)).body).toMatchObject([{ sku: 'CUP', name: 'Cup' }]);
  });

  it.each([
    [{ products: [{ name: 'x', quantity: 1 }] }, "The required field 'billing_address' was not supplied."],
    [{ billing_address: {}, products: [{ name: 'x', quantity: 1 }] }, "The required field 'price_ex_tax' was not"],
    [{ billing_address: {}, products: [] }, "The field 'products' is invalid."],
    [{ billing_address: {}, products: [{ name: 'x', quantity: 1 }], total_tax: 1 }, "The field 'total_tax' is not"],
  ])('refuses %j', async (body, message) => {
    const answer = await post(body);
    expect([answer.status, answer.body]).toEqual([400, [{ status: 400, message: expect.stringContaining(message) }]]);
  });
});
