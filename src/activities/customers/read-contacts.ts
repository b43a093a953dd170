/** Contacts with as much of them as the rules need: each further read costs a request. */
import type { BrightpearlClient } from '../../brightpearl/client';
import { addressIds, type ContactAsRead } from '../../mapping/customers/contact-side';
import type { CustomerRules } from '../../mapping/customers/rule-schema';

/** By id. Staff and suppliers are left out, also if they became such later: they are never touched. */
export async function readContacts(
  { contacts }: BrightpearlClient,
  ids: readonly number[],
  rules: CustomerRules,
): Promise<ReadonlyMap<number, ContactAsRead>> {
  if (ids.length === 0) return new Map();
  const people = [...(await contacts.readMany(ids)).values()].filter(
    ({ relationshipToAccount: { isStaff, isSupplier } }) => !isStaff && !isSupplier,
  );
  const { billingAddress, deliveryAddress } = rules.fields;
  const wanted = people
    .map(addressIds)
    .flatMap(({ billing, delivery }) => [
      ...(billingAddress === 'never' ? [] : [billing]),
      ...(deliveryAddress === 'never' ? [] : [delivery]),
    ]);
  const known = new Set(wanted.filter((id) => id > 0));
  const addresses = known.size > 0 ? await contacts.readAddresses(known) : new Map<number, never>();
  const asRead: [number, ContactAsRead][] = [];
  for (const contact of people) {
    const customFields =
      rules.customFields.length > 0 ? await contacts.customFields(contact.contactId) : new Map<string, never>();
    asRead.push([contact.contactId, { contact, addresses, customFields }]);
  }
  return new Map(asRead);
}
