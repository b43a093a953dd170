/**
 * Which contact a customer had before: by the e-mail address, and by the store's own customer id, so that whoever changes
 * the address stays the same. Contacts are merged and deleted in Brightpearl: what is remembered is read again after a
 * day, and whenever a person ruled about the order.
 */
import type { BpContact } from '../brightpearl/schemas/contact';
import { customerRef } from '../domain/ids';
import type { OrderKey } from '../domain/ids';
import type { RouteRules } from '../mapping/rules';
import type { ContactDraft } from '../mapping/types';
import type { Link, LinkKey } from '../store/links';
import { customersConfigOf } from './customers/deps';
import type { ActivityDeps } from './deps';
import { tryAgain } from './failures';
import { intentKeyOf } from './write-once';

const REMEMBER_MS = 24 * 3_600_000;

/** Who ordered, or registered with the store without an order yet. */
export interface Buyer {
  /** The reference of the order, or of the customer. */
  readonly ref: string;
  readonly storeHash: string;
  /** Absent: the contact is made for the customer, and for no order. */
  readonly order?: OrderKey;
  readonly account: string;
  readonly draft: ContactDraft;
  /** What makes another buyer of the same e-mail address; all blank for a private person. */
  readonly identity: readonly string[];
  /** Of the route by which the contact is found or made. */
  readonly rules: RouteRules;
}

/** Whether a link to the customer goes before the e-mail address. */
export const isLinkFirst = ({ rules: { contact } }: Buyer): boolean => contact.matchBy[0] === 'link';

type ContactKey = LinkKey & { readonly kind: 'contact' };

interface Remembered {
  readonly byEmail: Link | undefined;
  readonly byCustomer: Link | undefined;
  /** The contact that can be used without asking Brightpearl. */
  readonly trusted?: number;
}

/**
 * By keyed hash: the database never holds an address in clear. A known e-mail that now buys for another company, under
 * another tax number, or by rule from another address, is another buyer. Without an e-mail every order is its own customer.
 */
export function emailKeyOf(deps: ActivityDeps, buyer: Buyer): ContactKey {
  const { account, identity } = buyer;
  const person = personOf(deps, buyer);
  const isOnlyPerson = buyer.draft.email === '' || identity.every((part) => part === '');
  const localKey = isOnlyPerson
    ? person
    : `${person}/${deps.protection.keyedHash('business', JSON.stringify(identity))}`;
  return { kind: 'contact', account, localKey };
}

/** The keyed hash of the e-mail address alone, whatever is bought under it. */
export const personOf = ({ protection }: Pick<ActivityDeps, 'protection'>, { draft, ref }: Buyer): string =>
  draft.email === '' ? ref : protection.emailHash(draft.email);

/** Guests have none. */
export const customerKeyOf = ({ account, draft, storeHash }: Buyer): ContactKey | undefined =>
  draft.bigcommerceCustomerId === 0
    ? undefined
    : { kind: 'contact', account, localKey: customerRef(storeHash, draft.bigcommerceCustomerId) };

export async function recall(deps: ActivityDeps, buyer: Buyer): Promise<Remembered> {
  const { links } = deps.store;
  const customerKey = customerKeyOf(buyer);
  const [byEmail, byCustomer] = await Promise.all([
    links.get(emailKeyOf(deps, buyer)),
    customerKey && links.get(customerKey),
  ]);
  const differ = isLinkFirst(buyer) && byCustomer?.remoteId !== byEmail?.remoteId;
  const agree = customerKey === undefined || (byCustomer !== undefined && !differ);
  const isFresh = byEmail !== undefined && ageOf(byEmail) < REMEMBER_MS;
  if (!isFresh || !agree || (await mustBeAsked(deps, buyer))) return { byEmail, byCustomer };
  return { byEmail, byCustomer, trusted: idOf(byEmail) };
}

/** A person ruled about the order; or a customer without an order seems to have no contact any more. */
const mustBeAsked = async ({ store }: ActivityDeps, { order }: Buyer): Promise<boolean> =>
  !order || (await store.decisions.list(order)).length > 0;

export interface Earlier {
  /** Contacts that are there and can be used; the link to another is forgotten. */
  readonly byEmail?: number;
  readonly byCustomer?: BpContact;
}

/** Asks Brightpearl for the contacts that are remembered. */
export async function readAgain(
  deps: ActivityDeps,
  buyer: Buyer,
  { byEmail, byCustomer }: Remembered,
): Promise<Earlier> {
  const links = [byEmail, byCustomer].filter((link) => link !== undefined);
  if (links.length === 0) return {};
  const contacts = await deps.brightpearl(buyer.account).contacts.readMany(links.map(idOf));
  const hidden = links.find((link) => !contacts.has(idOf(link)) && ageOf(link) < deps.config.timings.searchLagMs);
  // Just made, and not yet served: reads may come from a replica.
  if (hidden) throw tryAgain('NotYetReadable', `Contact ${hidden.remoteId} was made and cannot be read yet`, 1_000);
  const [emailContact, customer] = [byEmail, byCustomer].map((link) => link && usable(contacts.get(idOf(link))));
  const emailKey = emailKeyOf(deps, buyer);
  if (emailContact) await deps.store.links.put({ ...emailKey, remoteId: String(emailContact.contactId) });
  else if (byEmail) await forget(deps, emailKey);
  return {
    ...(emailContact ? { byEmail: emailContact.contactId } : {}),
    ...(customer ? { byCustomer: customer } : {}),
  };
}

const idOf = ({ remoteId }: Link): number => Number(remoteId);

/** Milliseconds since the contact was last known to be there. */
const ageOf = ({ updatedAt }: Link): number => Date.now() - updatedAt.getTime();

/** Staff and suppliers are never used, also if they became such later. */
function usable(contact: BpContact | undefined): BpContact | undefined {
  const { isStaff, isSupplier } = contact?.relationshipToAccount ?? {};
  return isStaff || isSupplier ? undefined : contact;
}

/** With the intent that made it: one without the other would keep the next contact of that address from being made. */
async function forget(deps: ActivityDeps, key: ContactKey): Promise<void> {
  await deps.store.transaction(async (store) => {
    await store.links.remove(key);
    await store.intents.forget(intentKeyOf(key));
  });
}

/** The first contact of a customer stays the customer's while it is there, whatever a single order was booked on. */
export async function rememberCustomer(deps: ActivityDeps, buyer: Buyer, contactId: number): Promise<void> {
  const customerKey = customerKeyOf(buyer);
  if (!customerKey) return;
  const { order, storeHash, account, draft } = buyer;
  const isTold = order !== undefined && customersConfigOf(deps, storeHash) !== undefined;
  const reason = `order ${order?.orderId ?? ''}`;
  await deps.store.transaction(async (store) => {
    await store.links.replace({ ...customerKey, remoteId: String(contactId), order });
    // The order has less of the customer than the store: what else belongs to the contact follows.
    if (isTold) await store.customerNews.add({ storeHash, accounts: [account] }, [draft.bigcommerceCustomerId], reason);
  });
  if (isTold) await deps.customers.changed(storeHash, { reason });
}
