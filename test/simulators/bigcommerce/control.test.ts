import { buildOrder } from '../../../src/simulators/bigcommerce/order-builder';
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

const FULL = 'include=consignments.line_items,fees&consignment_structure=object';
const full = async (id: number) => (await store.api('GET', `/v2/orders/${id}?${FULL}`)).body as Record<string, unknown>;

async function fired(): Promise<string[]> {
  await store.simulator.webhooks.flush();
  return receiver.callbacks
    .splice(0)
    .map(({ body }) => body.scope)
    .toSorted();
}

const SHOPPERS_ORDER = [
  'store/order/created',
  'store/order/statusUpdated',
  'store/order/transaction/created',
  'store/order/updated',
];

describe('POST /_sim/orders', () => {
  it('places an order and fires what a shopper fires', async () => {
    const built = buildOrder({ id: 519, taxMode: 'exclusive', lines: [{ name: 'Mug', price: 10 }] });
    expect((await store.sim('POST', 'orders', built)).body).toEqual({ id: 519 });
    expect(await fired()).toEqual(SHOPPERS_ORDER);
    expect((await store.api('GET', '/v3/orders/519/transactions')).body).toMatchObject({ data: [{ order_id: '519' }] });
  });

  it('takes back what a GET answered, under another id when the first is in use', async () => {
    const id = store.order({
      fees: [{ name: 'Fee', cost: 1 }],
      lines: [
        { name: 'Set', price: 5 },
        { name: 'Part', price: 0, childOf: 0 },
      ],
    });
    const captured = await full(id);
    const taxes = (await store.api('GET', `/v2/orders/${id}/taxes?details=true`)).body;
    const { body } = await store.sim('POST', 'orders', { order: captured, taxes });
    const copy = await full((body as { id: number }).id);
    expect(copy['id']).not.toBe(id);
    for (const field of ['total_inc_tax', 'billing_address', 'status_id', 'items_total', 'date_created']) {
      expect(copy[field]).toEqual(captured[field]);
    }
    const lines = (await store.api('GET', `/v2/orders/${copy['id'] as number}/products`)).body as Record<
      string,
      unknown
    >[];
    expect(lines.map(({ name }) => name)).toEqual(['Set', 'Part']);
    expect(lines[1]).toMatchObject({ is_bundled_product: true, parent_order_product_id: lines[0]!['id'] });
    const copiedTaxes = (await store.api('GET', `/v2/orders/${copy['id'] as number}/taxes?details=true`)).body;
    expect(copiedTaxes).toMatchObject([{ order_product_id: null, line_item_type: 'shipping' }]);
  });

  it('renumbers lines, taxes and transactions that refer to each other', async () => {
    store.order();
    const id = store.order({ transactions: [{ event: 'authorization' }, { event: 'capture', actsOn: 0 }] });
    const lines = (await store.api('GET', `/v2/orders/${id}/products`)).body as {
      id: number;
      order_address_id: number;
    }[];
    const taxes = (await store.api('GET', `/v2/orders/${id}/taxes?details=true`)).body as Record<string, unknown>[];
    expect(taxes[0]).toMatchObject({
      order_product_id: String(lines[0]!.id),
      order_address_id: lines[0]!.order_address_id,
    });
    const { data } = (await store.api('GET', `/v3/orders/${id}/transactions`)).body as { data: { id: number }[] };
    expect(data[1]).toMatchObject({ reference_transaction_id: data[0]!.id });
  });

  it('keeps the figures of a captured order as they are, and makes up no prices or tax mode', async () => {
    const order = { subtotal_ex_tax: '62.6793', total_inc_tax: '69.84', store_default_currency_code: '' };
    const products = [{ id: 7, name: 'Old line', quantity: 1, price_inc_tax: '5', total_inc_tax: '5.0000' }];
    const { body } = await store.sim('POST', 'orders', { order, products });
    const stored = await full((body as { id: number }).id);
    expect(stored).toMatchObject({ ...order, shipping_cost_ex_tax: '0.0000' });
    expect(stored).not.toHaveProperty('is_tax_inclusive_pricing');
    const [line] = (await store.api('GET', `/v2/orders/${stored['id'] as number}/products`)).body as object[];
    expect(line).toMatchObject({ id: 7, price_inc_tax: '5' });
    expect(line).not.toHaveProperty('base_price');
    expect(line).not.toHaveProperty('discounted_total_inc_tax');
  });

  it('fires created only for an incomplete order, and the rest when it is paid', async () => {
    const id = store.order({ statusId: 0 });
    expect(await fired()).toEqual(['store/order/created']);
    expect(store.simulator.control.mails()).toEqual([]);
    await store.sim('POST', `orders/${id}`, { order: { status_id: 11 }, transactions: [{ amount: 27.5 }] });
    expect(await fired()).toEqual(SHOPPERS_ORDER.slice(1));
  });

  it('takes old orders without events, with their own dates', async () => {
    const order = { date_created: 'Tue, 05 Mar 2019 21:40:11 +0000', date_modified: 'Mon, 11 Mar 2019 15:17:25 +0000' };
    const { body } = await store.sim('POST', 'orders', { order, historical: true });
    expect(await fired()).toEqual([]);
    expect(await full((body as { id: number }).id)).toMatchObject(order);
  });

  it.each([
    [{}, 'order'],
    [{ order: {}, transaction: [] }, 'transaction'],
  ])('refuses %j', async (body, part) => {
    const answer = await store.sim('POST', 'orders', body);
    expect([answer.status, answer.body]).toEqual([400, { error: expect.stringContaining(part) }]);
  });
});

describe('POST /_sim/orders/{id}', () => {
  it('merges fields, replaces consignments and fires updated', async () => {
    const id = store.order();
    await fired();
    const edited = buildOrder({ taxMode: 'exclusive', lines: [{ name: 'Cup', price: 3 }] });
    await store.sim('POST', `orders/${id}`, { order: { ...edited.order, status_id: 11 }, taxes: edited.taxes });
    expect(await fired()).toEqual(['store/order/updated']);
    expect(await full(id)).toMatchObject({ id, total_inc_tax: '3.0000' });
    expect((await store.api('GET', `/v2/orders/${id}/products`)).body).toMatchObject([{ id: 1, name: 'Cup' }]);
    expect((await store.api('GET', `/v2/orders/${id}/taxes`)).status).toBe(204);
  });

  it('adds transactions and refunds, and fires their events', async () => {
    const id = store.order({ statusId: 7 });
    await fired();
    await store.sim('POST', `orders/${id}`, {
      order: { status_id: 4 },
      transactions: [{ amount: 27.5 }],
      refunds: [{ total_amount: 27.5, payments: [{ transaction_id: '9', amount: 27.5 }] }],
    });
    expect(await fired()).toEqual([
      'store/order/refund/created',
      'store/order/statusUpdated',
      'store/order/transaction/created',
      'store/order/updated',
    ]);
  });

  it('refuses an order that is not there', async () => {
    expect(await store.sim('POST', 'orders/9', {})).toMatchObject({
      status: 400,
      body: { error: 'There is no order 9' },
    });
  });
});

describe('POST /_sim/reset', () => {
  it('forgets orders, hooks, clients and switches, and starts over', async () => {
    store.order();
    await store.sim('POST', 'switches', { dateBoundsInclusive: false });
    expect((await store.sim('POST', 'reset')).status).toBe(204);
    expect((await store.api('GET', '/v2/orders')).status).toBe(204);
    expect((await store.api('GET', '/v3/hooks')).body).toMatchObject({ data: [] });
    expect((await store.sim('GET', 'switches')).body).toMatchObject({ dateBoundsInclusive: true });
    expect((await store.sim('GET', 'requests')).body).toMatchObject({ total: 2 });
    expect(store.order()).toBe(100);
  });
});
