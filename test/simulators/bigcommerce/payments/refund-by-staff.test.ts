import { amountOf, byStripe, ORDER, product, startRefundingStore, type RefundingStore } from './refunding-store';

let store: RefundingStore;
beforeEach(async () => {
  store = await startRefundingStore();
});
afterEach(() => store.close());

describe('stock of a refunded order', () => {
  const level = () => store.simulator.control.levels('CUP')[0]!.onHand;
  let id: number;
  beforeEach(() => {
    const productId = store.simulator.control.addProduct({
      sku: 'CUP',
      inventory_tracking: 'product',
      inventory_level: 10,
    });
    id = store.order({
      lines: [{ name: 'Cup', sku: 'CUP', price: 10, quantity: 4, productId }],
      shipping: { cost: 0 },
    });
  });
  const all = { items: [product(4)], ...byStripe(40) };

  it.each([
    [false, 6],
    [true, 10],
  ])('comes back from a refund by API when the switch is %s', async (apiRefundsRestock, expected) => {
    await store.become({ apiRefundsRestock });
    await store.refund(id, all);
    expect(await store.orderOf(id)).toMatchObject({ status_id: 4 });
    expect(level()).toBe(expected);
  });

  it('comes back unit by unit when staff say so', async () => {
    await store.sim('POST', `orders/${id}/refund`, { items: [product(1)], restock: true });
    expect(level()).toBe(7);
    await store.sim('POST', `orders/${id}/refund`, { items: [product(1)] });
    expect(level()).toBe(7);
    await store.sim('POST', `orders/${id}/cancel`, {});
    expect(level()).toBe(10);
  });
});

describe('POST /_sim/orders/{id}/refund', () => {
  it('without items refunds the products and costs left, the way they were paid', async () => {
    const id = store.order(ORDER);
    await store.refund(id, { items: [amountOf('SHIPPING', 2)], ...byStripe(2.2) });
    expect(await store.sim('POST', `orders/${id}/refund`, { reason: 'Goodwill' })).toMatchObject({
      status: 200,
      body: { total_amount: 36.3, user_id: 1, reason: 'Goodwill', payments: [{ provider_id: 'stripe' }] },
    });
    expect(await store.orderOf(id)).toMatchObject({ status_id: 14 });
  });

  it('refunds to what it names, and can be declined', async () => {
    const id = store.order(ORDER);
    expect((await store.sim('POST', `orders/${id}/refund`, { to: 'custom' })).body).toMatchObject({
      payments: [{ provider_id: 'custom', offline: true }],
    });
    const other = store.order(ORDER);
    expect((await store.sim('POST', `orders/${other}/refund`, { declined: true })).body).toMatchObject({
      payments: [{ is_declined: true }],
    });
  });

  it.each([
    [{ items: [product(9)] }, 'Only 3'],
    [{ to: 'paypal' }, 'cannot be refunded to paypal'],
    [{ payments: [{ provider_id: 'stripe', amount: 1 }] }, 'The payments come to 1.00'],
  ])('refuses %j', async (body, error) => {
    const answer = await store.sim('POST', `orders/${store.order(ORDER)}/refund`, body);
    expect([answer.status, answer.body]).toEqual([400, { error: expect.stringContaining(error) }]);
  });
});
