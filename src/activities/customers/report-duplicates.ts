/**
 * Reads every customer of a store and every contact of its accounts, and reports who is there more than once. Merges nothing. Who
 * is gone, and was not told of, is looked at: no list of changes shows it.
 */
import { Context } from '@temporalio/activity';
import { DUPLICATES_REPORT } from '../../domain/customer-types';
import type { CustomerDuplicatesInput, CustomerDuplicatesResult } from '../../domain/customer-types';
import { customerRef, parseCustomerRef } from '../../domain/ids';
import { RemoteError } from '../../domain/remote-error';
import { causeText, findDuplicates, type AccountContact, type StoreCustomer } from '../../mapping/customers/duplicates';
import { inChunks } from '../../store/chunks';
import type { ActivityDeps } from '../deps';
import { accountsOfStore, noteCustomers } from './deps';
import { allContacts, allCustomers, type ContactAsListed, type CustomerAsRead } from './read-everyone';

const LINKS_AT_ONCE = 5_000;
const GONE = 'not in the store any more';
/** After which an account that does not answer is left out. */
const ATTEMPTS = 3;

export async function reportDuplicates(
  deps: ActivityDeps,
  { storeHash }: CustomerDuplicatesInput,
): Promise<CustomerDuplicatesResult> {
  const startedAt = new Date();
  const accounts = accountsOfStore(deps.config, storeHash);
  const read = await allCustomers(deps, storeHash);
  await lookAtGone(deps, storeHash, read);
  const customers = await withLinks(deps, storeHash, accounts, read);
  const { contacts, leftOut } = await contactsOf(deps, accounts);
  const found = findDuplicates(customers, contacts);
  await deps.store.reports.replace({
    kind: DUPLICATES_REPORT,
    scope: storeHash,
    startedAt,
    finishedAt: new Date(),
    summary: { customers: customers.length, contacts: contacts.length, duplicates: found.length, leftOut },
    rows: found.map((one) => ({ ...one, account: one.account ?? null, what: causeText(one.cause) })),
  });
  return { duplicates: found.length };
}

/** Their contacts may be another's by now. Each is read again before anything is left to others. */
async function lookAtGone(deps: ActivityDeps, storeHash: string, customers: readonly CustomerAsRead[]): Promise<void> {
  const there = new Set(customers.map(({ customerId }) => customerId));
  const gone = (await deps.store.contactMarks.followed(storeHash)).filter((id) => !there.has(id));
  if (gone.length === 0) return;
  await noteCustomers(deps, storeHash, gone, { reason: GONE, isLate: true });
  await deps.customers.changed(storeHash, { reason: GONE });
}

/**
 * The accounts that answer. One that is away is tried twice more, with all that goes before it, and then left out: else it would
 * have everything read over and over, and nobody be told of what the others show.
 */
async function contactsOf(
  deps: ActivityDeps,
  accounts: readonly string[],
): Promise<{ readonly contacts: readonly AccountContact[]; readonly leftOut: readonly string[] }> {
  const contacts: AccountContact[] = [];
  const leftOut: string[] = [];
  const { info, cancellationSignal } = Context.current();
  for (const account of accounts) {
    try {
      contacts.push(...(await withCustomers(deps, account, await allContacts(deps, account))));
    } catch (error) {
      const isAway = error instanceof RemoteError && !cancellationSignal.aborted;
      if (!isAway || accounts.length === 1 || info.attempt < ATTEMPTS) throw error;
      leftOut.push(account);
    }
  }
  return { contacts, leftOut };
}

/** A contact may be that of a customer of another store. */
async function withCustomers(
  deps: ActivityDeps,
  account: string,
  contacts: readonly ContactAsListed[],
): Promise<AccountContact[]> {
  const marked: AccountContact[] = [];
  for (const some of inChunks(contacts, LINKS_AT_ONCE)) {
    const ids = some.map(({ contactId }) => String(contactId));
    const links = await deps.store.links.byRemotes('contact', account, ids);
    const linked = new Set(links.flatMap(({ localKey, remoteId }) => (parseCustomerRef(localKey) ? [remoteId] : [])));
    marked.push(...some.map((one) => ({ ...one, isLinked: linked.has(String(one.contactId)) })));
  }
  return marked;
}

async function withLinks(
  deps: ActivityDeps,
  storeHash: string,
  accounts: readonly string[],
  customers: readonly CustomerAsRead[],
): Promise<StoreCustomer[]> {
  const linked: StoreCustomer[] = [];
  for (const some of inChunks(customers, LINKS_AT_ONCE)) {
    const keys = some.map(({ customerId, email }) => ({
      byCustomer: customerRef(storeHash, customerId),
      byEmail: deps.protection.emailHash(email),
    }));
    const found = await Promise.all(
      accounts.map(async (account) => ({
        account,
        links: await deps.store.links.getMany(
          'contact',
          account,
          keys.flatMap(({ byCustomer, byEmail }) => [byCustomer, byEmail]),
        ),
      })),
    );
    linked.push(
      ...some.map((customer, index) => ({
        ...customer,
        links: found.flatMap(({ account, links }) => {
          const key = keys[index];
          const own = key && links.get(key.byCustomer);
          const byEmail = key && links.get(key.byEmail);
          if (!own) return [];
          return [{ account, contactId: Number(own.remoteId), byEmail: byEmail && Number(byEmail.remoteId) }];
        }),
      })),
    );
  }
  return linked;
}
