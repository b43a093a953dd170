/** The contact of an order: found, or made. */
import type { PlanStep } from '../domain/activity-types';
import { salesOrderRef } from '../domain/ids';
import { buyerIdentity } from '../mapping/contact-match';
import { recall, type Buyer } from './contact-memory';
import { keepDeliveryAddress } from './delivery-address';
import type { ActivityDeps } from './deps';
import { aloneWith, contactOf } from './find-or-make-contact';
import { addNotices } from './notices';
import { withRoom } from './request-room';
import { rulesOf } from './route-rules';
import { loadPlan } from './stored-plan';
import type { StoredPlan } from './stored-plan';

/** The earlier contact, two searches with the details of what they find, a contact, and its delivery address. */
const MAX_REQUESTS = 10;

export async function ensureContact(deps: ActivityDeps, input: PlanStep): Promise<{ contactId: number }> {
  const stored = await loadPlan(deps, input.key, input.planId);
  if (stored.contactId !== undefined) return { contactId: stored.contactId };
  const buyer = buyerOf(deps, input, stored);
  const { account, rules } = buyer;
  const { differentAddress } = rules.contact;
  const { trusted } = await recall(deps, buyer);
  if (trusted !== undefined && differentAddress !== 'update-delivery') return { contactId: trusted };
  return withRoom(deps, account, MAX_REQUESTS, (own) =>
    aloneWith(own, buyer, async (claim) => {
      const { contactId, duplicates } = await contactOf(own, buyer, claim);
      if (differentAddress === 'update-delivery') {
        await keepDeliveryAddress(own.brightpearl(account), contactId, buyer.draft);
      }
      await addNotices(own, input, duplicateNotices(contactId, duplicates));
      return { contactId };
    }),
  );
}

function buyerOf(deps: ActivityDeps, { key }: PlanStep, stored: StoredPlan): Buyer {
  const rules = rulesOf(deps, stored);
  const { account, plan } = stored;
  const draft = plan.contact;
  const identity = buyerIdentity(draft, rules.contact);
  return { ref: salesOrderRef(key), storeHash: key.storeHash, order: key, account, draft, identity, rules };
}

const duplicateNotices = (used: number, duplicates: readonly number[]): string[] =>
  duplicates.length === 0
    ? []
    : [
        `contact ${used} was used; contacts ${duplicates.join(', ')} fit the customer as well: merge them in Brightpearl`,
      ];
