/** Why a customer has the contact it has in one account, and what would be done now; read from both sides. Writes nothing. */
import type { BcCustomerDetails } from '../../bigcommerce/schemas/customer';
import type { CustomersConfig } from '../../config/config';
import type {
  ContactStanding,
  ExplainCustomerInput,
  ExplainedContact,
  ExplainedField,
} from '../../domain/customer-explain-types';
import { customerRef } from '../../domain/ids';
import type { BpContact } from '../../brightpearl/schemas/contact';
import { chooseContact } from '../../mapping/contacts';
import { customerDraft, makesContacts } from '../../mapping/customers/draft';
import { explainFields, NEXT_STEPS, type NextStep } from '../../mapping/customers/explain';
import type { ContactMarksRow } from '../../store/contact-marks';
import { customerSubject, emailSubject } from '../../store/exchanges';
import { contactCandidates } from '../contact-candidates';
import type { ActivityDeps } from '../deps';
import { currentContext } from '../request-context';
import { contactIdOf } from './customer-batch';
import { customersConfigOf, followedStores } from './deps';
import { decideContact, untilBelievable } from './follow-contact';
import { routeOf } from './make-contact';
import { readContacts } from './read-contacts';

export async function explainCustomer(deps: ActivityDeps, input: ExplainCustomerInput): Promise<ExplainedContact> {
  const { storeHash, account, customerId } = input;
  const rules = customersConfigOf(deps, storeHash);
  if (!rules) throw new Error(`The customers of store ${storeHash} are left alone`);
  const localKey = customerRef(storeHash, customerId);
  currentContext()?.subjects.add(customerSubject(localKey));
  const [customer] = await deps.bigcommerce(storeHash).customers.byIds([customerId]);
  const emailHash = customer && deps.protection.emailHash(customer.email);
  if (emailHash) currentContext()?.subjects.add(emailSubject(emailHash));
  const { links, contactMarks, customerNews } = deps.store;
  const link = await links.get({ kind: 'contact', account, localKey });
  const byEmail = emailHash && (await links.get({ kind: 'contact', account, localKey: emailHash }));
  const contactId = link && contactIdOf(link);
  const marks = contactId === undefined ? undefined : await contactMarks.get({ account, contactId });
  const standing = await standingOf(deps, account, contactId);
  const news = await customerNews.get(input);
  const now = { input, rules, customer, marks, standing, contactId };
  return {
    contactId: contactId ?? null,
    standing,
    linked: link ? { at: link.createdAt.toISOString(), orderId: link.orderId } : null,
    madeAt: marks?.madeAt?.toISOString() ?? null,
    byEmail: byEmail && byEmail.remoteId !== link?.remoteId ? contactIdOf(byEmail) : null,
    follows: followsOf(deps, marks),
    waiting: news
      ? {
          reason: news.reason,
          since: news.since.toISOString(),
          issue: news.parked ? { code: news.parked, message: news.message ?? '' } : null,
        }
      : null,
    ...(await outlookOf(deps, now)),
  };
}

interface Now {
  readonly input: ExplainCustomerInput;
  readonly rules: CustomersConfig;
  readonly customer: BcCustomerDetails | undefined;
  readonly marks: ContactMarksRow | undefined;
  readonly standing: ContactStanding;
  readonly contactId: number | undefined;
}

type Outlook = Pick<ExplainedContact, 'next' | 'fields'>;

async function standingOf(
  deps: ActivityDeps,
  account: string,
  contactId: number | undefined,
): Promise<ContactStanding> {
  if (contactId === undefined) return 'NONE';
  const contact: BpContact | undefined = (await deps.brightpearl(account).contacts.readMany([contactId])).get(
    contactId,
  );
  if (!contact) return 'GONE';
  const { isStaff, isSupplier } = contact.relationshipToAccount;
  return isStaff || isSupplier ? 'STAFF_OR_SUPPLIER' : 'THERE';
}

/** One of a store whose customers are followed no more holds no contact. */
const followsOf = (deps: ActivityDeps, marks: ContactMarksRow | undefined): ExplainedContact['follows'] =>
  marks?.storeHash && marks.customerId !== null && followedStores(deps).includes(marks.storeHash)
    ? { storeHash: marks.storeHash, customerId: marks.customerId }
    : null;

async function outlookOf(deps: ActivityDeps, now: Now): Promise<Outlook> {
  const { input, rules, customer, standing, contactId } = now;
  if (!customer) return outlook('NOT_IN_STORE');
  if (contactId !== undefined && standing === 'THERE') return followOutlook(deps, now, customer, contactId);
  if (!makesContacts(rules, input.account))
    return outlook(standing === 'NONE' ? 'WAITS_FOR_ORDER' : 'ORDER_LOOKS_ANEW');
  return makeOutlook(deps, now, customer);
}

const outlook = (
  code: NextStep,
  contactIds: readonly number[] = [],
  fields: readonly ExplainedField[] = [],
): Outlook => ({ next: { code, what: NEXT_STEPS[code], contactIds }, fields });

async function followOutlook(
  deps: ActivityDeps,
  { input: { storeHash, account }, rules, marks }: Now,
  customer: BcCustomerDetails,
  contactId: number,
): Promise<Outlook> {
  const follows = followsOf(deps, marks);
  if (follows && (follows.storeHash !== storeHash || follows.customerId !== customer.id)) {
    return outlook('FOLLOWS_ANOTHER');
  }
  const asRead = (await readContacts(deps.brightpearl(account), [contactId], rules)).get(contactId);
  if (!asRead) return outlook('ORDER_LOOKS_ANEW');
  const followed = { storeHash, account, customer, rules };
  const { decisions, store, contact } = decideContact(deps, followed, asRead, marks ?? { written: {}, sent: null });
  const fields = explainFields(decisions, store, contact);
  if (marks && untilBelievable(deps, marks) > 0) return outlook('OUTCOME_UNKNOWN', [], fields);
  return outlook(fields.some(({ writes }) => writes) ? 'WRITES' : 'NOTHING_TO_WRITE', [], fields);
}

/** By the same search and choice as when it is made. */
async function makeOutlook(
  deps: ActivityDeps,
  { input: { storeHash, account }, rules }: Now,
  customer: BcCustomerDetails,
): Promise<Outlook> {
  const draft = customerDraft(customer, rules, account);
  if (typeof draft === 'string') return outlook(draft);
  const route = routeOf(deps.config.routes, { storeHash, account, channelId: customer.originChannelId });
  const candidates = await contactCandidates(deps.brightpearl(account), draft, route.rules, []);
  const choice = chooseContact(draft, candidates, route.rules);
  if ('use' in choice) return outlook('TAKES_CONTACT', [choice.use, ...choice.duplicates]);
  if ('create' in choice) return outlook('MAKES_CONTACT');
  return outlook('CONTACT_CONFLICT', choice.hold.details?.['contactIds'] as number[] | undefined);
}
