/** Contacts that may be the buyer, with as much of them as the route's rules need: each further read costs a request. */
import type { BrightpearlClient } from '../brightpearl/client';
import type { BpContact, BpContactRow } from '../brightpearl/schemas/contact';
import { sameNames, type ContactCandidate } from '../mapping/contact-match';
import type { RouteRules } from '../mapping/rules';
import type { ContactDraft } from '../mapping/types';

export async function contactCandidates(
  client: BrightpearlClient,
  draft: ContactDraft,
  { contact: rules }: RouteRules,
  known: readonly ContactCandidate[],
): Promise<readonly ContactCandidate[]> {
  const byEmail = draft.email === '' ? [] : await client.contacts.searchByEmail(draft.email);
  const byName = rules.matchBy.includes('address') ? await namesakes(client, draft) : [];
  const rows = new Map([...byEmail, ...byName].map((row) => [row.contactId, row]));
  const candidates = [...rows.values()].map(searched);
  const needsMore = draft.taxNumber !== '' || byName.length > 0 || rules.differentAddress === 'new-contact';
  const found = needsMore && candidates.length > 0 ? await withDetails(client, candidates) : candidates;
  return [...new Map([...found, ...known].map((one) => [one.contactId, one])).values()];
}

/** The contact of an earlier order of the same customer. */
export async function linkedCandidate(
  client: BrightpearlClient,
  contact: BpContact,
  { contact: rules }: RouteRules,
): Promise<ContactCandidate> {
  const candidate = { ...candidateOf(contact), linked: true };
  const contacts = new Map([[contact.contactId, contact]]);
  const asksForAddress = rules.differentAddress === 'new-contact' || rules.matchBy.includes('address');
  const [detailed] = asksForAddress ? await withAddresses(client, [candidate], contacts) : [];
  return detailed ?? candidate;
}

/** Of a contact as it was read. */
export function candidateOf(contact: BpContact): ContactCandidate {
  const { contactId, firstName, lastName, communication, organisation, relationshipToAccount } = contact;
  const { PRI, SEC, TER } = communication.emails;
  const candidate = {
    contactId,
    emails: [PRI, SEC, TER].flatMap((one) => (one && one.email !== '' ? [one.email] : [])),
    firstName,
    lastName,
    companyName: organisation?.name ?? '',
    ...relationshipToAccount,
  };
  return withTaxNumber(candidate, contact);
}

/** Few names are worth reading the addresses of: only those that are the buyer's in full. */
async function namesakes(client: BrightpearlClient, draft: ContactDraft): Promise<BpContactRow[]> {
  if (draft.lastName === '') return [];
  const found = await client.contacts.searchByName(draft);
  return found.filter((row) => sameNames(draft, row));
}

const searched = (row: BpContactRow): ContactCandidate => ({
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
  return withAddresses(client, candidates, contacts);
}

async function withAddresses(
  client: BrightpearlClient,
  candidates: readonly ContactCandidate[],
  contacts: ReadonlyMap<number, BpContact>,
): Promise<readonly ContactCandidate[]> {
  const idsOf = (contactId: number) => {
    const { DEF, BIL, DEL } = contacts.get(contactId)?.postAddressIds ?? {};
    return { billing: BIL ?? DEF ?? 0, delivery: DEL ?? DEF ?? 0 };
  };
  const wanted = candidates.flatMap(({ contactId }) => Object.values(idsOf(contactId)));
  const addresses = await client.contacts.readAddresses(new Set(wanted.filter((id) => id > 0)));
  return candidates.map((candidate) => {
    const { billing, delivery } = idsOf(candidate.contactId);
    const [address, deliveryAddress] = [addresses.get(billing), addresses.get(delivery)];
    return {
      ...withTaxNumber(candidate, contacts.get(candidate.contactId)),
      ...(address ? { address } : {}),
      ...(deliveryAddress ? { deliveryAddress } : {}),
    };
  });
}

function withTaxNumber(candidate: ContactCandidate, contact: BpContact | undefined): ContactCandidate {
  const taxNumber = contact?.financialDetails?.taxNumber;
  return taxNumber === undefined ? candidate : { ...candidate, taxNumber };
}
