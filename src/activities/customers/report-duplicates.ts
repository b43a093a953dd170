/**
 * Reads every customer of a store and every contact of its accounts, and reports who is there more than once. Merges nothing. Who
 * is gone, and was not told of, is looked at: no list of changes shows it.
 */
import { Context } from '@temporalio/activity';
import { DUPLICATES_REPORT } from '../../domain/customer-types';
import type { CustomerDuplicatesInput, CustomerDuplicatesResult } from '../../domain/customer-types';
import { customerRef, parseCustomerRef } from '../../domain/ids';
import { causeText, findDuplicates, type AccountContact, type StoreCustomer } from '../../mapping/customers/duplicates';
import { inChunks } from '../../store/chunks';
import type { ActivityDeps } from '../deps';
import { accountsOfStore, noteCustomers } from './deps';

/** Neither system is older. */
const BEGINNING = new Date('2000-01-01T00:00:00Z');
const LINKS_AT_ONCE = 5_000;
const GONE = 'not in the store any more';

type Read = Omit<StoreCustomer, 'links'>;

export async function reportDuplicates(
  deps: ActivityDeps,
  { storeHash }: CustomerDuplicatesInput,
): Promise<CustomerDuplicatesResult> {
  const startedAt = new Date();
  const accounts = accountsOfStore(deps.config, storeHash);
  const read = await allCustomers(deps, storeHash);
  await lookAtGone(deps, storeHash, read);
  const customers = await withLinks(deps, storeHash, accounts, read);
  const contacts: AccountContact[] = [];
  for (const account of accounts) contacts.push(...(await allContacts(deps, account)));
  const found = findDuplicates(customers, contacts);
  await deps.store.reports.replace({
    kind: DUPLICATES_REPORT,
    scope: storeHash,
    startedAt,
    finishedAt: new Date(),
    summary: { customers: customers.length, contacts: contacts.length, duplicates: found.length },
    rows: found.map((one) => ({ ...one, account: one.account ?? null, what: causeText(one.cause) })),
  });
  return { duplicates: found.length };
}

async function allCustomers(deps: ActivityDeps, storeHash: string): Promise<Read[]> {
  const customers: Read[] = [];
  for await (const page of deps.bigcommerce(storeHash).customers.modifiedSince(BEGINNING)) {
    customers.push(...page.customers.map(({ id, email, channelIds }) => ({ customerId: id, email, channelIds })));
    Context.current().heartbeat({ customers: customers.length });
  }
  return customers;
}

/** Their contacts may be another's by now. Each is read again before anything is left to others. */
async function lookAtGone(deps: ActivityDeps, storeHash: string, customers: readonly Read[]): Promise<void> {
  const there = new Set(customers.map(({ customerId }) => customerId));
  const gone = (await deps.store.contactMarks.followed(storeHash)).filter((id) => !there.has(id));
  if (gone.length === 0) return;
  await noteCustomers(deps, storeHash, gone, { reason: GONE, isLate: true });
  await deps.customers.changed(storeHash, { reason: GONE });
}

async function allContacts(deps: ActivityDeps, account: string): Promise<AccountContact[]> {
  const contacts: Omit<AccountContact, 'isLinked'>[] = [];
  for await (const rows of deps.brightpearl(account).contacts.walkSince(BEGINNING, 'createdOn')) {
    contacts.push(
      ...rows.map(({ contactId, primaryEmail, secondaryEmail, tertiaryEmail, isStaff, isSupplier }) => ({
        account,
        contactId,
        emails: [primaryEmail, secondaryEmail, tertiaryEmail],
        isStaff,
        isSupplier,
      })),
    );
    Context.current().heartbeat({ contacts: contacts.length });
  }
  // What changes while it is walked may come twice.
  return withCustomers(deps, account, [...new Map(contacts.map((one) => [one.contactId, one])).values()]);
}

/** A contact may be that of a customer of another store. */
async function withCustomers(
  deps: ActivityDeps,
  account: string,
  contacts: readonly Omit<AccountContact, 'isLinked'>[],
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
  customers: readonly Read[],
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
