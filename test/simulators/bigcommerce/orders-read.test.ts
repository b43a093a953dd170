import { startStore, type Store } from './support';

let store: Store;
beforeEach(async () => {
  store = await startStore();
});
afterEach(() => store.close());

const FULL = 'include=consignments.line_items,fees&consignment_structure=object';

describe('an order', () => {
  it('has string money, RFC 2822 dates, and links for what is not included', async () => {
    const id = store.order({ dateCreated: new Date('2026-03-05T21:40:11Z') });
    const { body } = await store.api('GET', `/v2/orders/${id}`);
    expect(body).toMatchObject({
      id,
      status_id: 11,
      status: 'Awaiting Fulfillment',
      total_inc_tax: '27.5000',
      date_created: 'Thu, 05 Mar 2026 21:40:11 +0000',
      date_modified: expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/),
      products: { url: expect.stringContaining(`/v2/orders/${id}/products`), resource: `/orders/${id}/products` },
      shipping_addresses: { resource: `/orders/${id}/shippingaddresses` },
      coupons: { resource: `/orders/${id}/coupons` },
      consignments: { resource: `/orders/${id}/consignments` },
      fees: { resource: `/orders/${id}/fees` },
    });
  });

  it('includes consignments with lines in full, their money as numbers', async () => {
    const id = store.order({ fees: [{ name: 'Fee', cost: 1 }] });
    const { body } = await store.api('GET', `/v2/orders/${id}?${FULL}`);
    expect(body).toMatchObject({
      fees: [{ display_name_customer: 'Fee', cost_ex_tax: '1.0000' }],
      consignments: {
        pickups: [],
        shipping: [
          {
            cost_ex_tax: 5,
            cost_inc_tax: 5.5,
            shipping_method: 'Express',
            items_total: 2,
            line_items: [{ order_id: id, sku: 'MUG', price_ex_tax: '10.0000', total_tax: '2.0000', quantity: 2 }],
          },
        ],
        downloads: [],
        email: { gift_certificates: [] },
      },
    });
  });

  it('includes consignments with links to the lines, and only in the object structure', async () => {
    const id = store.order();
    const linked = await store.api('GET', `/v2/orders/${id}?include=consignments&consignment_structure=object`);
    expect(linked.body).toMatchObject({
      consignments: { shipping: [{ line_items: [{ resource: expect.stringContaining(`/orders/${id}/products/`) }] }] },
    });
    const plain = await store.api('GET', `/v2/orders/${id}?include=consignments.line_items`);
    expect(plain.body).toMatchObject({ consignments: { resource: `/orders/${id}/consignments` } });
  });

  it('is not found when there is none', async () => {
    const { status, body } = await store.api('GET', '/v2/orders/77');
    expect([status, body]).toEqual([404, [{ status: 404, message: 'The requested resource was not found.' }]]);
  });
});

describe('sub-resources of an order', () => {
  it('lists products and addresses derived from the consignments', async () => {
    const id = store.order({ addresses: [{ address: { city: 'Austin' } }, { address: { city: 'Dallas' } }] });
    const { body: addresses } = await store.api('GET', `/v2/orders/${id}/shipping_addresses`);
    expect(addresses).toMatchObject([
      { order_id: id, city: 'Austin', cost_ex_tax: '5.0000', shipping_quotes: { url: expect.any(String) } },
      { city: 'Dallas', cost_ex_tax: '0.0000' },
    ]);
    expect(addresses).toEqual((await store.api('GET', `/v2/orders/${id}/shippingaddresses`)).body);
    const [address] = addresses as { id: number }[];
    const { body: products } = await store.api('GET', `/v2/orders/${id}/products`);
    expect(products).toMatchObject([{ order_address_id: address!.id, sku: 'MUG' }]);
    const [line] = products as { id: number }[];
    expect((await store.api('GET', `/v2/orders/${id}/products/${line!.id}`)).body).toEqual(line);
    expect((await store.api('GET', `/v2/orders/${id}/shipping_addresses/${address!.id}`)).body).toEqual(address);
    expect((await store.api('GET', `/v2/orders/${id}/products/999`)).status).toBe(404);
  });

  it('cuts lists at 50 unless they are paged', async () => {
    const lines = Array.from({ length: 120 }, (_, n) => ({ name: `Line ${n}`, price: 1 }));
    const id = store.order({ lines });
    const lengths = async (query: string) =>
      ((await store.api('GET', `/v2/orders/${id}/products${query}`)).body as unknown[] | undefined)?.length;
    expect(await lengths('')).toBe(50);
    expect(await lengths('?page=3')).toBe(20);
    expect(await lengths('?limit=250')).toBe(120);
    expect(await lengths('?page=4')).toBeUndefined();
    const full = await store.api('GET', `/v2/orders/${id}?${FULL}`);
    expect(full.body).toMatchObject({ consignments: { shipping: [{ line_items: { length: 120 } }] } });
    await store.sim('POST', 'switches', { consignmentLinesCutAt50: true });
    const cut = await store.api('GET', `/v2/orders/${id}?${FULL}`);
    expect(cut.body).toMatchObject({ consignments: { shipping: [{ line_items: { length: 50 } }] }, items_total: 120 });
  });

  it('lists taxes per line, or merged per address', async () => {
    const lines = [1, 2].map((n) => ({ name: `Line ${n}`, price: 10, taxRate: 10 }));
    const id = store.order({ lines, shipping: { cost: 5, taxRate: 10 } });
    const { body: detailed } = await store.api('GET', `/v2/orders/${id}/taxes?details=true`);
    expect(detailed).toMatchObject([
      { order_product_id: expect.stringMatching(/^\d+$/), line_item_type: 'item', line_amount: '1.0000' },
      { order_product_id: expect.stringMatching(/^\d+$/), line_item_type: 'item' },
      { order_product_id: null, line_item_type: 'shipping', line_amount: '0.5000' },
    ]);
    const { body: merged } = await store.api('GET', `/v2/orders/${id}/taxes`);
    expect(merged).toMatchObject([{ rate: '10.0000', line_amount: '2.5000' }]);
    expect(merged).not.toMatchObject([{ line_item_type: expect.anything() }]);
  });

  it('lists coupons, fees and consignments', async () => {
    const id = store.order({
      coupon: { code: 'FIVE', type: 'per_total', amount: 5 },
      fees: [{ name: 'Fee', cost: 2 }],
    });
    expect((await store.api('GET', `/v2/orders/${id}/coupons`)).body).toMatchObject([{ order_id: id, code: 'FIVE' }]);
    expect((await store.api('GET', `/v2/orders/${id}/fees`)).body).toMatchObject({ fees: [{ cost_ex_tax: '2.0000' }] });
    expect((await store.api('GET', `/v2/orders/${id}/consignments`)).body).toMatchObject({
      shipping: [{ line_items: [{ url: expect.any(String) }] }],
    });
    const withLines = await store.api('GET', `/v2/orders/${id}/consignments?include=consignments.line_items`);
    expect(withLines.body).toMatchObject({ shipping: [{ line_items: [{ sku: 'MUG' }] }] });
  });

  it.each(['coupons', 'shipments', 'messages', 'taxes'])(
    'answers 204 without a body when it has no %s',
    async (part) => {
      const id = store.order({ lines: [{ name: 'Untaxed', price: 1 }], shipping: { cost: 0 } });
      expect(await store.api('GET', `/v2/orders/${id}/${part}`)).toMatchObject({ status: 204, body: undefined });
    },
  );

  it('answers an empty array when the switch says so', async () => {
    await store.sim('POST', 'switches', { emptyV2List: 'empty-array' });
    const id = store.order();
    expect(await store.api('GET', `/v2/orders/${id}/coupons`)).toMatchObject({ status: 200, body: [] });
  });
});

describe('order statuses', () => {
  it('lists 15, with the labels of the merchant', async () => {
    await store.sim('POST', 'switches', { customStatusLabels: { 11: 'To pack' } });
    const { body } = await store.api('GET', '/v2/order_statuses');
    expect((body as { id: number }[]).map(({ id }) => id)).toEqual(Array.from({ length: 15 }, (_, id) => id));
    expect((await store.api('GET', '/v2/order_statuses/11')).body).toMatchObject({
      name: 'Awaiting Fulfillment',
      custom_label: 'To pack',
    });
    expect((await store.api('GET', '/v2/order_statuses/15')).status).toBe(404);
    const id = store.order();
    expect((await store.api('GET', `/v2/orders/${id}`)).body).toMatchObject({ custom_status: 'To pack' });
  });
});
