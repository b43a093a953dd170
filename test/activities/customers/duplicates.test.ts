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
