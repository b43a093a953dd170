import { startObservedStore, type ObservedStore } from '../observed-store';
import { expectToAddUp, linesOf, ORDER, orderOf, put, rowsOf } from './edited-orders';

let store: ObservedStore;
beforeEach(async () => {
  store = await startObservedStore(['store/order/*']);
});
afterEach(() => store.close());

describe.each(['exclusive', 'inclusive'] as const)('in a tax-%s order, a PUT', (mode) => {
  let id: number;
  beforeEach(async () => {
    id = store.order({ ...ORDER, taxMode: mode });
    await expectToAddUp(store, id, mode);
  });
  afterEach(() => expectToAddUp(store, id, mode));

  it('of a quantity keeps the ids, and drops the discounts of that line only', async () => {
    expect((await put(store, id, { products: [{ id: 1, quantity: 3 }] })).status).toBe(200);
    expect(await linesOf(store, id)).toMatchObject([
      { id: 1, quantity: 3, base_total: '30.0000', applied_discounts: [] },
      { id: 2, applied_discounts: [{ id: 'manual-discount' }] },
      { id: 3 },
    ]);
    expect(await orderOf(store, id)).toMatchObject({
      items_total: 5,
      coupon_discount: '0.0000',
      discount_amount: '0.5000',
    });
    expect(await rowsOf(store, id, 'coupons')).toEqual([]);
  });

  it('of the quantity 0 removes a line and what is bundled with it', async () => {
    await put(store, id, { products: [{ id: 2, quantity: 0 }] });
    expect(await linesOf(store, id)).toMatchObject([{ id: 1 }]);
    expect(await orderOf(store, id)).toMatchObject({
      items_total: 2,
      discount_amount: '2.0000',
      coupon_discount: '2.0000',
    });
  });

  it('of both prices of a unit overrides its tax', async () => {
    await put(store, id, { products: [{ id: 2, price_ex_tax: 8, price_inc_tax: '8.40' }] });
    expect((await linesOf(store, id))[1]).toMatchObject({
      price_ex_tax: '8.0000',
      price_inc_tax: '8.4000',
      total_tax: '0.4000',
    });
    expect(
      (await rowsOf(store, id, 'taxes?details=true')).filter((row) => row['order_product_id'] === '2'),
    ).toMatchObject([{ name: 'API Tax Override', rate: '5.0000', line_amount: '0.4000' }]);
  });

  it('of new products adds lines: from the catalog at its price, or of its own', async () => {
    const productId = store.simulator.control.addProduct({ name: 'Cup', sku: 'CUP', price: 7 });
    const custom = { name: 'Engraving', quantity: 1, price_ex_tax: 4, price_inc_tax: 4 };
    await put(store, id, { products: [{ product_id: productId, quantity: 2 }, custom] });
    const [cup, engraving] = (await linesOf(store, id)).slice(3);
    expect(cup).toMatchObject({ name: 'Cup', sku: 'CUP', quantity: 2, base_total: '14.0000', order_address_id: 1 });
    expect(Number(cup!['total_tax'])).toBeGreaterThan(1);
    expect(engraving).toMatchObject({ name_merchant: 'Engraving', product_id: 0, total_tax: '0.0000' });
  });

  it('of fees replaces them all', async () => {
    const fees = [
      { id: 1, display_name_customer: 'Insurance' },
      { display_name_merchant: 'Crate', cost_ex_tax: 2, cost_tax: '0.20' },
    ];
    await put(store, id, { fees });
    const { body } = await store.api('GET', `/v2/orders/${id}/fees`);
    expect(body).toMatchObject({
      fees: [
        { id: 1, display_name_customer: 'Insurance' },
        { id: 2, cost_ex_tax: '2.0000', cost_inc_tax: '2.2000' },
      ],
    });
    await put(store, id, { fees: [] });
    expect((await store.api('GET', `/v2/orders/${id}/fees`)).body).toEqual({ fees: [] });
  });

  it('of costs changes those of the order and its one address', async () => {
    await put(store, id, {
      shipping_cost_ex_tax: 10,
      shipping_cost_inc_tax: 11,
      handling_cost_ex_tax: 2,
      handling_cost_inc_tax: 2,
    });
    expect(await orderOf(store, id)).toMatchObject({ shipping_cost_tax: '1.0000', handling_cost_inc_tax: '2.0000' });
    expect(await rowsOf(store, id, 'shipping_addresses')).toMatchObject([
      { cost_inc_tax: '11.0000', handling_cost_tax: '0.0000' },
    ]);
  });

  it('of a discount spreads it over the lines', async () => {
    await put(store, id, { discount_amount: '5.00' });
    expect(await orderOf(store, id)).toMatchObject({ discount_amount: '5.0000', coupon_discount: '2.0000' });
    expect((await linesOf(store, id)).map((line) => line['applied_discounts'])).toMatchObject([
      [{ id: 'coupon' }, { id: 'manual-discount', amount: '4.0000' }],
      [{ id: 'manual-discount', amount: '1.0000' }],
      [],
    ]);
  });
});

describe('a PUT that edits', () => {
  it('fires updated, and takes totals as they are sent', async () => {
    const id = store.order(ORDER);
    const fired = await store.firedBy(() =>
      put(store, id, { total_ex_tax: 90, total_inc_tax: 100, staff_notes: 'Agreed' }),
    );
    expect(fired.map(([scope]) => scope)).toEqual(['store/order/updated']);
    expect(await orderOf(store, id)).toMatchObject({
      total_inc_tax: '100.0000',
      total_tax: '10.0000',
      staff_notes: 'Agreed',
    });
    await put(store, id, { products: [{ id: 2, quantity: 0 }] });
    expect(Number((await orderOf(store, id))['total_inc_tax'])).toBeLessThan(100);
    const { total_inc_tax } = await orderOf(store, id);
    await put(store, id, { staff_notes: 'x' });
    expect(await orderOf(store, id)).toMatchObject({ total_inc_tax });
  });

  it('writes addresses without calculating anything', async () => {
    const id = store.order(ORDER);
    const before = await orderOf(store, id);
    await put(store, id, { shipping_addresses: [{ city: 'Dallas' }] });
    expect(await rowsOf(store, id, 'shipping_addresses')).toMatchObject([
      { id: 1, city: 'Dallas', first_name: 'Jane' },
    ]);
    expect(await store.api('PUT', `/v2/orders/${id}/shipping_addresses/1`, { zip: '75001' })).toMatchObject({
      status: 200,
      body: { id: 1, city: 'Dallas', zip: '75001' },
    });
    expect(await orderOf(store, id)).toMatchObject({ total_inc_tax: before['total_inc_tax'] });
    expect((await store.api('PUT', `/v2/orders/${id}/shipping_addresses/9`, {})).status).toBe(404);
    expect((await store.api('PUT', `/v2/orders/${id}/shipping_addresses/1`, { planet: 'Mars' })).status).toBe(400);
  });

  it.each([
    [{ products: [{ id: 9, quantity: 1 }] }, 'products', 'The order has no product 9.'],
    [{ products: [{ name: 'x', quantity: 1 }] }, 'products', 'A custom product needs its prices.'],
    [{ products: [{ quantity: 1 }] }, 'products', 'A custom product needs a name.'],
    [{ products: [{ product_id: 77, quantity: 1 }] }, 'products', 'There is no product 77.'],
    [{ products: [{ id: 1, price_ex_tax: 1 }] }, 'products', 'go together'],
    [{ products: [{ id: 1, name: 'a', name_customer: 'b' }] }, 'products', 'must be the same'],
    [{ products: [{ id: 1, quantity: 1 }] }, 'products', '2 of the product 1 are shipped.'],
    [{ products: [{ id: 1, color: 'red' }] }, 'products', undefined],
    [{ fees: [{ id: 9 }] }, 'fees', 'The order has no fee 9.'],
    [{ fees: [{ display_name_customer: 'x', cost_ex_tax: 1 }] }, 'fees', 'two of'],
    [{ total_inc_tax: 5 }, 'total', 'go together'],
    [{ discount_amount: -1 }, 'discount_amount', undefined],
    [{ shipping_addresses: [{ id: 9 }] }, 'shipping_addresses', 'no address 9'],
  ])('refuses %j whole', async (body, field, reason) => {
    const id = store.order(ORDER);
    await store.api('POST', `/v2/orders/${id}/shipments`, {
      order_address_id: 1,
      items: [{ order_product_id: 1, quantity: 2 }],
    });
    const before = await orderOf(store, id);
    const answer = await put(store, id, { staff_notes: 'x', ...body });
    const details = reason === undefined ? {} : { details: { invalid_reason: expect.stringContaining(reason) } };
    expect([answer.status, answer.body]).toEqual([
      400,
      [{ status: 400, message: `The field '${field}' is invalid.`, ...details }],
    ]);
    expect(await orderOf(store, id)).toEqual(before);
  });

  it('takes fewer units than are shipped when the switch says so', async () => {
    await store.sim('POST', 'switches', { editBelowShipped: 'accepted' });
    const id = store.order(ORDER);
    const items = [{ order_product_id: 1, quantity: 2 }];
    await store.api('POST', `/v2/orders/${id}/shipments`, { order_address_id: 1, items });
    expect((await put(store, id, { products: [{ id: 1, quantity: 1 }] })).status).toBe(200);
  });

  it.each([
    [true, [8, 9]],
    [false, [10, 10]],
  ])('moves stock when the setting is %s', async (edits, expected) => {
    const { control } = store.simulator;
    control.setInventorySettings({ edit_order_stock_adjustment: edits });
    const ids = ['A', 'B'].map((sku) =>
      control.addProduct({ sku, inventory_tracking: 'product', inventory_level: 10 }),
    );
    const id = store.order({ lines: [{ name: 'A', sku: 'A', price: 1, quantity: 1, productId: ids[0]! }] });
    for (const sku of ['A', 'B']) control.setStock({ sku, quantity: sku === 'A' && edits ? 9 : 10 });
    await put(store, id, {
      products: [
        { id: 1, quantity: 2 },
        { product_id: ids[1]!, quantity: 1 },
      ],
    });
    expect(['A', 'B'].map((sku) => control.levels(sku)[0]!.onHand)).toEqual(expected);
  });
});
