/**
 * A customer who is gone from the store leaves contacts that others may share: in a second store, or under another spelling of one
 * address. Those are looked at again, since what they changed meanwhile was not written.
 */
import { parseCustomerRef } from '../../domain/ids';
import type { ActivityDeps } from '../deps';
import { followedStores } from './deps';

const REASON = 'the customer before is gone';

interface CustomerKey {
  readonly storeHash: string;
  readonly customerId: number;
}

export async function leaveContacts(deps: ActivityDeps, customer: CustomerKey): Promise<void> {
  const followed = followedStores(deps);
  const told = await deps.store.transaction(async ({ contactMarks, links, customerNews }) => {
    const stores = new Set<string>();
    for (const { account, contactId } of await contactMarks.leave(customer)) {
      for (const { localKey } of await links.byRemote('contact', account, String(contactId))) {
        const other = parseCustomerRef(localKey);
        if (!other || !followed.includes(other.storeHash) || isSame(other, customer)) continue;
        await customerNews.add({ storeHash: other.storeHash, accounts: [account] }, [other.customerId], REASON);
        stores.add(other.storeHash);
      }
    }
    return stores;
  });
  for (const storeHash of told) await deps.customers.changed(storeHash, { reason: REASON });
}

const isSame = (one: CustomerKey, other: CustomerKey): boolean =>
  one.storeHash === other.storeHash && one.customerId === other.customerId;
