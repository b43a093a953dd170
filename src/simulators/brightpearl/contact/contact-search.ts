import type { Account } from '../account';
import type { Contact } from '../records';
import { column, type SearchSource } from '../search/columns';

/** `contact-search`. E-mail addresses and names are found by any part of them. */
export const CONTACT_SEARCH: SearchSource = {
  name: 'contact-search',
  columns: [
    column('contactId', 'IDSET'),
    column('primaryEmail', 'SEARCH_STRING'),
    column('secondaryEmail', 'SEARCH_STRING'),
    column('tertiaryEmail', 'SEARCH_STRING'),
    column('firstName', 'SEARCH_STRING'),
    column('lastName', 'SEARCH_STRING'),
    column('isSupplier', 'BOOLEAN', { sortable: false }),
    column('companyName', 'SEARCH_STRING'),
    column('isStaff', 'BOOLEAN', { sortable: false }),
    column('isCustomer', 'BOOLEAN', { sortable: false }),
    column('createdOn', 'PERIOD'),
    column('updatedOn', 'PERIOD'),
    column('lastContactedOn', 'PERIOD'),
    column('lastOrderedOn', 'PERIOD'),
    column('nominalCode', 'INTEGER'),
    column('isPrimary', 'BOOLEAN'),
    column('pri', 'STRING', { sortable: false }),
    column('sec', 'STRING', { sortable: false }),
    column('mob', 'STRING', { sortable: false }),
    column('exactCompanyName', 'STRING'),
    column('title', 'STRING'),
  ],
  filters: [column('allEmail', 'SEARCH_STRING')],
  references: () => ({}),
};

/** Writes the contact as it is now into the search. */
export function indexContact(account: Account, contact: Contact): void {
  const { emails, telephones } = contact;
  account.index('contact-search', contact.id, {
    contactId: contact.id,
    primaryEmail: emails['PRI'] ?? '',
    secondaryEmail: emails['SEC'] ?? '',
    tertiaryEmail: emails['TER'] ?? '',
    allEmail: Object.values(emails),
    firstName: contact.firstName,
    lastName: contact.lastName,
    isSupplier: contact.isSupplier,
    companyName: contact.companyName,
    isStaff: contact.isStaff,
    isCustomer: !contact.isStaff && !contact.isSupplier,
    createdOn: contact.createdOn,
    updatedOn: contact.updatedOn,
    lastContactedOn: null,
    lastOrderedOn: null,
    nominalCode: 0,
    isPrimary: contact.companyName !== '',
    pri: telephones['PRI'] ?? '',
    sec: telephones['SEC'] ?? '',
    mob: telephones['MOB'] ?? '',
    exactCompanyName: contact.companyName,
    title: contact.jobTitle || null,
  });
}
