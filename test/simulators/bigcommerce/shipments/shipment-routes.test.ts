import { FIRST, item, SECOND, startShippingStore, type ShippingStore } from './shipping-store';

let store: ShippingStore;
beforeEach(async () => {
  store = await startShippingStore();
});
afterEach(() => store.close());

describe('shipments', () => {
  beforeEach(async () => {
    await store.ship(FIRST);
    await store.ship(SECOND);
    store.mailed();
  });

  it('are listed, counted and read one by one', async () => {
    expect((await store.api('GET', store.path())).body).toMatchObject([{ id: 1 }, { id: 2 }]);
    expect((await store.api('GET', store.path('?limit=1&page=2'))).body).toMatchObject([{ id: 2 }]);
    expect((await store.api('GET', store.path('/count'))).body).toEqual({ count: 2 });
    expect((await store.api('GET', store.path('/2'))).body).toMatchObject({ id: 2 });
    expect((await store.api('GET', store.path('/9'))).status).toBe(404);
  });

  it('take late tracking without a mail, unless the switch says so', async () => {
    const fired = await store.firedBy(() =>
      store.api('PUT', store.path('/1'), { tracking_number: 'A2', tracking_carrier: 'dpd', order_address_id: 1 }),
    );
    expect(fired.map(([scope]) => scope)).toEqual(['store/order/updated', 'store/shipment/updated']);
    expect((await store.api('GET', store.path('/1'))).body).toMatchObject({
      tracking_number: 'A2',
      generated_tracking_link: 'https://track.aftership.com/dpd/A2',
      items: [item(1, 2), item(2, 1)],
    });
    expect(store.mailed()).toEqual([]);
    await store.become({ shipmentUpdatesMail: true });
    await store.api('PUT', store.path('/1'), { tracking_number: 'A3' });
    expect(store.mailed()).toMatchObject([{ kind: 'shipment', shipmentId: 1 }]);
  });

  it.each([
    [{ items: [item(1, 1)] }, "The field 'items' cannot be written to."],
    [{ generated_tracking_link: 'x' }, "The field 'generated_tracking_link' cannot be written to."],
    [{ order_address_id: 2 }, "The field 'order_address_id' is invalid."],
    [{ carrier: 'ups' }, "The field 'carrier' is not supported by this resource."],
  ])('refuse the change %j', async (body, message) => {
    const answer = await store.api('PUT', store.path('/1'), { comments: 'x', ...body });
    expect([answer.status, answer.body]).toEqual([
      400,
      [expect.objectContaining({ message: expect.stringContaining(message) })],
    ]);
    expect((await store.api('GET', store.path('/1'))).body).toMatchObject({ comments: '' });
  });

  it('bring their units back when deleted, and leave the status', async () => {
    const fired = await store.firedBy(() => store.api('DELETE', store.path('/1')));
    expect(fired).toEqual([
      ['store/order/updated', { type: 'order', id: store.id }],
      ['store/shipment/deleted', { type: 'shipment', id: 1, orderId: store.id }],
    ]);
    expect(await store.shippedOfLines()).toEqual([0, 0, 1, 0]);
    expect(await store.shipped()).toMatchObject({ status_id: 2, items_shipped: 1 });
    expect((await store.ship(FIRST)).status).toBe(201);
  });

  it('are gone once deleted, or deleted again without complaint', async () => {
    expect((await store.api('DELETE', store.path())).status).toBe(204);
    expect((await store.api('GET', store.path('/count'))).body).toEqual({ count: 0 });
    expect((await store.api('DELETE', store.path('/1'))).status).toBe(404);
    await store.become({ deletedShipmentAgain: 'ok' });
    expect((await store.api('DELETE', store.path('/1'))).status).toBe(204);
  });
});
