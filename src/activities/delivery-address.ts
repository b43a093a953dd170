/** Keeps the delivery address of a contact as the last order has it, where the route asks for that. */
import type { BrightpearlClient } from '../brightpearl/client';
import { sameAddress } from '../mapping/contact-match';
import type { ContactDraft } from '../mapping/types';

/**
 * Compares first, so that a second run changes nothing. An address is never edited, since a contact may have one for
 * everything: a new one takes its place. A crash in between leaves an address that nobody uses, which is harmless.
 */
export async function keepDeliveryAddress(
  { contacts }: BrightpearlClient,
  contactId: number,
  { deliveryAddress }: ContactDraft,
): Promise<void> {
  if (!deliveryAddress) return;
  const contact = (await contacts.readMany([contactId])).get(contactId);
  if (!contact) return;
  const addressId = contact.postAddressIds.DEL ?? contact.postAddressIds.DEF ?? 0;
  const known = addressId > 0 ? (await contacts.readAddresses([addressId])).get(addressId) : undefined;
  if (known && sameAddress(known, deliveryAddress)) return;
  await contacts.useAddress(contactId, await contacts.createAddress(deliveryAddress), ['DEL']);
}
