/** Contacts that may be the buyer, with as much of them as the route's rules need: each further read costs a request. */
import type { BrightpearlClient } from '../brightpearl/client';
import type { ContactCandidate } from '../mapping/contact-match';
import type { RouteRules } from '../mapping/rules';
import type { ContactDraft } from '../mapping/types';

export async function contactCandidates(
  client: BrightpearlClient,
  draft: ContactDraft,
  rules: RouteRules,
): Promise<readonly ContactCandidate[]> {
  const rows = draft.email === '' ? [] : await client.contacts.searchByEmail(draft.email);
  const candidates = rows.map((row): ContactCandidate => ({
    contactId: row.contactId,
    emails: [row.primaryEmail, row.secondaryEmail, row.tertiaryEmail].filter((email) => email !== ''),
    firstName: row.firstName,
    lastName: row.lastName,
    companyName: row.companyName,
    isStaff: row.isStaff,
    isSupplier: row.isSupplier,
  }));
  const needsMore = draft.taxNumber !== '' || rules.contact.differentAddress !== 'order-only';
  return needsMore && candidates.length > 0 ? withDetails(client, candidates) : candidates;
}

async function withDetails(
  client: BrightpearlClient,
  candidates: readonly ContactCandidate[],
): Promise<readonly ContactCandidate[]> {
  const contacts = await client.contacts.readMany(candidates.map(({ contactId }) => contactId));
  const addressIds = [...contacts.values()].flatMap(
    ({ postAddressIds }) => postAddressIds.DEL ?? postAddressIds.DEF ?? [],
  );
  const addresses = await client.contacts.readAddresses(addressIds);
  return candidates.map((candidate) => {
    const contact = contacts.get(candidate.contactId);
    const address = addresses.get(contact?.postAddressIds.DEL ?? contact?.postAddressIds.DEF ?? 0);
    const taxNumber = contact?.financialDetails?.taxNumber;
    return {
      ...candidate,
      ...(address ? { address } : {}),
      ...(taxNumber === undefined ? {} : { taxNumber }),
    };
  });
}
