/** Customers of the client and of the simulator, which were written from the same documents. */
import { createBigCommerceClient, type BigCommerceClient } from '../../src/bigcommerce/client';
import type { BcCustomerDetails } from '../../src/bigcommerce/schemas/customer';
import { createBigCommerceSimulator, type BigCommerceSimulator } from '../../src/simulators/bigcommerce/simulator';
import type { RunningSimulator } from '../../src/simulators/core/server';

let simulator: BigCommerceSimulator;
let running: RunningSimulator;
let client: BigCommerceClient;

beforeEach(async () => {
  simulator = createBigCommerceSimulator();
  running = await simulator.listen(0);
  const { storeHash, token } = simulator;
  client = createBigCommerceClient({ apiUrl: running.url, storeHash, token, observe: () => undefined });
});
afterEach(() => running.close());

const HOME = { first_name: 'Ann', last_name: 'Lee', city: 'Austin', postal_code: '78701', country_code: 'US' };

it('reads customers with all that contacts are made of', async () => {
  const id = simulator.control.addCustomer({
    email: 'ann@example.com',
    first_name: 'Ann',
    last_name: 'Lee',
    company: 'Acme',
    customer_group_id: 4,
    tax_exempt_category: 'D',
    accepts_product_review_abandoned_cart_emails: true,
    channel_ids: [1, 2],
    attributes: [{ id: 1, attribute_id: 3, attribute_value: 'GB1' }],
    form_fields: [{ name: 'VAT', value: 'GB1', customer_id: 1 }],
  });
  for (let n = 0; n < 12; n += 1) simulator.control.addAddress(id, { ...HOME, address1: `${n} Main Street` });
  const [customer] = await client.customers.byIds([id, 99]);
  expect(customer).toMatchObject({
    id,
    email: 'ann@example.com',
    firstName: 'Ann',
    company: 'Acme',
    groupId: 4,
    taxExemptCategory: 'D',
    acceptsMarketing: true,
    channelIds: [1, 2],
    attributes: [{ attributeId: 3, value: 'GB1' }],
    formFields: [{ name: 'VAT', value: 'GB1' }],
  });
  expect(customer?.addresses).toHaveLength(12);
  expect(customer?.addresses[11]).toMatchObject({ line1: '11 Main Street', postcode: '78701', countryCode: 'US' });
});

it('walks those that changed, page by page', async () => {
  const start = new Date(simulator.clock.now());
  for (let n = 0; n < 260; n += 1) simulator.control.addCustomer({ email: `${n}@example.com` });
  simulator.control.addCustomer({ email: 'old@example.com', date_modified: '2020-01-01T00:00:00+00:00' });
  simulator.requests.clear();
  const walked: BcCustomerDetails[] = [];
  for await (const { customers, serverDate } of client.customers.modifiedSince(start)) {
    walked.push(...customers);
    expect(serverDate).toBeInstanceOf(Date);
  }
  expect(walked).toHaveLength(260);
  expect(walked[0]).toMatchObject({ groupId: 0, acceptsMarketing: false, channelIds: undefined, addresses: [] });
  expect(simulator.requests.total).toBe(2);
});

it('lists customer groups with the price lists of their rules', async () => {
  expect(await client.customerGroups.list()).toEqual([]);
  simulator.control.addCustomerGroup({ name: 'Trade', price_list_id: 3 });
  simulator.control.addCustomerGroup({ name: 'Guests', is_group_for_guests: true });
  simulator.control.addCustomerGroup({
    name: 'Tenth',
    discount_rules: [{ type: 'all', method: 'percent', amount: '10' }],
  });
  expect(await client.customerGroups.list()).toEqual([
    { groupId: 1, name: 'Trade', isForGuests: false, priceListId: 3 },
    { groupId: 2, name: 'Guests', isForGuests: true, priceListId: undefined },
    { groupId: 3, name: 'Tenth', isForGuests: false, priceListId: undefined },
  ]);
});
