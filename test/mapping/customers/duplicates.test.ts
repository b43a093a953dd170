/** Who is there more than once, and which to keep. */
import { findDuplicates, type AccountContact, type StoreCustomer } from '../../../src/mapping/customers/duplicates';

const customer = (customerId: number, email: string, more: Partial<StoreCustomer> = {}): StoreCustomer => ({
  customerId,
  email,
  channelIds: undefined,
  links: [],
  ...more,
});
const contact = (contactId: number, email: string, more: Partial<AccountContact> = {}): AccountContact => ({
  account: 'acme',
  contactId,
  emails: [email, '', ''],
  isStaff: false,
  isSupplier: false,
  isLinked: false,
  ...more,
});
const linkedTo = (contactId: number, byEmail?: number) => ({ links: [{ account: 'acme', contactId, byEmail }] });

it('finds customers of one address in any case and with spaces; the oldest with a contact is to be kept', () => {
  const customers = [
    customer(3, 'ANN@example.com', linkedTo(70)),
    customer(1, ' ann@example.com'),
    customer(2, 'bob@example.com'),
  ];
  expect(findDuplicates(customers, [])).toEqual([
    { side: 'store', cause: 'SAME_EMAIL', ids: [1, 3], keep: 3, why: 'The oldest that has a contact in Brightpearl' },
  ]);
  const none = findDuplicates([customer(3, 'a@example.com'), customer(1, 'A@example.com')], []);
  expect(none).toEqual([expect.objectContaining({ keep: 1 })]);
});

it('leaves customers alone who sign in at different channels', () => {
  const at = (id: number, ...channelIds: number[]) => customer(id, 'ann@example.com', { channelIds });
  expect(findDuplicates([at(1, 1), at(2, 2)], [])).toEqual([]);
  expect(findDuplicates([at(1, 1), at(2, 2), at(3, 2, 3)], [])).toEqual([expect.objectContaining({ ids: [2, 3] })]);
  // They have one contact, as they have one address: that is no news.
  const ordered = (id: number, ...channelIds: number[]) => ({ ...at(id, ...channelIds), ...linkedTo(70) });
  expect(findDuplicates([ordered(1, 1), ordered(2, 2)], [])).toEqual([]);
  const another = { ...ordered(3, 3), email: 'anna@example.com' };
  expect(findDuplicates([ordered(1, 1), another], [])).toEqual([expect.objectContaining({ cause: 'ONE_CONTACT' })]);
});

it('finds customers whose orders go to one contact, once where they have one address as well', () => {
  const two = [customer(1, 'ann@example.com', linkedTo(70)), customer(2, 'anna@example.com', linkedTo(70))];
  expect(findDuplicates(two, [])).toEqual([expect.objectContaining({ cause: 'ONE_CONTACT', ids: [1, 2], keep: 1 })]);
  const same = two.map((one) => ({ ...one, email: 'ann@example.com' }));
  expect(findDuplicates(same, [])).toEqual([expect.objectContaining({ cause: 'SAME_EMAIL' })]);
});

it('finds contacts of one address among all three, in one account; the one that is linked is to be kept', () => {
  const contacts = [
    contact(70, 'ann@example.com'),
    contact(71, 'other@example.com', { emails: ['other@example.com', 'Ann@Example.com', ''] }),
    contact(72, 'ann@example.com', { account: 'other' }),
    contact(73, 'ann@example.com', { isStaff: true }),
    contact(74, ''),
    contact(75, ''),
  ];
  expect(findDuplicates([], contacts)).toEqual([
    expect.objectContaining({ side: 'brightpearl', account: 'acme', ids: [70, 71], keep: 70 }),
  ]);
  // Of a customer of this store, or of another one.
  const linked = contacts.map((one) => ({ ...one, isLinked: one.contactId === 71 }));
  expect(findDuplicates([], linked)).toEqual([
    expect.objectContaining({ ids: [70, 71], keep: 71, why: 'A customer is linked to it' }),
  ]);
});

it('finds the two contacts that the orders of one customer went to', () => {
  expect(findDuplicates([customer(1, 'ann@example.com', linkedTo(71, 70))], [])).toEqual([
    expect.objectContaining({ side: 'brightpearl', cause: 'ONE_CUSTOMER', ids: [70, 71], keep: 71 }),
  ]);
});
