import { buildOrder } from '../../../src/simulators/bigcommerce/order-builder';
import type { LineInput } from '../../../src/simulators/bigcommerce/order-input';
import { startReceiver, startStore, type Receiver, type Store } from './support';

let store: Store;
let receiver: Receiver | undefined;

/** Ten of each: 1 tracked as a whole, with the variant 11; 2 by variants, 21 and 22; 3 untracked. */
beforeEach(async () => {
  store = await startStore();
  const { addProduct } = store.simulator.control;
  addProduct({
    id: 1,
    sku: 'WHOLE',
    inventory_tracking: 'product',
    inventory_level: 10,
    variants: [{ id: 11, sku: 'W-S' }],
  });
  const variants = [
    { id: 21, sku: 'S', inventory_level: 10 },
    { id: 22, sku: 'M', inventory_level: 10 },
  ];
  addProduct({ id: 2, inventory_tracking: 'variant', variants });
  addProduct({ id: 3, sku: 'FREE' });
});
afterEach(async () => {
  await store.close();
  await receiver?.close();
});

const line = (productId: number, variantId: number, quantity: number): LineInput => ({
  name: 'Thing',
  productId,
  variantId,
  price: 1,
  quantity,
});

const order = (statusId: number, lines: readonly LineInput[] = [line(2, 21, 2)]): number =>
  store.order({ statusId, lines });

const level = (sku = 'S') => store.simulator.control.levels(sku)[0]!.onHand;

const becomes = (id: number, statusId: number) =>
  store.simulator.control.editOrder(id, { order: { status_id: statusId } });

describe('a placed order', () => {
  it('takes its units where the product is tracked, and nothing of untracked products and custom lines', () => {
    order(11, [line(1, 11, 1), line(2, 21, 2), line(2, 22, 3), line(2, 21, 1), line(3, 0, 5), line(0, 0, 5)]);
    expect([level('WHOLE'), level('S'), level('M')]).toEqual([9, 7, 7]);
  });

  it.each([
    [0, 10],
    [1, 8],
    [2, 8],
    [4, 10],
    [5, 10],
    [6, 10],
    [7, 8],
    [12, 8],
  ])('with status %d leaves %d of 10', (statusId, expected) => {
    order(statusId);
    expect(level()).toBe(expected);
  });

  it('takes them once it is complete, and not again', async () => {
    const id = order(0);
    becomes(id, 11);
    becomes(id, 9);
    await store.api('PUT', `/v2/orders/${id}`, { status_id: 2 });
    expect(level()).toBe(8);
  });

  it('made through the API takes them too', async () => {
    const products = [{ product_id: 2, variant_id: 21, quantity: 3, price_ex_tax: 1, price_inc_tax: 1, name: 'S' }];
    await store.api('POST', '/v2/orders', { products, billing_address: {} });
    expect(level()).toBe(7);
  });

  it('of old moved its stock long ago', () => {
    const { order: fields } = buildOrder({ taxMode: 'exclusive', lines: [line(2, 21, 2)] });
    const id = store.simulator.control.addOrder({ order: fields, historical: true });
    becomes(id, 9);
    becomes(id, 5);
    expect(level()).toBe(10);
  });
});

describe('stock that is taken when orders are completed or shipped', () => {
  beforeEach(() =>
    store.simulator.control.setInventorySettings({ update_stock_behavior: 'order_completed_or_shipped' }),
  );

  it.each([
    [11, 10],
    [3, 10],
    [2, 8],
    [10, 8],
  ])('with status %d leaves %d of 10', (statusId, expected) => {
    becomes(order(7), statusId);
    expect(level()).toBe(expected);
  });

  it('is taken once', () => {
    const id = order(11);
    becomes(id, 2);
    becomes(id, 10);
    expect(level()).toBe(8);
  });
});

describe('an order that ends', () => {
  it.each([
    ['cancelled', 5, true, 10],
    ['cancelled', 5, false, 8],
    ['refunded', 4, true, 10],
    ['refunded', 4, false, 8],
    ['partially refunded', 14, true, 8],
    ['declined', 6, true, 8],
  ])('%s (%d), restock %s, leaves %d of 10', (_name, statusId, restock, expected) => {
    store.simulator.control.setInventorySettings({ refund_order_stock_adjustment: restock });
    becomes(order(11), statusId);
    expect(level()).toBe(expected);
  });

  it.each([
    [true, 10],
    [false, 8],
  ])('declined with the switch and restock %s leaves %d of 10', (restock, expected) => {
    store.simulator.control.setSwitches({ declinedOrdersRestock: true });
    store.simulator.control.setInventorySettings({ refund_order_stock_adjustment: restock });
    becomes(order(11), 6);
    expect(level()).toBe(expected);
  });

  it('after it was shipped gives back what it took then', () => {
    store.simulator.control.setInventorySettings({ update_stock_behavior: 'order_completed_or_shipped' });
    const id = order(11);
    becomes(id, 5);
    expect(level()).toBe(10);
    const shipped = order(2);
    becomes(shipped, 4);
    expect(level()).toBe(10);
  });

  it('and is reopened takes again what it gave back', () => {
    const id = order(11);
    becomes(id, 5);
    becomes(id, 11);
    expect(level()).toBe(8);
  });

  it('by refund alone gives nothing back', () => {
    const id = order(11);
    store.simulator.control.editOrder(id, { refunds: [{ total_amount: 2 }] });
    expect(level()).toBe(8);
  });

  it('gives nothing back of a variant that is gone', () => {
    const id = order(11, [line(2, 21, 2), line(2, 22, 1)]);
    store.simulator.control.deleteVariant(22);
    becomes(id, 5);
    expect(level()).toBe(10);
    expect(store.simulator.control.levels('M')).toEqual([]);
  });
});

describe('an edit of lines', () => {
  const edit = (id: number, lines: readonly LineInput[]): void => {
    const { consignments } = buildOrder({ taxMode: 'exclusive', lines }).order;
    store.simulator.control.editOrder(id, { order: { consignments } });
  };

  it.each([
    [true, 9, 7],
    [false, 8, 10],
  ])('with edit_order_stock_adjustment %s leaves %d and %d', (adjusts, s, m) => {
    store.simulator.control.setInventorySettings({ edit_order_stock_adjustment: adjusts });
    const id = order(11);
    edit(id, [line(2, 21, 1), line(2, 22, 3)]);
    expect([level('S'), level('M')]).toEqual([s, m]);
    becomes(id, 5);
    expect([level('S'), level('M')]).toEqual([10, 10]);
  });

  it('moves nothing before the order took stock', () => {
    const id = order(0);
    edit(id, [line(2, 21, 5)]);
    expect(level()).toBe(10);
  });
});

describe('an order for more than there is', () => {
  it.each([
    [true, 0, 10],
    [false, -2, 10],
  ])('with the switch stockStopsAtZero %s leaves %d, and %d when cancelled', (stockStopsAtZero, placed, cancelled) => {
    store.simulator.control.setSwitches({ stockStopsAtZero });
    const id = order(11, [line(2, 21, 12)]);
    expect(level()).toBe(placed);
    becomes(id, 5);
    expect(level()).toBe(cancelled);
  });
});

describe('settings', () => {
  const settings = (query = '') => store.api('GET', `/v3/settings/inventory${query}`);

  it('of a channel override those of the store, until they are null', async () => {
    await store.api('PUT', '/v3/settings/inventory?channel_id=2', {
      update_stock_behavior: 'order_completed_or_shipped',
    });
    expect((await settings()).body).toMatchObject({ data: { update_stock_behavior: 'order_placed' } });
    expect((await settings('?channel_id=2')).body).toMatchObject({
      data: { update_stock_behavior: 'order_completed_or_shipped', edit_order_stock_adjustment: null },
    });
    store.order({ channelId: 2, lines: [line(2, 21, 2)] });
    expect(level()).toBe(10);
    store.order({ channelId: 2, lines: [line(2, 21, 2)], fields: { order_source: 'manual' } });
    expect(level()).toBe(8);
    await store.api('PUT', '/v3/settings/inventory?channel_id=2', { update_stock_behavior: null });
    store.order({ channelId: 2, lines: [line(2, 21, 2)] });
    expect(level()).toBe(6);
  });

  it('are changed by hand too, and refused when unknown', async () => {
    await store.sim('POST', 'inventory/settings', { settings: { refund_order_stock_adjustment: false } });
    expect((await settings()).body).toMatchObject({ data: { refund_order_stock_adjustment: false } });
    expect((await store.api('PUT', '/v3/settings/inventory', { update_stock_behavior: 'never' })).status).toBe(422);
    expect((await store.sim('POST', 'inventory/settings', { settings: { other: 1 } })).status).toBe(400);
  });
});

it('fires the events of orders, also when stock gets low or runs out', async () => {
  receiver = await startReceiver();
  for (const scope of [
    'store/sku/inventory/order/updated',
    'store/product/inventory/order/updated',
    'store/sku/inventory/updated',
    'store/channel/*/inventory/product/low_stock_reached',
    'store/channel/*/inventory/product/out_of_stock_reached',
  ]) {
    await store.api('POST', '/v3/hooks', { scope, destination: receiver.url, is_active: true });
  }
  store.simulator.control.setStock({ sku: 'S', warningLevel: 9 });
  order(11, [line(1, 11, 10), line(2, 21, 2)]);
  await store.simulator.webhooks.flush();
  const events = receiver.callbacks.map(({ body }) => ({ scope: body.scope, data: body.data }));
  expect(events).toHaveLength(4);
  expect(events).toEqual(
    expect.arrayContaining([
      {
        scope: 'store/product/inventory/order/updated',
        data: { type: 'product', id: 1, inventory: { product_id: 1, method: 'absolute', value: 0 } },
      },
      {
        scope: 'store/sku/inventory/order/updated',
        data: { type: 'sku', id: 2, inventory: { product_id: 2, method: 'absolute', value: 8, variant_id: 21 } },
      },
      {
        scope: 'store/channel/*/inventory/product/out_of_stock_reached',
        data: { product_id: 1, location_id: 1 },
      },
      {
        scope: 'store/channel/*/inventory/product/low_stock_reached',
        data: { variant_id: 21, product_id: 2, location_id: 1 },
      },
    ]),
  );
});
