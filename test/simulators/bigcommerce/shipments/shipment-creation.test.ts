import { FIRST, item, MUG, SECOND, startShippingStore, type ShippingStore } from './shipping-store';

let store: ShippingStore;
beforeEach(async () => {
  store = await startShippingStore();
});
afterEach(() => store.close());

describe('POST of a shipment', () => {
  it('answers it in full', async () => {
    const answer = await store.ship({
      ...MUG,
      tracking_number: '1Z 9',
      shipping_provider: 'ups',
      comments: 'Left early',
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      id: 1,
      order_id: store.id,
      order_address_id: 1,
      tracking_number: '1Z 9',
      shipping_method: 'Express',
      merchant_shipping_cost: '0.0000',
      tracking_link: '',
      generated_tracking_link: 'https://www.ups.com/track?tracknum=1Z%209',
      shipping_provider_display_name: 'UPS',
      billing_address: { city: 'Austin' },
      items: [{ order_product_id: 1, product_id: 7, quantity: 1 }],
    });
    expect((await store.ship(SECOND)).body).toMatchObject({ id: 2, shipping_address: { city: 'Dallas' } });
  });

  it.each([
    [{ tracking_number: 'A1' }, ''],
    [{ shipping_provider: 'usps' }, ''],
    [{ tracking_number: 'A1', shipping_provider: 'carrier_7' }, 'https://track.aftership.com/carrier_7/A1'],
    [{ tracking_number: 'A1', tracking_carrier: 'dhl' }, 'https://track.aftership.com/dhl/A1'],
    [{ tracking_number: 'A1', tracking_carrier: 'fedex' }, 'https://www.fedex.com/fedextrack/?trknbr=A1'],
    [{ tracking_number: 'A1', shipping_provider: 'usps', tracking_link: 'https://own.example' }, ''],
  ])('with %j has the generated link "%s"', async (fields, link) => {
    expect((await store.ship({ ...MUG, ...fields })).body).toMatchObject({ ...fields, generated_tracking_link: link });
  });

  it('fires its event and those of the order, counts what was shipped and mails once', async () => {
    const fired = await store.firedBy(() => store.ship(MUG));
    expect(fired).toEqual([
      ['store/order/statusUpdated', expect.objectContaining({ status: { previous_status_id: 11, new_status_id: 3 } })],
      ['store/order/updated', { type: 'order', id: store.id }],
      ['store/shipment/created', { type: 'shipment', id: 1, orderId: store.id }],
    ]);
    expect(await store.shippedOfLines()).toEqual([1, 0, 0, 0]);
    expect(await store.shipped()).toMatchObject({ status_id: 3, items_shipped: 1, date_shipped: '' });
    expect(store.mailed()).toEqual([
      { kind: 'shipment', shipmentId: 1, statusId: 3, orderId: store.id, to: 'jane.doe@example.com' },
    ]);
  });

  it('of the last physical unit makes the order shipped', async () => {
    await store.ship(FIRST);
    expect(await store.shipped()).toMatchObject({ status_id: 3 });
    await store.ship(SECOND);
    expect(await store.shipped()).toMatchObject({
      status_id: 2,
      items_shipped: 4,
      date_shipped: expect.stringContaining('+0000'),
    });
  });

  it.each([5, 10, 13, 14])('leaves status %d as it is', async (statusId) => {
    await store.sim('POST', `orders/${store.id}`, { order: { status_id: statusId } });
    await store.ship(FIRST);
    expect(await store.shipped()).toMatchObject({ status_id: statusId });
  });

  it.each([
    [{ ...MUG, notify: false }, "The field 'notify' is not supported by this resource."],
    [{ ...MUG, order_id: 5 }, "The field 'order_id' cannot be written to."],
    [{ ...MUG, items: [{ ...item(1, 1), product_id: 7 }] }, "The field 'product_id' cannot be written to."],
    [{ items: MUG.items }, "The required field 'order_address_id' was not supplied."],
    [{ order_address_id: 1 }, "The required field 'items' was not supplied."],
    [{ ...MUG, items: [] }, "The field 'items' is invalid."],
    [{ ...MUG, order_address_id: '1' }, "The field 'order_address_id' is invalid."],
    [{ ...MUG, order_address_id: 9 }, "The field 'order_address_id' is invalid."],
    [{ ...MUG, items: [item(3, 1)] }, "The field 'order_product_id' is invalid."],
    [{ ...MUG, items: [item(4, 1)] }, "The field 'order_product_id' is invalid."],
    [{ ...MUG, items: [item(1, 3)] }, "The field 'quantity' is invalid."],
    [{ ...MUG, items: [item(1, 1), item(1, 2)] }, "The field 'quantity' is invalid."],
    [{ ...MUG, items: [item(1, 0)] }, "The field 'items' is invalid."],
    [{ ...MUG, shipping_provider: 'dhl' }, "The field 'shipping_provider' is invalid."],
    [{ ...MUG, tracking_carrier: 'DHL Express' }, "The field 'tracking_carrier' is invalid."],
    [{ ...MUG, tracking_number: 'x'.repeat(51) }, "The field 'tracking_number' is invalid."],
  ])('refuses %j and ships nothing', async (body, message) => {
    const answer = await store.ship(body);
    expect([answer.status, answer.body]).toEqual([
      400,
      [expect.objectContaining({ status: 400, message: expect.stringContaining(message) })],
    ]);
    expect((await store.api('GET', store.path())).status).toBe(204);
    expect(await store.shipped()).toMatchObject({ status_id: 11, items_shipped: 0 });
  });

  it('refuses what an earlier one shipped, and an archived order', async () => {
    await store.ship(FIRST);
    expect((await store.ship(MUG)).status).toBe(400);
    await store.api('DELETE', `/v2/orders/${store.id}`);
    expect((await store.ship(SECOND)).status).toBe(400);
    expect((await store.api('POST', '/v2/orders/9/shipments', MUG)).status).toBe(404);
  });

  it('mails by the settings only', async () => {
    await store.api('PUT', '/v3/settings/email-statuses?channel_id=1', { combined_order_status_email: false });
    await store.ship(MUG);
    expect(store.mailed()).toEqual([]);
    await store.api('PUT', '/v3/settings/email-statuses?channel_id=1', { combined_order_status_email: null });
    await store.become({ statusMails: [3] });
    await store.ship(MUG);
    await store.ship({ order_address_id: 1, items: [item(2, 1)] });
    await store.ship(SECOND);
    expect(store.mailed()).toMatchObject([{ shipmentId: 2 }, { shipmentId: 3 }]);
  });
});
