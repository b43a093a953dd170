/** Who is there more than once, over both simulators: found, told by ids alone, and left as it is. */
import { customerRecords } from '../../../src/api/customer-records';
import { customerRef } from '../../../src/domain/ids';
import { customerWorlds, EMAIL } from './support';

const open = customerWorlds();

it('customers and contacts of one address are reported, and nothing is written', async () => {
  const world = await open();
  const { storeHash, account } = world;
  const [one, two] = [world.register(), world.register({ email: `${EMAIL.toUpperCase()} ` })];
  world.register({ email: 'bob@example.com', first_name: 'Bob' });
  const contactId = await world.order(two);
  const { id: typed } = await world.staff('POST', 'contacts', { firstName: 'A.', lastName: 'Archer', email: EMAIL });
  world.forgetRequests();
  expect(await world.run('reportDuplicates', { storeHash })).toEqual({ duplicates: 2 });
  const sent = [...world.requests('bigcommerce'), ...world.requests('brightpearl')];
  expect(sent.filter((request) => !request.startsWith('GET '))).toEqual([]);
  const report = await customerRecords(world.store, new Map([[storeHash, [account]]])).duplicates(storeHash);
  expect(report).toMatchObject({
    customers: 3,
    duplicates: [
      { side: 'store', account: null, ids: [one, two], keep: two },
      { side: 'brightpearl', account, ids: [contactId, typed], keep: contactId },
    ],
  });
  expect(JSON.stringify(report).toLowerCase()).not.toContain('example.com');
});

it('a second report takes the place of the first', async () => {
  const world = await open();
  const { storeHash } = world;
  await world.run('reportDuplicates', { storeHash });
  await world.run('reportDuplicates', { storeHash });
  expect(await world.store.reports.list({ kind: 'customer-duplicates' }, 10)).toHaveLength(1);
});

it('a contact of a customer in another store on the account is the one to keep', async () => {
  const world = await open();
  const { storeHash, account, store } = world;
  await world.staff('POST', 'contacts', { firstName: 'A.', lastName: 'Archer', email: EMAIL });
  const { id } = await world.staff('POST', 'contacts', { firstName: 'Ann', lastName: 'Archer', email: EMAIL });
  await store.links.put({ kind: 'contact', account, localKey: customerRef('another', 9), remoteId: String(id) });
  await world.run('reportDuplicates', { storeHash });
  const report = await customerRecords(store, new Map([[storeHash, [account]]])).duplicates(storeHash);
  expect(report?.duplicates).toMatchObject([{ side: 'brightpearl', keep: id, why: 'A customer is linked to it' }]);
});

it('customers who are gone, and of whom no webhook told, are looked at: others may have their contacts', async () => {
  const world = await open();
  const { storeHash, account, store } = world;
  const [gone, there] = [world.register(), world.register({ email: 'bob@example.com', first_name: 'Bob' })];
  for (const customerId of [gone, there]) {
    await world.order(customerId, customerId === there ? { billing: { email: 'bob@example.com' } } : {});
    await world.follow(customerId);
  }
  world.bigcommerce.control.deleteCustomer(gone);
  const before = world.customerSignals.length;
  await world.run('reportDuplicates', { storeHash });
  expect(await store.customerNews.next({ storeHash, account }, 10)).toMatchObject([{ customerId: gone }]);
  expect(world.customerSignals.slice(before)).toMatchObject([{ storeHash }]);
  await world.run('followCustomers', { storeHash, account });
  await world.run('reportDuplicates', { storeHash });
  expect(await store.customerNews.counts(storeHash)).toEqual([]);
});

it('goes on where the quota is used up meanwhile, and reads nothing again', async () => {
  const world = await open();
  const ids = Array.from({ length: 260 }, (_, n) => world.register({ email: `shopper-${n}@example.com` }));
  // The second page of customers, and the list of contacts.
  world.bigcommerce.faults.add({
    path: '/v3/customers',
    mode: 'status',
    status: 429,
    headers: { 'x-rate-limit-time-reset-ms': '300', 'x-rate-limit-requests-left': '0' },
    after: 1,
    count: 1,
  });
  world.brightpearl.core.faults.add({
    path: 'contact-search',
    mode: 'status',
    status: 503,
    headers: { 'brightpearl-next-throttle-period': '300' },
    body: { response: 'You have sent too many requests. Please wait before sending another request' },
    count: 1,
  });
  world.forgetRequests();
  await world.run('reportDuplicates', { storeHash: world.storeHash });
  expect(world.requests('bigcommerce')).toHaveLength(3);
  expect(world.requests('brightpearl')).toHaveLength(2);
  const [report] = await world.store.reports.list({ kind: 'customer-duplicates' }, 1);
  expect(report?.summary).toMatchObject({ customers: ids.length, leftOut: [] });
});

it('an account that does not answer is left out at last, and named', async () => {
  const world = await open({ secondAccount: true });
  const { storeHash, account } = world;
  const second = world.secondAccount!;
  world.register();
  const { id } = await world.staff('POST', 'contacts', { firstName: 'Ann', lastName: 'Archer', email: EMAIL });
  const { id: other } = await world.staff('POST', 'contacts', { firstName: 'A.', lastName: 'Archer', email: EMAIL });
  second.core.faults.add({ path: 'contact-search', mode: 'status', status: 500 });
  const attempt = (number: number) => world.attempt({ number }, 'reportDuplicates', { storeHash });
  await expect(attempt(2)).rejects.toThrow('contact-search: 500');
  expect(await attempt(3)).toEqual({ duplicates: 1 });
  const accounts = [account, second.accountCode];
  expect(await customerRecords(world.store, new Map([[storeHash, accounts]])).duplicates(storeHash)).toMatchObject({
    leftOut: [second.accountCode],
    duplicates: [{ account, ids: [id, other] }],
  });
});
