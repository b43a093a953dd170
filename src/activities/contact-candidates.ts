/** Contacts that may be the buyer, with as much of them as the route's rules need: each further read costs a request. */
import type { BrightpearlClient } from '../brightpearl/client';
import type { BpContactRow } from '../brightpearl/contacts';
import { sameNames, type ContactCandidate } from '../mapping/contact-match';
import type { RouteRules } from '../mapping/rules';
import type { ContactDraft } from '../mapping/types';

export async function contactCandidates(
  client: BrightpearlClient,
  draft: ContactDraft,
  { contact: rules }: RouteRules,
): Promise<readonly ContactCandidate[]> {
  const byEmail = draft.email === '' ? [] : await client.contacts.searchByEmail(draft.email);
  const byName = rules.matchBy.includes('address') ? await namesakes(client, draft) : [];
  const rows = new Map([...byEmail, ...byName].map((row) => [row.contactId, row]));
  const candidates = [...rows.values()].map(candidateOf);
  const needsMore = draft.taxNumber !== '' || byName.length > 0 || rules.differentAddress === 'new-contact';
  return needsMore && candidates.length > 0 ? withDetails(client, candidates) : candidates;
}

/** Few names are worth reading the addresses of: only those that are the buyer's in full. */
async function namesakes(client: BrightpearlClient, draft: ContactDraft): Promise<BpContactRow[]> {
  if (draft.lastName === '') return [];
  const found = await client.contacts.searchByName(draft);
  return found.filter((row) => sameNames(draft, row));
}

const candidateOf = (row: BpContactRow): ContactCandidate => ({
  contactId: row.contactId,
  emails: [row.primaryEmail, row.secondaryEmail, row.tertiaryEmail].filter((email) => email !== ''),
  firstName: row.firstName,
  lastName: row.lastName,
  companyName: row.companyName,
  isStaff: row.isStaff,
  isSupplier: row.isSupplier,
});

async function withDetails(
  client: BrightpearlClient,
  candidates: readonly ContactCandidate[],
): Promise<readonly ContactCandidate[]> {
  const contacts = await client.contacts.readMany(candidates.map(({ contactId }) => contactId));
  const idsOf = (contactId: number) => {
    const { DEF, BIL, DEL } = contacts.get(contactId)?.postAddressIds ?? {};
    return { billing: BIL ?? DEF ?? 0, delivery: DEL ?? DEF ?? 0 };
  };
  const wanted = candidates.flatMap(({ contactId }) => Object.values(idsOf(contactId)));
  const addresses = await client.contacts.readAddresses(new Set(wanted.filter((id) => id > 0)));
  return candidates.map((candidate) => {
    const { billing, delivery } = idsOf(candidate.contactId);
    const [address, deliveryAddress] = [addresses.get(billing), addresses.get(delivery)];
    const taxNumber = contacts.get(candidate.contactId)?.financialDetails?.taxNumber;
    return {
      ...candidate,
      ...(address ? { address } : {}),
      ...(deliveryAddress ? { deliveryAddress } : {}),
      ...(taxNumber === undefined ? {} : { taxNumber }),
    };
  });
}
