/**
 * Looks at customers that changed, some at once, and lets their contacts in one account follow. Each goes from the list when
 * it is done: an attempt that dies goes on where it stopped. One that Brightpearl refuses keeps no other waiting.
 */
import type { BcCustomerDetails } from '../../bigcommerce/schemas/customer';
import type { CustomersConfig } from '../../config/config';
import type { FollowCustomersInput, FollowCustomersResult } from '../../domain/customer-types';
import { customerRef } from '../../domain/ids';
import { RemoteError } from '../../domain/remote-error';
import type { ContactAsRead } from '../../mapping/customers/contact-side';
import type { CustomerNewsRow } from '../../store/customer-news';
import { customerSubject } from '../../store/exchanges';
import type { ActivityDeps } from '../deps';
import { currentContext } from '../request-context';
import { customersConfigOf } from './deps';
import { followContact } from './follow-contact';
import type { FollowOutcome } from './follow-contact';
import { readContacts } from './read-contacts';
import { UnknownOptionError } from './write-contact';

/** With their writes they fit in one attempt, and in few requests where nothing is to be written. */
const AT_ONCE = 25;

export async function followCustomers(
  deps: ActivityDeps,
  { storeHash, account, after }: FollowCustomersInput,
): Promise<FollowCustomersResult> {
  const counts = { updated: 0, left: 0, created: 0, parked: 0 };
  const rules = customersConfigOf(deps, storeHash);
  const rows = rules ? await deps.store.customerNews.next({ storeHash, account }, AT_ONCE, after) : [];
  const last = rows.at(-1);
  if (!rules || !last) return counts;
  for (const { customerId } of rows)
    currentContext()?.subjects.add(customerSubject(customerRef(storeHash, customerId)));
  const batch = await readBatch(deps, rows, rules);
  let waitMs = 0;
  for (const row of rows) {
    const outcome = await followOne(deps, row, batch);
    if (outcome.is === 'waits') waitMs = Math.max(waitMs, outcome.waitMs);
    else counts[outcome.is] += 1;
  }
  return {
    ...counts,
    ...(rows.length === AT_ONCE ? { after: last.mark } : {}),
    ...(waitMs > 0 ? { waitMs: Math.ceil(waitMs) } : {}),
  };
}

interface Batch {
  readonly rules: CustomersConfig;
  readonly customers: ReadonlyMap<number, BcCustomerDetails>;
  /** By customer. */
  readonly contactIds: ReadonlyMap<number, number>;
  readonly contacts: ReadonlyMap<number, ContactAsRead>;
}

/** Customers without a contact are not read at all: their first order makes it, and brings them here again. */
async function readBatch(deps: ActivityDeps, rows: readonly CustomerNewsRow[], rules: CustomersConfig): Promise<Batch> {
  const [{ storeHash, account } = { storeHash: '', account: '' }] = rows;
  const refs = new Map(rows.map(({ customerId }) => [customerRef(storeHash, customerId), customerId]));
  const links = await deps.store.links.getMany('contact', account, [...refs.keys()]);
  const contactIds = new Map([...links].map(([ref, { remoteId }]) => [refs.get(ref) ?? 0, Number(remoteId)]));
  const customers = await deps.bigcommerce(storeHash).customers.byIds([...contactIds.keys()]);
  const contacts = await readContacts(deps.brightpearl(account), [...new Set(contactIds.values())], rules);
  return { rules, customers: new Map(customers.map((one) => [one.id, one])), contactIds, contacts };
}

type Outcome = FollowOutcome | { readonly is: 'created' | 'parked' };

async function followOne(deps: ActivityDeps, row: CustomerNewsRow, batch: Batch): Promise<Outcome> {
  try {
    const outcome = await outcomeOf(deps, row, batch);
    if (outcome.is !== 'waits') await deps.store.customerNews.settle(row);
    return outcome;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await deps.store.customerNews.park(row, 'REJECTED_BY_BRIGHTPEARL', error.message);
    return { is: 'parked' };
  }
}

async function outcomeOf(deps: ActivityDeps, row: CustomerNewsRow, batch: Batch): Promise<Outcome> {
  const { storeHash, account, customerId } = row;
  const contactId = batch.contactIds.get(customerId);
  const asRead = contactId === undefined ? undefined : batch.contacts.get(contactId);
  if (contactId === undefined) return { is: 'left' };
  const customer = batch.customers.get(customerId);
  if (!customer) {
    await deps.store.contactMarks.leave({ storeHash, customerId });
    return { is: 'left' };
  }
  // Merged or deleted in Brightpearl, or of staff: the next order of the customer finds out which contact it is now.
  if (!asRead) return { is: 'left' };
  return followContact(deps, { storeHash, account, customer, rules: batch.rules }, asRead);
}

/** Of one contact, for good: whatever else may be wrong is wrong for all of them. */
const isRefusal = (error: unknown): error is Error =>
  error instanceof UnknownOptionError ||
  (error instanceof RemoteError &&
    error.fields.system === 'brightpearl' &&
    (error.kind === 'invalid' || error.kind === 'not-found'));
