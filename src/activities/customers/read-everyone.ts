/**
 * Every customer of a store and every contact of an account, in one walk each. Begun anew whenever a quota is used up, so long a
 * walk might never come to its end: it waits for its turn, and goes on.
 */
import { Context } from '@temporalio/activity';
import { RemoteError } from '../../domain/remote-error';
import type { AccountContact, StoreCustomer } from '../../mapping/customers/duplicates';
import type { ActivityDeps } from '../deps';
import { BEGINNING } from './deps';

export type CustomerAsRead = Omit<StoreCustomer, 'links'>;
export type ContactAsListed = Omit<AccountContact, 'isLinked'>;

/** Well within what the server waits for a sign of life. */
const LONGEST_WAIT_MS = 60_000;
/** Where the answer does not say how long. */
const THROTTLED_MS = 1_000;

export async function allCustomers(deps: ActivityDeps, storeHash: string): Promise<CustomerAsRead[]> {
  const read: CustomerAsRead[] = [];
  let after: string | undefined;
  for (;;) {
    try {
      for await (const page of deps.bigcommerce(storeHash).customers.modifiedSince(BEGINNING, { after })) {
        read.push(...page.customers.map(({ id, email, channelIds }) => ({ customerId: id, email, channelIds })));
        after = page.after;
        Context.current().heartbeat({ customers: read.length });
      }
      return read;
    } catch (error) {
      if (!(error instanceof RemoteError) || error.kind !== 'throttled') throw error;
      await turn(error.fields.retryAfterMs ?? THROTTLED_MS);
    }
  }
}

export async function allContacts(deps: ActivityDeps, account: string): Promise<ContactAsListed[]> {
  const contacts = new Map<number, ContactAsListed>();
  const walk = deps.brightpearl(account).contacts.walkSince(BEGINNING, 'createdOn', { whenThrottled: turn });
  for await (const rows of walk) {
    for (const { contactId, primaryEmail, secondaryEmail, tertiaryEmail, isStaff, isSupplier } of rows) {
      const emails = [primaryEmail, secondaryEmail, tertiaryEmail];
      // What changes while it is walked may come twice.
      contacts.set(contactId, { account, contactId, emails, isStaff, isSupplier });
    }
    Context.current().heartbeat({ contacts: contacts.size });
  }
  return [...contacts.values()];
}

async function turn(waitMs: number): Promise<void> {
  const context = Context.current();
  context.heartbeat();
  await context.sleep(Math.min(waitMs, LONGEST_WAIT_MS));
}
