import { buildOrder } from '../../../src/simulators/bigcommerce/order-builder';
import { startStore, type Store } from './support';

let store: Store;
beforeEach(async () => {
  store = await startStore();
});
afterEach(() => store.close());

const day = (n: number) => new Date(Date.UTC(2026, 0, n));

/** Orders 1 to 5, created and last modified on the days 1 to 5 of January. */
function placeFive(): void {
  for (const n of [1, 2, 3, 4, 5]) {
    const { order, ...parts } = buildOrder({
      id: n,
      taxMode: 'exclusive',
      lines: [{ name: 'Line', price: n * 10 }],
      statusId: n === 1 ? 0 : 11,
      customerId: n % 2,
      channelId: n === 5 ? 2 : 1,
      paymentMethod: n === 3 ? 'Manual' : 'Credit Card',
      dateCreated: day(n),
      billing: { email: `Buyer${n}@example.com` },
      fields: { cart_id: `cart-${n}`, external_order_id: n === 4 ? 'ext-4' : '', date_modified: day(n).toUTCString() },
    });
    store.simulator.control.addOrder({ order, ...parts, historical: true });
  }
}

const ids = async (query: string): Promise<number[] | number> => {
  const { status, body } = await store.api('GET', `/v2/orders?${query}`);
  return status === 200 ? (body as { id: number }[]).map(({ id }) => id) : status;
};

describe('the order list', () => {
  it.each([
    ['', [1, 2, 3, 4, 5]],
    ['min_id=2&max_id=3', [2, 3]],
    ['min_total=20&max_total=40.00', [2, 3, 4]],
    ['customer_id=1', [1, 3, 5]],
    ['email=buyer2@example.com', [2]],
    ['status_id=0', [1]],
    ['cart_id=cart-3', [3]],
    ['payment_method=Manual', [3]],
    ['channel_id=2', [5]],
    ['external_order_id=ext-4', [4]],
    ['min_date_created=2026-01-04T00:00:00Z', [4, 5]],
    ['max_date_created=2026-01-02', [1, 2]],
    ['min_date_modified=Sun,%2004%20Jan%202026%2000:00:00%20%2B0000', [4, 5]],
    ['min_date_modified=2026-01-04T01:00:00%2B01:00', [4, 5]],
    ['min_date_modified=2026-01-03T00:00:01&max_date_modified=2026-01-04T00:00:00', [4]],
    ['sort=id:desc', [5, 4, 3, 2, 1]],
    ['sort=customer_id', [2, 4, 1, 3, 5]],
    ['sort=status_id:desc', [2, 3, 4, 5, 1]],
    ['sort=date_modified:desc&limit=2', [5, 4]],
    ['sort=channel_id:desc', [5, 1, 2, 3, 4]],
    ['limit=2&page=2', [3, 4]],
    ['limit=2&page=4', 204],
    ['min_id=99', 204],
  ])('answers ?%s with %p', async (query, expected) => {
    placeFive();
    expect(await ids(query)).toEqual(expected);
  });

  it.each([
    ['id=1', "The field 'id' is not supported by this resource."],
    ['is_deleted=true', "The field 'is_deleted' is not supported by this resource."],
    ['status_id=1,2', "The field 'status_id' is invalid."],
    ['min_date_modified=yesterday', "The field 'min_date_modified' is invalid."],
    ['sort=total', "The field 'sort' is invalid."],
    ['page=0', "The field 'page' is invalid."],
  ])('refuses ?%s', async (query, message) => {
    placeFive();
    const { status, body } = await store.api('GET', `/v2/orders?${query}`);
    expect([status, body]).toEqual([400, [{ status: 400, message }]]);
  });

  it('includes what a single order includes', async () => {
    placeFive();
    const { body } = await store.api(
      'GET',
      '/v2/orders?max_id=1&include=consignments.line_items&consignment_structure=object',
    );
    expect(body).toMatchObject([{ id: 1, consignments: { shipping: [{ line_items: [{ name: 'Line' }] }] } }]);
  });

  it('counts by status, with the same filters', async () => {
    placeFive();
    const { body } = await store.api('GET', '/v2/orders/count?max_id=3');
    const counts = (body as { statuses: { id: number; count: number }[] }).statuses;
    expect(body).toMatchObject({ count: 3, statuses: { length: 15 } });
    expect(counts.filter(({ count }) => count > 0).map(({ id, count }) => [id, count])).toEqual([
      [0, 1],
      [11, 2],
    ]);
  });
});

describe('switches of the order list', () => {
  it.each([
    [true, [4, 5]],
    [false, [5]],
  ])('date bounds are inclusive: %s', async (dateBoundsInclusive, expected) => {
    placeFive();
    await store.sim('POST', 'switches', { dateBoundsInclusive });
    expect(await ids('min_date_modified=2026-01-04T00:00:00Z')).toEqual(expected);
  });

  it.each([
    ['refused', 413],
    ['clamped', [1, 2, 3, 4, 5]],
  ])('a limit above 250 is %s', async (limitAboveMaximum, expected) => {
    placeFive();
    await store.sim('POST', 'switches', { limitAboveMaximum });
    expect(await ids('limit=251')).toEqual(expected);
  });

  it.each([
    [true, [1, 2, 3, 4, 5]],
    [false, [2, 3, 4, 5]],
  ])('incomplete orders are listed unasked: %s', async (listsIncompleteOrders, expected) => {
    placeFive();
    await store.sim('POST', 'switches', { listsIncompleteOrders });
    expect(await ids('')).toEqual(expected);
    expect(await ids('status_id=0')).toEqual([1]);
  });

  it.each([
    [{ listsArchivedOrders: false }, '', [1, 2, 4, 5]],
    [{ listsArchivedOrders: true }, '', [1, 2, 3, 4, 5]],
    [{ isDeletedFilter: true }, 'is_deleted=true', [3]],
    [{ isDeletedFilter: true }, 'is_deleted=false', [1, 2, 4, 5]],
  ])('archived orders with %p in ?%s', async (switches, query, expected) => {
    placeFive();
    store.simulator.control.archiveOrder(3);
    await store.sim('POST', 'switches', switches);
    expect(await ids(query)).toEqual(expected);
    expect((await store.api('GET', '/v2/orders/3')).body).toMatchObject({ is_deleted: true });
  });

  it('refuses a switch it does not have', async () => {
    const { status, body } = await store.sim('POST', 'switches', { nonsense: true });
    expect([status, body]).toMatchObject([400, { error: expect.stringContaining('There is no switch nonsense') }]);
    expect((await store.sim('GET', 'switches')).body).toMatchObject({ dateBoundsInclusive: true });
  });
});
