import { startObservedStore, type ObservedStore } from '../observed-store';

let store: ObservedStore;
beforeEach(async () => {
  store = await startObservedStore(['store/customer/*']);
  store.simulator.control.addCustomer({ email: 'ann@example.com', first_name: 'Ann', last_name: 'Lee' });
});
afterEach(() => store.close());

const CUSTOMERS = '/v3/customers';
const ADDRESSES = '/v3/customers/addresses';
const BO = { email: 'bo@example.com', first_name: 'Bo', last_name: 'Ek' };
const HOME = {
  customer_id: 1,
  first_name: 'Ann',
  last_name: 'Lee',
  address1: '1 Main Street',
  city: 'Austin',
  state_or_province: 'Texas',
  postal_code: '78701',
  country_code: 'US',
};

const data = async (path: string) => {
  const { body } = await store.api('GET', path);
  return (body as { data: Record<string, unknown>[] }).data;
};

describe('customers', () => {
  it('are made, changed and deleted, and fire that', async () => {
    const fired = await store.firedBy(async () => {
      expect((await store.api('POST', CUSTOMERS, [BO])).body).toMatchObject({ data: [{ id: 2 }] });
      await store.api('PUT', CUSTOMERS, [{ id: 2, company: 'Acme', customer_group_id: 4 }]);
      await store.api('DELETE', `${CUSTOMERS}?id:in=1`);
      await store.api('DELETE', CUSTOMERS);
    });
    expect(fired.map(([scope, { id }]) => [scope, id])).toEqual([
      ['store/customer/created', 2],
      ['store/customer/deleted', 1],
      ['store/customer/updated', 2],
    ]);
    expect(await data(CUSTOMERS)).toMatchObject([{ id: 2, company: 'Acme', customer_group_id: 4, first_name: 'Bo' }]);
  });

  it.each([
    [[BO, { ...BO, email: 'ANN@example.com' }], 422],
    [[BO, BO], 422],
    [[{ ...BO, first_name: '' }], 422],
    [Array.from({ length: 11 }, (_, n) => ({ ...BO, email: `${n}@example.com` })), 413],
  ])('are made all or none: %#', async (rows, status) => {
    expect((await store.api('POST', CUSTOMERS, rows)).status).toBe(status);
    expect(await data(CUSTOMERS)).toHaveLength(1);
  });

  it('may share an e-mail on different channels', async () => {
    await store.api('POST', CUSTOMERS, [{ ...BO, channel_ids: [1] }]);
    expect((await store.api('POST', CUSTOMERS, [{ ...BO, channel_ids: [2] }])).status).toBe(200);
    expect((await store.api('POST', CUSTOMERS, [BO])).status).toBe(422);
  });

  it.each([
    [[{ id: 9, company: 'x' }], 422],
    [[{ company: 'x' }], 422],
  ])('are not changed by %j', async (rows, status) =>
    expect((await store.api('PUT', CUSTOMERS, rows)).status).toBe(status),
  );

  it('are updated by three requests at a time', async () => {
    store.simulator.control.setSwitches({ concurrentRequestMs: 50 });
    const put = () => store.api('PUT', CUSTOMERS, [{ id: 1, company: 'x' }]);
    const answers = await Promise.all([put(), put(), put(), put()]);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
  });
});

describe('addresses', () => {
  it('fire their own events, and none of the customer', async () => {
    const fired = await store.firedBy(async () => {
      await store.api('POST', ADDRESSES, [HOME]);
      await store.api('PUT', ADDRESSES, [{ id: 1, city: 'Dallas' }]);
      await store.api('DELETE', `${ADDRESSES}?id:in=1`);
    });
    const event = { type: 'customer', id: 1, address: { customer_id: 1 } };
    expect(fired).toEqual([
      ['store/customer/address/created', event],
      ['store/customer/address/deleted', event],
      ['store/customer/address/updated', event],
    ]);
  });

  it('that are there already are not made again, nor shown', async () => {
    await store.api('POST', ADDRESSES, [HOME]);
    const again = () => store.api('POST', ADDRESSES, [HOME, { ...HOME, city: 'Dallas' }]);
    expect(
      await store.firedBy(async () => {
        expect(await again()).toMatchObject({ status: 200, body: { data: [{ id: 2, city: 'Dallas' }] } });
      }),
    ).toHaveLength(1);
    expect((await store.api('PUT', ADDRESSES, [{ id: 2, city: 'Austin' }])).body).toMatchObject({ data: [] });
    expect(await data(`${ADDRESSES}?customer_id:in=1`)).toMatchObject([{ city: 'Austin' }, { city: 'Dallas' }]);
    expect(await data(`${ADDRESSES}?id:in=2`)).toHaveLength(1);
  });

  it.each([
    ['POST', [{ ...HOME, customer_id: 9 }]],
    ['POST', [{ ...HOME, country_code: 'USA' }]],
    ['PUT', [{ id: 9, city: 'x' }]],
  ])('%s %j is refused', async (method, rows) => expect((await store.api(method, ADDRESSES, rows)).status).toBe(422));

  it('come with the customer up to ten', async () => {
    for (let n = 0; n < 12; n += 1) store.simulator.control.addAddress(1, { ...HOME, address1: `${n} Main Street` });
    const [customer] = await data(`${CUSTOMERS}?include=addresses`);
    expect(customer?.['address_count']).toBe(12);
    expect(customer?.['addresses']).toHaveLength(10);
  });

  it.each([
    [false, 0],
    [true, 1],
  ])('change their customer when the switch says %s', async (addressChangesModifyCustomer, count) => {
    store.simulator.control.setSwitches({ addressChangesModifyCustomer });
    store.simulator.clock.advance(3_600_000);
    const since = new Date(store.simulator.clock.now().getTime() - 60_000).toISOString();
    store.simulator.control.addAddress(1, HOME);
    expect(await data(`${CUSTOMERS}?date_modified:min=${since}`)).toHaveLength(count);
  });
});

it('has groups, with their price lists', async () => {
  expect((await store.sim('POST', 'customer-groups', { name: 'Trade', price_list_id: 3 })).body).toEqual({ id: 1 });
  store.simulator.control.addCustomerGroup({ name: 'Guests', is_group_for_guests: true });
  const { body } = await store.api('GET', '/v2/customer_groups');
  expect(body).toMatchObject([
    { id: 1, name: 'Trade', discount_rules: [{ type: 'price_list', price_list_id: 3 }] },
    { id: 2, is_group_for_guests: true, discount_rules: [] },
  ]);
  expect((await store.api('GET', '/v2/customer_groups?name=Guests')).body).toHaveLength(1);
  expect((await store.api('GET', '/v2/customer_groups/9')).status).toBe(404);
});

describe('the control routes', () => {
  it('act as shoppers and staff', async () => {
    await store.sim('POST', 'customers/1', { company: 'Acme' });
    expect((await store.sim('POST', 'customers/1/addresses', HOME)).body).toEqual({ id: 1 });
    await store.sim('POST', 'addresses/1', { city: 'Dallas' });
    expect(await data(`${CUSTOMERS}?include=addresses`)).toMatchObject([
      { company: 'Acme', address_count: 1, addresses: [{ city: 'Dallas' }] },
    ]);
    await store.sim('POST', 'addresses/1/delete');
    await store.sim('POST', 'customers/1/delete');
    expect(await data(CUSTOMERS)).toEqual([]);
  });

  it.each([
    ['customers/9', {}, 'There is no customer 9'],
    ['customers/1', { addresses: [] }, 'Addresses are changed one by one'],
    ['addresses/9', {}, 'There is no address 9'],
    ['customers/1/addresses', HOME, 'Customer 1 has just this address already'],
  ])('cannot POST %s %j', async (path, body, error) => {
    store.simulator.control.addAddress(1, HOME);
    expect(await store.sim('POST', path, body)).toMatchObject({ status: 400, body: { error } });
  });
});
