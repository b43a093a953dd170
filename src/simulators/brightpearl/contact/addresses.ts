import type { Account } from '../account';
import type { Address, Contact } from '../records';

/** A contact's default, billing or delivery address with the contact's own name, e-mail and telephone, as on an order. */
export function addressOf(account: Account, contact: Contact, kind: 'DEF' | 'BIL' | 'DEL'): Address {
  const id = contact.postAddressIds[kind] ?? contact.postAddressIds['DEF'];
  const stored = account.state.addresses.get(id ?? 0);
  return {
    addressFullName: `${contact.firstName} ${contact.lastName}`.trim(),
    companyName: contact.companyName,
    addressLine1: stored?.addressLine1,
    addressLine2: stored?.addressLine2,
    addressLine3: stored?.addressLine3,
    addressLine4: stored?.addressLine4,
    postalCode: stored?.postalCode,
    countryIsoCode: stored?.countryIsoCode,
    telephone: contact.telephones['PRI'],
    mobileTelephone: contact.telephones['MOB'],
    email: contact.emails['PRI'],
  };
}
