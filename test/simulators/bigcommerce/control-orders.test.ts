import { expectToAddUp, linesOf, ORDER, orderOf } from './edits/edited-orders';
import { startObservedStore, type ObservedStore } from './observed-store';

let store: ObservedStore;
beforeEach(async () => {
  store = await startObservedStore(['store/order/*']);
});
afterEach(() => store.close());

describe('POST /_sim/orders/{id}/edit', () => {
  it('keeps the discounts that staff do not touch, and finds lines by SKU', async () => {
    store.simulator.control.addProduct({ name: 'Cup', sku: 'CUP', price: 7 });
    const id = store.order(ORDER);
    const products = [
      { sku: 'MUG', quantity: 3 },
      { sku: 'CUP', quantity: 1 },
    ];
    const fired = await store.firedBy(() =>
      store.sim('POST', `orders/${id}/edit`, { products, billing_address: { city: 'Dallas' }, staff_notes: 'Called' }),
    );
    expect(fired.map(([scope]) => scope)).toEqual(['store/order/updated']);
    expect(await linesOf(store, id)).toMatchObject([
      { id: 1, quantity: 3, applied_discounts: [{}, {}] },
      { id: 2 },
      { id: 3 },
      { id: 4, sku: 'CUP' },
    ]);
    expect(await orderOf(store, id)).toMatchObject({
      staff_notes: 'Called',
      discount_amount: '2.5000',
      coupon_discount: '2.0000',
    });
    await expectToAddUp(store, id, 'exclusive');
    await store.sim('POST', `orders/${id}/edit`, { products: [{ sku: 'MUG', quantity: 1 }], dropDiscounts: true });
    expect(await orderOf(store, id)).toMatchObject({ coupon_discount: '0.0000' });
  });

  it('drops the discounts of a line whose price is set by hand', async () => {
    const id = store.order(ORDER);
    await store.sim('POST', `orders/${id}/edit`, { products: [{ id: 1, price_ex_tax: 8, price_inc_tax: 8.8 }] });
    expect((await linesOf(store, id))[0]).toMatchObject({ applied_discounts: [], discounted_total_inc_tax: '17.6000' });
    await expectToAddUp(store, id, 'exclusive');
  });

  it('adds a line to an order that is collected, without an address', async () => {
    const id = store.order({ ...ORDER, pickup: { name: 'Shop', location: {} } });
    const custom = { name: 'Bag', quantity: 1, price_ex_tax: 1, price_inc_tax: 1 };
    await store.sim('POST', `orders/${id}/edit`, { products: [custom] });
    expect((await linesOf(store, id)).at(-1)).toMatchObject({ name: 'Bag', order_address_id: 0 });
  });

  it.each([
    [{ products: [{ sku: 'NONE', quantity: 1 }] }, 'no line and no variant'],
    [{ products: [{ id: 9, quantity: 1 }] }, 'The order has no product 9.'],
    [{ colour: 'red' }, 'colour'],
  ])('refuses %j', async (body, error) => {
    const answer = await store.sim('POST', `orders/${store.order(ORDER)}/edit`, body);
    expect([answer.status, answer.body]).toEqual([400, { error: expect.stringContaining(error) }]);
  });
});

describe('POST /_sim/orders/{id}/cancel', () => {
  it.each([
    [{}, true, 10],
    [{}, false, 7],
    [{ restock: false }, true, 7],
    [{ restock: true }, false, 10],
  ])('with %j where the setting is %s leaves %d', async (body, refund_order_stock_adjustment, expected) => {
    const { control } = store.simulator;
    control.setInventorySettings({ refund_order_stock_adjustment });
    const productId = control.addProduct({ sku: 'CUP', inventory_tracking: 'product', inventory_level: 10 });
    const id = store.order({ lines: [{ name: 'Cup', price: 1, quantity: 3, productId }] });
    store.mailed();
    await store.sim('POST', `orders/${id}/cancel`, body);
    expect(control.levels('CUP')[0]!.onHand).toBe(expected);
    expect(await orderOf(store, id)).toMatchObject({ status_id: 5, payment_status: 'captured' });
    expect(store.mailed()).toMatchObject([{ kind: 'status-changed', statusId: 5 }]);
  });
});
