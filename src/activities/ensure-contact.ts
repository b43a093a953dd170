/**
 * Finds the Brightpearl contact of an order, or creates it. E-mail is not unique in Brightpearl and creating is not
 * idempotent, so one lease per account and e-mail keeps two orders of one shopper from creating two contacts.
 */
import type { PlanStep } from '../domain/activity-types';
import { salesOrderRef } from '../domain/ids';
import type { OrderKey } from '../domain/ids';
import { issue } from '../domain/issues';
import { chooseContact } from '../mapping/contacts';
import type { ContactDraft } from '../mapping/types';
import { contactCandidates } from './contact-candidates';
import { keepDeliveryAddress } from './delivery-address';
import type { ActivityDeps } from './deps';
import { issueFailure, tryAgain } from './failures';
import { hashOf } from './hash';
import { addNotices } from './notices';
import { withRoom } from './request-room';
import { rulesOf } from './sales-order';
import { loadPlan } from './stored-plan';
import type { StoredPlan } from './stored-plan';
import { writeOnce } from './write-once';

/** Where the configuration does not say how long a step may take. */
const LEASE_MS = 120_000;
/** Two searches with the details of what they find, a contact with its address, and its delivery address. */
const MAX_REQUESTS = 8;

export async function ensureContact(deps: ActivityDeps, input: PlanStep): Promise<{ contactId: number }> {
  const stored = await loadPlan(deps, input.key, input.planId);
  if (stored.contactId !== undefined) return { contactId: stored.contactId };
  const draft = stored.plan.contact;
  const localKey = contactKeyOf(deps, draft, input.key);
  const linked = await deps.store.links.get({ kind: 'contact', account: stored.account, localKey });
  const { contact: rules } = rulesOf(deps, stored);
  const isDone = rules.differentAddress !== 'update-delivery' && rules.matchBy.includes('link');
  if (linked && isDone) return { contactId: Number(linked.remoteId) };
  return withRoom(deps, stored.account, MAX_REQUESTS, (own) =>
    underLease(own, { name: `contact:${stored.account}:${localKey}`, owner: salesOrderRef(input.key) }, (claim) =>
      findOrCreate(own, input, stored, { draft, localKey, claim }),
    ),
  );
}

/**
 * By keyed hash: the database never holds an address in clear. A known e-mail that now buys for another company, or under
 * another tax number, is another buyer. Without an e-mail every order is its own customer.
 */
function contactKeyOf(deps: ActivityDeps, { email, company, taxNumber }: ContactDraft, key: OrderKey): string {
  if (email === '') return salesOrderRef(key);
  const person = deps.protection.emailHash(email);
  return company === '' && taxNumber === '' ? person : `${person}/${hashOf([company.toLowerCase(), taxNumber])}`;
}

interface Lease {
  readonly name: string;
  readonly fence: number;
}

/**
 * The order owns the lease, not the attempt: when its process dies, the next attempt takes over at once. Other orders of
 * the customer wait no longer than the attempt may last.
 */
async function underLease<T>(
  deps: ActivityDeps,
  { name, owner }: { readonly name: string; readonly owner: string },
  work: (lease: Lease) => Promise<T>,
): Promise<T> {
  const claim = await deps.store.claims.acquire(name, owner, deps.config.timings.order.activityTimeoutMs ?? LEASE_MS);
  if (!claim.acquired) {
    throw tryAgain(
      'ContactBusy',
      'Another order of this customer is looking for the contact',
      Math.min(claim.retryAfterMs, 1_000),
    );
  }
  try {
    return await work({ name, fence: claim.fence });
  } finally {
    await deps.store.claims.release(name, claim.fence);
  }
}

async function findOrCreate(
  deps: ActivityDeps,
  input: PlanStep,
  stored: StoredPlan,
  { draft, localKey, claim }: { readonly draft: ContactDraft; readonly localKey: string; readonly claim: Lease },
): Promise<{ contactId: number }> {
  const client = deps.brightpearl(stored.account);
  const rules = rulesOf(deps, stored);
  let duplicates: readonly number[] = [];
  const find = async (): Promise<string | undefined> => {
    const choice = chooseContact(draft, await contactCandidates(client, draft, rules), rules);
    if ('hold' in choice) throw issueFailure(choice.hold);
    if (!('use' in choice)) return undefined;
    ({ duplicates } = choice);
    return String(choice.use);
  };
  const remoteId = await writeOnce(deps, {
    kind: 'contact',
    account: stored.account,
    localKey,
    order: input.key,
    body: draft,
    // Somebody else may have made the contact: it is always looked for first.
    lookFirst: draft.email !== '',
    find: draft.email === '' ? async () => undefined : find,
    send: () => create(deps, stored, draft),
    claim,
  });
  const contactId = Number(remoteId);
  if (!Number.isInteger(contactId)) {
    throw issueFailure(
      issue('UNEXPECTED_ANSWER', `Order ${input.key.orderId}: contact id ${remoteId} is not a number`),
    );
  }
  if (rules.contact.differentAddress === 'update-delivery') await keepDeliveryAddress(client, contactId, draft);
  await addNotices(deps, input, duplicateNotices(contactId, duplicates));
  return { contactId };
}

const duplicateNotices = (used: number, duplicates: readonly number[]): string[] =>
  duplicates.length === 0
    ? []
    : [
        `contact ${used} was used; contacts ${duplicates.join(', ')} fit the customer as well: merge them in Brightpearl`,
      ];

/** Two steps by Brightpearl's design; a crash between them leaves an address nobody uses, which is harmless. */
async function create(deps: ActivityDeps, stored: StoredPlan, draft: ContactDraft): Promise<string> {
  const { contacts } = deps.brightpearl(stored.account);
  const addressId = await contacts.createAddress(draft.address);
  const { leadSourceId } = rulesOf(deps, stored).brightpearl;
  return String(
    await contacts.create({
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
    }),
  );
}
