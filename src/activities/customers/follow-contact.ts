/** Lets one contact follow its customer. */
import type { BcCustomerDetails } from '../../bigcommerce/schemas/customer';
import type { CustomersConfig } from '../../config/config';
import { contactSide, type ContactAsRead } from '../../mapping/customers/contact-side';
import { plannedChanges } from '../../mapping/customers/changes';
import { decideFields, type FieldDecision } from '../../mapping/customers/decide';
import type { FieldTexts } from '../../mapping/customers/fields';
import { storeSide } from '../../mapping/customers/store-side';
import type { ContactMarksRow } from '../../store/contact-marks';
import { believableAfterMs } from '../believable';
import type { ActivityDeps } from '../deps';
import { followedStores } from './deps';
import { withRoom } from '../request-room';
import { knownMarks, marker, marksOf, seenMarks } from './field-marks';
import { readContacts } from './read-contacts';
import { writeContact } from './write-contact';

export interface Followed {
  readonly storeHash: string;
  readonly account: string;
  readonly customer: BcCustomerDetails;
  readonly rules: CustomersConfig;
}

export type FollowOutcome = { readonly is: 'updated' | 'left' } | { readonly is: 'waits'; readonly waitMs: number };

/** The contact with its addresses and custom fields, the list of those, two addresses made and used, the contact read and put. */
const MAX_REQUESTS = 12;

/** @param asRead the contact as it was read with others; before anything is written it is read once more */
export async function followContact(
  deps: ActivityDeps,
  followed: Followed,
  asRead: ContactAsRead,
): Promise<FollowOutcome> {
  const { account, storeHash, customer } = followed;
  const { contactId } = asRead.contact;
  const own = { storeHash, customerId: customer.id };
  const marks = await deps.store.contactMarks.follow({ account, contactId }, own, followedStores(deps));
  if (marks.storeHash !== storeHash || marks.customerId !== customer.id) return { is: 'left' };
  const waitMs = untilBelievable(deps, marks);
  if (waitMs > 0) return { is: 'waits', waitMs };
  if (!plannedChanges(decideContact(deps, followed, asRead, marks).decisions)) {
    await settleOpen(deps, followed, asRead, marks);
    return { is: 'left' };
  }
  return withRoom(deps, account, MAX_REQUESTS, (own) => write(own, followed, contactId, marks));
}

/** Staff may have changed it since it was read with others: it is read and decided anew, and then written at once. */
async function write(
  deps: ActivityDeps,
  followed: Followed,
  contactId: number,
  marks: ContactMarksRow,
): Promise<FollowOutcome> {
  const { account, rules } = followed;
  const client = deps.brightpearl(account);
  const now = (await readContacts(client, [contactId], rules)).get(contactId);
  if (!now) return { is: 'left' };
  const { decisions, contact } = decideContact(deps, followed, now, marks);
  const changes = plannedChanges(decisions);
  if (!changes) {
    await settleOpen(deps, followed, now, marks);
    return { is: 'left' };
  }
  const key = { account, contactId };
  const markOf = marker(deps.protection, key);
  const seen = seenMarks(marks, contact, markOf);
  const sent = marksOf(changes.texts, markOf);
  await deps.store.contactMarks.sending(key, seen, sent);
  await writeContact(client, now.contact, changes);
  await deps.store.contactMarks.settled(key, { ...seen, ...sent });
  return { is: 'updated' };
}

/** What became of a request without an answer is known now: the contact shows it, or it never will. */
async function settleOpen(
  deps: ActivityDeps,
  followed: Followed,
  asRead: ContactAsRead,
  marks: ContactMarksRow,
): Promise<void> {
  if (!marks.sent) return;
  const key = { account: followed.account, contactId: asRead.contact.contactId };
  const seen = seenMarks(marks, contactSide(asRead, followed.rules), marker(deps.protection, key));
  await deps.store.contactMarks.settled(key, seen);
}

/** What would be written of the contact as it was read. */
export function decideContact(
  { protection }: Pick<ActivityDeps, 'protection'>,
  { account, customer, rules }: Followed,
  asRead: ContactAsRead,
  marks: Pick<ContactMarksRow, 'written' | 'sent'>,
): { readonly decisions: FieldDecision[]; readonly store: FieldTexts; readonly contact: FieldTexts } {
  const store = storeSide(customer, rules, account);
  const contact = contactSide(asRead, rules);
  const markOf = marker(protection, { account, contactId: asRead.contact.contactId });
  return { decisions: decideFields({ rules, store, contact, marks: knownMarks(marks), markOf }), store, contact };
}

/** Milliseconds until nothing can come any more of a request whose answer was lost; it may be carried out late. */
export function untilBelievable(deps: ActivityDeps, { sent, sentAt }: ContactMarksRow): number {
  if (!sent || !sentAt) return 0;
  return sentAt.getTime() + believableAfterMs(deps) - Date.now();
}
