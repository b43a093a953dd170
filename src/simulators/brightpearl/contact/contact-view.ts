import type { Account } from '../account';
import type { Contact, PostalAddress } from '../records';
import { countryView } from './countries';

export function contactView(account: Account, contact: Contact) {
  return {
    contactId: contact.id,
    isPrimaryContact: true,
    salutation: contact.salutation,
    firstName: contact.firstName,
    lastName: contact.lastName,
    postAddressIds: contact.postAddressIds,
    communication: {
      emails: Object.fromEntries(Object.entries(contact.emails).map(([kind, email]) => [kind, { email }])),
      telephones: contact.telephones,
      messagingVoips: contact.messagingVoips,
      websites: contact.websites,
    },
    contactStatus: { current: { contactStatusId: contact.contactStatusId } },
    relationshipToAccount: { isSupplier: contact.isSupplier, isStaff: contact.isStaff },
    marketingDetails: { isReceiveEmailNewsletter: contact.isReceiveEmailNewsletter },
    financialDetails: financialDetails(account, contact),
    assignment: { current: contact.assignment },
    organisation: organisation(contact),
    tradeStatus: 'UNKNOWN',
    createdByid: 0,
    createdOn: account.time(contact.createdOn),
    updatedOn: account.time(contact.updatedOn),
    contactTags: contact.tagIds.join(','),
    aliases: {},
    companyId: 0,
  };
}

function financialDetails(account: Account, contact: Contact) {
  const { currencies, baseCurrency } = account.state.lists;
  return {
    nominalCode: '0',
    creditLimit: 0,
    creditTermDays: 0,
    currencyId: currencies.find(({ code }) => code === baseCurrency)?.id,
    discountPercentage: 0,
    creditTermTypeId: 1,
    ...contact.financialDetails,
  };
}

/** Without a company the contact is an organisation of its own. */
const organisation = (contact: Contact) => ({
  organisationId: contact.id,
  ...(contact.companyName && { name: contact.companyName }),
  ...(contact.jobTitle && { jobTitle: contact.jobTitle }),
});

export function postalAddressView({ addressId, countryIsoCode, ...lines }: PostalAddress) {
  const { countryId, countryIsoCode: short } = countryView(countryIsoCode);
  return { addressId, ...lines, countryIsoCode, countryIsoCode2: short, countryId };
}
