/**
 * Which contact a customer had before: by the e-mail address, and by the store's own customer id, so that whoever changes
 * the address stays the same. Contacts are merged and deleted in Brightpearl: what is remembered is read again after a
 * day, and whenever a person ruled about the order.
 */
import type { BpContact } from '../brightpearl/schemas/contact';
import { customerRef, salesOrderRef } from '../domain/ids';
import type { OrderKey } from '../domain/ids';
import type { ContactDraft } from '../mapping/types';
import type { Link, LinkKey } from '../store/links';
import { customersConfigOf } from './customers/deps';
import type { ActivityDeps } from './deps';
import { tryAgain } from './failures';
import { intentKeyOf } from './write-once';

const REMEMBER_MS = 24 * 3_600_000;

export interface Buyer {
  readonly key: OrderKey;
  readonly account: string;
  readonly draft: ContactDraft;
  /** What makes another buyer of the same e-mail address; all blank for a private person. */
  readonly identity: readonly string[];
  /** Whether a link to the customer goes before the e-mail address. */
  readonly linkFirst: boolean;
}

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
export function emailKeyOf(deps: ActivityDeps, { account, draft, identity, key }: Buyer): ContactKey {
  if (draft.email === '') return { kind: 'contact', account, localKey: salesOrderRef(key) };
  const person = deps.protection.emailHash(draft.email);
  const isOnlyPerson = identity.every((part) => part === '');
  const localKey = isOnlyPerson
    ? person
    : `${person}/${deps.protection.keyedHash('business', JSON.stringify(identity))}`;
  return { kind: 'contact', account, localKey };
}

/** Guests have none. */
export const customerKeyOf = ({ account, draft, key }: Buyer): ContactKey | undefined =>
  draft.bigcommerceCustomerId === 0
    ? undefined
    : { kind: 'contact', account, localKey: customerRef(key.storeHash, draft.bigcommerceCustomerId) };

export async function recall(deps: ActivityDeps, buyer: Buyer): Promise<Remembered> {
  const { links, decisions } = deps.store;
  const customerKey = customerKeyOf(buyer);
  const [byEmail, byCustomer] = await Promise.all([
    links.get(emailKeyOf(deps, buyer)),
    customerKey && links.get(customerKey),
  ]);
  const differ = buyer.linkFirst && byCustomer?.remoteId !== byEmail?.remoteId;
  const agree = customerKey === undefined || (byCustomer !== undefined && !differ);
  const isFresh = byEmail !== undefined && ageOf(byEmail) < REMEMBER_MS;
  if (!isFresh || !agree || (await decisions.list(buyer.key)).length > 0) return { byEmail, byCustomer };
  return { byEmail, byCustomer, trusted: idOf(byEmail) };
}

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
  const { key, account, draft } = buyer;
  const isFollowed = customersConfigOf(deps, key.storeHash) !== undefined;
  await deps.store.transaction(async (store) => {
    await store.links.replace({ ...customerKey, remoteId: String(contactId), order: key });
    const scope = { storeHash: key.storeHash, accounts: [account] };
    // The order has less of the customer than the store: what else belongs to the contact follows.
    if (isFollowed) await store.customerNews.add(scope, [draft.bigcommerceCustomerId], `order ${key.orderId}`);
  });
  if (isFollowed) await deps.customers.changed(key.storeHash, { reason: `order ${key.orderId}` });
}
