import { API_USER_ID, type Account } from '../account';
import { createContact } from '../contact/contacts';
import { indexContact } from '../contact/contact-search';
import { createPostalAddress } from '../contact/postal-addresses';
import type { Contact } from '../records';

/** A shopper who is an employee too: an order of theirs must not become an order of the staff contact. */
const STAFF_EMAIL = 'sam.porter@example.com';
const SUPPLIER_EMAIL = 'orders@supplier.example.com';
const DEMO_CUSTOMER_EMAIL = 'demo@example.com';

export const CONTACT_TAGS = [
  { tagId: 1, tagName: 'Web shop', tagParentId: 0, tagColor: '#99FFFF' },
  { tagId: 9, tagName: 'Trade customer', tagParentId: 0, tagColor: '#98d698' },
];

/** The contacts every new account has: the API's own user, a member of staff, a supplier and a customer. */
export function seedContacts(account: Account): void {
  const api = seedContact(account, { firstName: 'API', lastName: 'User', isStaff: true });
  account.state.contacts.delete(api.id);
  account.index('contact-search', api.id, undefined);
  const user: Contact = { ...api, id: API_USER_ID };
  account.state.contacts.set(user.id, user);
  indexContact(account, user);
  seedContact(account, { firstName: 'Sam', lastName: 'Porter', email: STAFF_EMAIL, isStaff: true });
  seedContact(account, {
    firstName: 'Sue',
    lastName: 'Supplier',
    email: SUPPLIER_EMAIL,
    companyName: 'Supplies Ltd.',
    isSupplier: true,
  });
  seedContact(account, {
    firstName: 'Demo',
    lastName: 'Customer',
    email: DEMO_CUSTOMER_EMAIL,
    companyName: 'Customer Company Ltd.',
  });
}

export interface SeededContact {
  readonly firstName: string;
  readonly lastName: string;
  readonly email?: string | undefined;
  readonly companyName?: string | undefined;
  readonly isStaff?: boolean | undefined;
  readonly isSupplier?: boolean | undefined;
  readonly telephone?: string | undefined;
  readonly isReceiveEmailNewsletter?: boolean | undefined;
  readonly financialDetails?: Readonly<Record<string, unknown>> | undefined;
}

/** A contact as staff would type it, with an address of its own. */
export function seedContact(account: Account, seed: SeededContact): Contact {
  const { addressId } = createPostalAddress(account, {
    addressLine1: '34 Lime St',
    addressLine2: 'Barton',
    addressLine3: 'Springfield',
    addressLine4: 'Illinois',
    postalCode: '62701',
    countryIsoCode: 'USA',
  });
  return createContact(account, {
    salutation: '',
    firstName: seed.firstName,
    lastName: seed.lastName,
    postAddressIds: { DEF: addressId },
    communication: {
      ...(seed.email !== undefined && { emails: { PRI: { email: seed.email } } }),
      ...(seed.telephone !== undefined && { telephones: { PRI: seed.telephone } }),
    },
    marketingDetails: { isReceiveEmailNewsletter: seed.isReceiveEmailNewsletter },
    financialDetails: seed.financialDetails,
    relationshipToAccount: { isStaff: seed.isStaff, isSupplier: seed.isSupplier },
    organisation: { name: seed.companyName },
  });
}
