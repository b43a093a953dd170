/** Why a customer has the contact it has, over both simulators: what is said beforehand is what is done then. */
import type { ExplainedContact } from '../../../src/domain/customer-explain-types';
import { customerWorlds, EMAIL, type CustomerWorld } from './support';

const open = customerWorlds();

const explain = ({ run, storeHash, account }: CustomerWorld, customerId: number): Promise<ExplainedContact> =>
  run('explainCustomer', { storeHash, account, customerId });

const fieldOf = ({ fields }: ExplainedContact, name: string) => fields.find(({ field }) => field === name);

/** What it would do, and that nothing was written for saying so. */
async function nextOf(world: CustomerWorld, customerId: number): Promise<string> {
  world.forgetRequests();
  const { next } = await explain(world, customerId);
  const requests = [...world.requests('brightpearl'), ...world.requests('bigcommerce')];
  expect(requests.filter((request) => !request.startsWith('GET'))).toEqual([]);
  return next.code;
}

it('says by which order a contact came to be, and field by field what would be written and why', async () => {
  const world = await open({ customers: { groups: [{ group: 7, priceListId: 3 }] } });
  const customerId = world.register({ customer_group_id: 7 });
  const contactId = await world.order(customerId);
  await world.staff('POST', `contacts/${contactId}`, { telephone: '020 7946 0000' });
  world.bigcommerce.control.changeCustomer(customerId, { first_name: 'Anna', phone: '555-0199' });
  const found = await explain(world, customerId);
  expect(found).toMatchObject({
    contactId,
    standing: 'THERE',
    linked: { orderId: 100 },
    madeAt: expect.any(String),
    byEmail: null,
    follows: null,
    waiting: { reason: 'order 100', issue: null },
    next: { code: 'WRITES' },
  });
  expect(fieldOf(found, 'firstName')).toMatchObject({ writes: true, why: 'FOLLOWED', store: 'value' });
  expect(fieldOf(found, 'telephone')).toMatchObject({ writes: false, why: 'CHANGED_BY_STAFF' });
  expect(fieldOf(found, 'priceList')).toMatchObject({ writes: true, values: { store: '3' } });
  expect(fieldOf(found, 'deliveryAddress')).toMatchObject({ writes: false, why: 'RULE_NEVER', contact: 'unread' });
  // Nothing of a person is in what a workflow keeps.
  expect(JSON.stringify(found)).not.toMatch(/Ann|Archer|example\.com|555-0|7946|High Street/);
  await world.follow(customerId);
  expect(world.contact(contactId)).toMatchObject({ firstName: 'Anna', telephones: { PRI: '020 7946 0000' } });
  expect(await explain(world, customerId)).toMatchObject({
    next: { code: 'NOTHING_TO_WRITE' },
    follows: { storeHash: world.storeHash, customerId },
    waiting: null,
  });
});

it('says what would come of a customer without a contact, and that comes of it', async () => {
  const world = await open({ customers: { create: 'always' } });
  const homeless = world.register({ email: 'bob@example.com', addresses: [] });
  const customerId = world.register();
  expect(await nextOf(world, homeless)).toBe('NO_ADDRESS');
  expect(await nextOf(world, customerId)).toBe('MAKES_CONTACT');
  expect(await nextOf(world, 4711)).toBe('NOT_IN_STORE');
  expect(await world.follow(customerId)).toMatchObject({ created: 1 });
  expect(await explain(world, customerId)).toMatchObject({
    linked: { orderId: null },
    madeAt: expect.any(String),
    next: { code: 'NOTHING_TO_WRITE' },
  });
});

it('names the contact that would be taken, or that must not be', async () => {
  const world = await open({ customers: { create: 'always' } });
  const { id } = await world.staff('POST', 'contacts', { firstName: 'A.', lastName: 'Archer', email: EMAIL });
  const customerId = world.register();
  expect((await explain(world, customerId)).next).toMatchObject({ code: 'TAKES_CONTACT', contactIds: [id] });
  await world.follow(customerId);
  expect(await explain(world, customerId)).toMatchObject({ contactId: id, madeAt: null });
  const other = await world.staff('POST', 'contacts', {
    firstName: 'Bob',
    lastName: 'Bow',
    email: 'bob@example.com',
    companyName: 'Other',
  });
  const refused = world.register({ email: 'bob@example.com', company: 'Bow Ltd' });
  expect((await explain(world, refused)).next).toMatchObject({ code: 'CONTACT_CONFLICT', contactIds: [other.id] });
  await world.follow(refused);
  expect((await explain(world, refused)).waiting).toMatchObject({ issue: { code: 'CONTACT_CONFLICT' } });
});

it('tells a contact that is gone, and one that follows another customer', async () => {
  const world = await open();
  const [first, second] = [world.register(), world.register()];
  const contactId = await world.order(first);
  await world.follow(first);
  await world.order(second);
  expect(await nextOf(world, second)).toBe('FOLLOWS_ANOTHER');
  expect((await explain(world, second)).follows).toMatchObject({ customerId: first });
  await world.staff('DELETE', `contacts/${contactId}`);
  expect(await explain(world, first)).toMatchObject({ standing: 'GONE', next: { code: 'ORDER_LOOKS_ANEW' } });
  expect(await nextOf(world, world.register({ email: 'bob@example.com' }))).toBe('WAITS_FOR_ORDER');
});

it('tells that something was sent without an answer', async () => {
  const world = await open();
  const customerId = world.register();
  await world.order(customerId);
  world.bigcommerce.control.changeCustomer(customerId, { first_name: 'Anna' });
  const fault = { method: 'PATCH', path: '/contact-service/contact/', mode: 'drop-before', count: 1 } as const;
  world.brightpearl.core.faults.add(fault);
  await expect(world.follow(customerId)).rejects.toMatchObject({ type: 'RemoteUnavailable' });
  expect(await nextOf(world, customerId)).toBe('OUTCOME_UNKNOWN');
});
