import { FIRST, item, MUG, startShippingStore, type ShippingStore } from './shipping-store';

let store: ShippingStore;
beforeEach(async () => {
  store = await startShippingStore();
});
afterEach(() => store.close());

describe('where the documentation is silent, a shipment', () => {
  it('may leave the status alone', async () => {
    await store.become({ shipmentsSetStatus: false });
    const fired = await store.firedBy(() => store.ship(FIRST));
    expect(fired.map(([scope]) => scope)).toEqual(['store/order/updated', 'store/shipment/created']);
    expect(await store.shipped()).toMatchObject({ status_id: 11 });
  });

  it('may mail for the status too', async () => {
    await store.become({ shipmentStatusMailsToo: true });
    await store.ship(MUG);
    expect(store.mailed()).toMatchObject([{ kind: 'status-changed' }, { kind: 'shipment' }]);
  });

  it('may exceed what is left', async () => {
    await store.become({ overShipment: 'accepted' });
    expect((await store.ship({ ...MUG, items: [item(1, 5)] })).status).toBe(201);
    expect(await store.shippedOfLines()).toEqual([5, 0, 0, 0]);
  });

  it('may have the provider custom', async () => {
    await store.become({ omittedShippingProvider: 'custom' });
    expect((await store.ship({ ...MUG, tracking_number: 'A' })).body).toMatchObject({
      shipping_provider: 'custom',
      generated_tracking_link: '',
    });
  });

  it.each([
    [true, 201],
    [false, 400],
  ])('of refunded units is possible: %s', async (refundedUnitsShip, status) => {
    await store.become({ refundedUnitsShip });
    await store.sim('POST', `orders/${store.id}/refund`, {
      items: [{ item_type: 'PRODUCT', item_id: 1, quantity: 1 }],
    });
    expect((await store.ship({ ...MUG, items: [item(1, 2)] })).status).toBe(status);
  });
});

describe('setting an order to shipped by hand', () => {
  it.each([
    [false, [0, 0, 0, 0]],
    [true, [2, 1, 1, 0]],
  ])('marks its lines when the switch is %s', async (shippedStatusShipsLines, expected) => {
    await store.become({ shippedStatusShipsLines });
    await store.api('PUT', `/v2/orders/${store.id}`, { status_id: 2 });
    expect(await store.shippedOfLines()).toEqual(expected);
    expect(await store.shipped()).toMatchObject({ date_shipped: expect.stringContaining('+0000') });
    expect(store.mailed()).toMatchObject([{ kind: 'status-changed', statusId: 2 }]);
  });
});
