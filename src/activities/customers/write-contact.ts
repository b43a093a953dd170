/** Carries out what was decided about a contact. Every request sets a value: sent twice, it changes nothing the second time. */
import type { BrightpearlClient } from '../../brightpearl/client';
import type { BpContact } from '../../brightpearl/schemas/contact';
import type { PlannedChanges } from '../../mapping/customers/changes';
import { sameText } from '../../mapping/rule-values';

/** A select of the account that has no option like the store's value. */
export class UnknownOptionError extends Error {
  override readonly name = 'UnknownOptionError';
}

export async function writeContact(
  client: BrightpearlClient,
  contact: BpContact,
  changes: PlannedChanges,
): Promise<void> {
  const { contacts } = client;
  const { contactId } = contact;
  // Looked up first: what cannot be written must not leave the rest half-written.
  const customFields = await customValues(client, changes.customFields);
  await writeAddresses(client, contact, changes);
  if (changes.contact) await contacts.update(contactId, changes.contact);
  if (Object.keys(customFields).length > 0) await contacts.setCustomFields(contactId, customFields);
}

/**
 * A new address takes the place of the old one, which may serve for something else as well. A crash in between leaves an
 * address that nobody uses, which is harmless.
 */
async function writeAddresses(
  { contacts }: BrightpearlClient,
  { contactId, postAddressIds: { DEF, BIL } }: BpContact,
  { billingAddress, deliveryAddress }: PlannedChanges,
): Promise<void> {
  if (billingAddress) {
    // The default address is the billing one, unless somebody told them apart.
    const types = !BIL || BIL === DEF ? (['BIL', 'DEF'] as const) : (['BIL'] as const);
    await contacts.useAddress(contactId, await contacts.createAddress(billingAddress), types);
  }
  if (deliveryAddress) await contacts.useAddress(contactId, await contacts.createAddress(deliveryAddress), ['DEL']);
}

async function customValues(
  { referenceData }: BrightpearlClient,
  texts: Readonly<Record<string, string>>,
): Promise<Record<string, string | { readonly id: number }>> {
  if (Object.keys(texts).length === 0) return {};
  const fields = new Map((await referenceData.contactCustomFields()).map((field) => [field.code, field]));
  const valueOf = (code: string, text: string): string | { readonly id: number } => {
    const field = fields.get(code);
    if (!field)
      throw new UnknownOptionError(`Brightpearl has no custom field ${code} of contacts: add it, or correct the code`);
    if (field.type !== 'SELECT') return text;
    const option = field.options.find(({ value }) => sameText(value, text));
    if (!option) {
      throw new UnknownOptionError(
        `The custom field ${code} has no option like the store's value: add it in Brightpearl`,
      );
    }
    return { id: option.id };
  };
  return Object.fromEntries(Object.entries(texts).map(([code, text]) => [code, valueOf(code, text)]));
}
