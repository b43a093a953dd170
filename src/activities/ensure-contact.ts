/**
 * Finds the Brightpearl contact of an order, or creates it. E-mail is not unique in Brightpearl and creating is not
 * idempotent, so one lease per account and e-mail keeps two orders of one shopper from creating two contacts.
 */
import type { ContactInput } from '../brightpearl/contacts';
import type { SendOptions } from '../brightpearl/transport';
import type { PlanStep } from '../domain/activity-types';
import { issue } from '../domain/issues';
import { buyerIdentity } from '../mapping/contact-match';
import { chooseContact } from '../mapping/contacts';
import type { ContactDraft } from '../mapping/types';
import { contactCandidates, linkedCandidate } from './contact-candidates';
import { customerKeyOf, emailKeyOf, readAgain, recall, rememberCustomer } from './contact-memory';
import type { Buyer, Earlier } from './contact-memory';
import { keepDeliveryAddress } from './delivery-address';
import { rememberMade } from './customers/field-marks';
import type { ActivityDeps } from './deps';
import { issueFailure } from './failures';
import { underLease, type Lease } from './lease';
import { addNotices } from './notices';
import { withRoom } from './request-room';
import { rulesOf } from './route-rules';
import { loadPlan } from './stored-plan';
import type { StoredPlan } from './stored-plan';
import { writeOnce } from './write-once';

/** The earlier contact, two searches with the details of what they find, a contact, and its delivery address. */
const MAX_REQUESTS = 10;

export async function ensureContact(deps: ActivityDeps, input: PlanStep): Promise<{ contactId: number }> {
  const stored = await loadPlan(deps, input.key, input.planId);
  if (stored.contactId !== undefined) return { contactId: stored.contactId };
  const buyer = buyerOf(deps, input, stored);
  const { account } = buyer;
  const { differentAddress } = rulesOf(deps, stored).contact;
  const { trusted } = await recall(deps, buyer);
  if (trusted !== undefined && differentAddress !== 'update-delivery') return { contactId: trusted };
  return withRoom(deps, account, MAX_REQUESTS, (own) =>
    alone(own, buyer, async (claim) => {
      const { contactId, duplicates } = await contactOf(own, stored, buyer, claim);
      if (differentAddress === 'update-delivery') {
        await keepDeliveryAddress(own.brightpearl(account), contactId, buyer.draft);
      }
      await addNotices(own, input, duplicateNotices(contactId, duplicates));
      return { contactId };
    }),
  );
}

function buyerOf(deps: ActivityDeps, { key }: PlanStep, stored: StoredPlan): Buyer {
  const { contact: rules } = rulesOf(deps, stored);
  const { account, plan } = stored;
  const draft = plan.contact;
  return { key, account, draft, identity: buyerIdentity(draft, rules), linkFirst: rules.matchBy[0] === 'link' };
}

/** A customer who orders under two e-mail addresses at once must not become two contacts either. */
function alone<T>(deps: ActivityDeps, buyer: Buyer, work: (claim: Lease) => Promise<T>): Promise<T> {
  const busy = { type: 'ContactBusy', message: 'Another order of this customer is looking for the contact' } as const;
  const lease = (localKey: string) => ({ name: `contact:${buyer.account}:${localKey}`, order: buyer.key, busy });
  const customerKey = customerKeyOf(buyer);
  return underLease(deps, lease(emailKeyOf(deps, buyer).localKey), (claim) =>
    customerKey ? underLease(deps, lease(customerKey.localKey), () => work(claim)) : work(claim),
  );
}

interface Found {
  readonly contactId: number;
  /** Others that fit as well. */
  readonly duplicates: readonly number[];
}

async function contactOf(deps: ActivityDeps, stored: StoredPlan, buyer: Buyer, claim: Lease): Promise<Found> {
  // Another order of the customer may have been ahead.
  const remembered = await recall(deps, buyer);
  if (remembered.trusted !== undefined) return { contactId: remembered.trusted, duplicates: [] };
  const earlier = await readAgain(deps, buyer, remembered);
  const found = await findOrCreate(deps, stored, buyer, { earlier, claim });
  if (!earlier.byCustomer) await rememberCustomer(deps, buyer, found.contactId);
  return found;
}

async function findOrCreate(
  deps: ActivityDeps,
  stored: StoredPlan,
  buyer: Buyer,
  { earlier, claim }: { readonly earlier: Earlier; readonly claim: Lease },
): Promise<Found> {
  const { key, account, draft, linkFirst } = buyer;
  const client = deps.brightpearl(account);
  const rules = rulesOf(deps, stored);
  const linked = earlier.byCustomer && (await linkedCandidate(client, earlier.byCustomer, rules));
  const byLink = chooseContact(draft, linkFirst && linked ? [linked] : [], rules);
  const accepted = 'use' in byLink ? byLink.use : undefined;
  if (earlier.byEmail !== undefined) return { contactId: accepted ?? earlier.byEmail, duplicates: [] };
  let duplicates: readonly number[] = [];
  const find = async (): Promise<string | undefined> => {
    if (accepted !== undefined) return String(accepted);
    if (draft.email === '') return undefined;
    const choice = chooseContact(draft, await contactCandidates(client, draft, rules, linked), rules);
    if ('hold' in choice) throw issueFailure(choice.hold);
    if (!('use' in choice)) return undefined;
    ({ duplicates } = choice);
    return String(choice.use);
  };
  const remoteId = await writeOnce(deps, {
    ...emailKeyOf(deps, buyer),
    order: key,
    body: draft,
    // Somebody else may have made the contact: it is always looked for first.
    lookFirst: true,
    find,
    send: (once) => create(deps, stored, draft, once),
    claim,
  });
  const contactId = Number(remoteId);
  if (Number.isInteger(contactId)) return { contactId, duplicates };
  throw issueFailure(issue('UNEXPECTED_ANSWER', `Order ${key.orderId}: contact id ${remoteId} is not a number`));
}

const duplicateNotices = (used: number, duplicates: readonly number[]): string[] =>
  duplicates.length === 0
    ? []
    : [
        `contact ${used} was used; contacts ${duplicates.join(', ')} fit the customer as well: merge them in Brightpearl`,
      ];

/** Two steps by Brightpearl's design; a crash between them leaves an address nobody uses, which is harmless. */
async function create(deps: ActivityDeps, stored: StoredPlan, draft: ContactDraft, once: SendOptions): Promise<string> {
  const { contacts } = deps.brightpearl(stored.account);
  const addressId = await contacts.createAddress(draft.address);
  const { leadSourceId } = rulesOf(deps, stored).brightpearl;
  const contact: ContactInput = {
    firstName: draft.firstName,
    lastName: draft.lastName,
    postAddressIds: { DEF: addressId, BIL: addressId, DEL: addressId },
    communication: {
      ...(draft.email === '' ? {} : { emails: { PRI: { email: draft.email } } }),
      ...(draft.telephone === '' ? {} : { telephones: { PRI: draft.telephone } }),
    },
    ...(draft.company === '' ? {} : { organisation: { name: draft.company } }),
    ...(draft.taxNumber === '' ? {} : { financialDetails: { taxNumber: draft.taxNumber } }),
    ...(leadSourceId === undefined ? {} : { assignment: { current: { leadSourceId } } }),
  };
  const contactId = await contacts.create(contact, once);
  await rememberMade(deps, { account: stored.account, contactId }, draft);
  return String(contactId);
}
