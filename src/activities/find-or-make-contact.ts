/**
 * Finds the Brightpearl contact of a buyer, or creates it. E-mail is not unique in Brightpearl and creating is not
 * idempotent, so one lease per account and e-mail keeps two orders of one shopper, or an order and the news of a customer who
 * registered, from creating two contacts.
 */
import type { ContactInput } from '../brightpearl/contacts';
import type { SendOptions } from '../brightpearl/transport';
import { issue } from '../domain/issues';
import { chooseContact, CORRECT } from '../mapping/contacts';
import { contactCandidates, linkedCandidate } from './contact-candidates';
import { justMade } from './contacts-just-made';
import {
  customerKeyOf,
  emailKeyOf,
  isLinkFirst,
  personOf,
  readAgain,
  recall,
  rememberCustomer,
} from './contact-memory';
import type { Buyer, Earlier } from './contact-memory';
import { rememberMade } from './customers/field-marks';
import type { ActivityDeps } from './deps';
import { issueFailure } from './failures';
import { underLease, type Lease } from './lease';
import { writeOnce } from './write-once';

/**
 * A customer who orders under two e-mail addresses at once must not become two contacts either, nor whoever buys at once for
 * a company and without one.
 */
export function aloneWith<T>(deps: ActivityDeps, buyer: Buyer, work: (claim: Lease) => Promise<T>): Promise<T> {
  const busy = { type: 'ContactBusy', message: 'Another order of this customer is looking for the contact' } as const;
  const lease = (localKey: string) => ({ name: `contact:${buyer.account}:${localKey}`, owner: buyer.ref, busy });
  const customerKey = customerKeyOf(buyer);
  return underLease(deps, lease(personOf(deps, buyer)), (claim) =>
    customerKey ? underLease(deps, lease(customerKey.localKey), () => work(claim)) : work(claim),
  );
}

export interface FoundContact {
  readonly contactId: number;
  /** By this very attempt. */
  readonly isMade: boolean;
  /** Others that fit as well. */
  readonly duplicates: readonly number[];
}

/** @param claim of {@link aloneWith}: nobody else looks for the contact of the same person meanwhile */
export async function contactOf(deps: ActivityDeps, buyer: Buyer, claim: Lease): Promise<FoundContact> {
  // Another order of the customer may have been ahead.
  const remembered = await recall(deps, buyer);
  if (remembered.trusted !== undefined) return { contactId: remembered.trusted, isMade: false, duplicates: [] };
  const earlier = await readAgain(deps, buyer, remembered);
  const found = await findOrCreate(deps, buyer, { earlier, claim });
  if (!earlier.byCustomer) await rememberCustomer(deps, buyer, found.contactId);
  return found;
}

async function findOrCreate(
  deps: ActivityDeps,
  buyer: Buyer,
  { earlier, claim }: { readonly earlier: Earlier; readonly claim: Lease },
): Promise<FoundContact> {
  const { ref, order, account, draft, rules } = buyer;
  const client = deps.brightpearl(account);
  const linked = earlier.byCustomer && (await linkedCandidate(client, earlier.byCustomer, rules));
  const byLink = chooseContact(draft, isLinkFirst(buyer) && linked ? [linked] : [], rules);
  const accepted = 'use' in byLink ? byLink.use : undefined;
  if (earlier.byEmail !== undefined) {
    return { contactId: accepted ?? earlier.byEmail, isMade: false, duplicates: [] };
  }
  let duplicates: readonly number[] = [];
  let isMade = false;
  const find = async (): Promise<string | undefined> => {
    if (accepted !== undefined) return String(accepted);
    if (draft.email === '') return undefined;
    const known = [...(await justMade(deps, buyer)), ...(linked ? [linked] : [])];
    const candidates = await contactCandidates(client, draft, rules, known);
    const choice = chooseContact(draft, candidates, rules, order ? undefined : CORRECT);
    if ('hold' in choice) throw issueFailure(choice.hold);
    if (!('use' in choice)) return undefined;
    ({ duplicates } = choice);
    return String(choice.use);
  };
  const remoteId = await writeOnce(deps, {
    ...emailKeyOf(deps, buyer),
    order,
    body: draft,
    // Somebody else may have made the contact: it is always looked for first.
    lookFirst: true,
    find,
    send: async (once) => {
      const made = await create(deps, buyer, once);
      isMade = true;
      return made;
    },
    claim,
  });
  const contactId = Number(remoteId);
  if (Number.isInteger(contactId)) return { contactId, isMade, duplicates };
  throw issueFailure(issue('UNEXPECTED_ANSWER', `${ref}: contact id ${remoteId} is not a number`));
}

/** Two steps by Brightpearl's design; a crash between them leaves an address nobody uses, which is harmless. */
async function create(deps: ActivityDeps, { account, draft, rules }: Buyer, once: SendOptions): Promise<string> {
  const { contacts } = deps.brightpearl(account);
  const addressId = await contacts.createAddress(draft.address);
  const { leadSourceId } = rules.brightpearl;
  const contact: ContactInput = {
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
  };
  const contactId = await contacts.create(contact, once);
  await rememberMade(deps, { account, contactId }, draft);
  return String(contactId);
}
