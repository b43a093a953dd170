/**
 * Finds or makes the contact of a customer who has none, the way that orders do and under the same leases: an order and the
 * news of the same customer, at the same moment, come to one contact.
 */
import type { RouteConfig } from '../../config/config';
import { customerRef } from '../../domain/ids';
import { buyerIdentity } from '../../mapping/contact-match';
import { customerDraft, type UnmadeReason } from '../../mapping/customers/draft';
import { emailSubject } from '../../store/exchanges';
import type { ActivityDeps } from '../deps';
import { aloneWith, contactOf, type FoundContact } from '../find-or-make-contact';
import { currentContext } from '../request-context';
import { withRoom } from '../request-room';
import type { Followed } from './follow-contact';

/** The contact of before, one just made, two searches with the details of what they find, an address and a contact. */
const MAX_REQUESTS = 10;

export async function makeContact(
  deps: ActivityDeps,
  { storeHash, account, customer, rules: customerRules }: Followed,
): Promise<FoundContact | UnmadeReason> {
  const draft = customerDraft(customer, customerRules, account);
  if (typeof draft === 'string') return draft;
  const { rules } = routeOf(deps.config.routes, { storeHash, account, channelId: customer.originChannelId });
  const ref = customerRef(storeHash, customer.id);
  currentContext()?.subjects.add(emailSubject(deps.protection.emailHash(draft.email)));
  const buyer = { ref, storeHash, account, draft, identity: buyerIdentity(draft, rules.contact), rules };
  return withRoom(deps, account, MAX_REQUESTS, (own) => aloneWith(own, buyer, (claim) => contactOf(own, buyer, claim)));
}

/** Its rules about contacts hold: the route of the channel at which the customer registered, else the first into the account. */
export function routeOf(
  routes: readonly RouteConfig[],
  wanted: { readonly storeHash: string; readonly account: string; readonly channelId: number },
): RouteConfig {
  const fitting = routes.filter(({ store, account }) => store === wanted.storeHash && account === wanted.account);
  const found = fitting.find(({ match }) => match.channels?.includes(wanted.channelId)) ?? fitting[0];
  if (found) return found;
  throw new Error(`Store ${wanted.storeHash} has no route into account ${wanted.account}`);
}
