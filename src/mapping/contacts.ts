/** Who bought, and which of the Brightpearl contacts found that is. Pure: nothing is read or written here. */
import type { BpAddress } from '../brightpearl/schemas/sales-order';
import { issue, type Issue } from '../domain/issues';
import { TEXT_LIMITS, toBrightpearlAddress, type AddressResult, type AddressSource } from './addresses';
import { orderTaxNumber } from './order-facts';
import { cutText, singleLine } from './text-limits';
import { sameAddress, sameCompany, sameEmail, sameNames, sameTaxNumber, type ContactCandidate } from './contact-match';
import type { RouteRules } from './rules';
import type { ContactDraft, MappingContext, OrderSnapshot } from './types';

export type ContactResult =
  | { readonly ok: true; readonly contact: ContactDraft; readonly notices: readonly string[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };

type ContactContext = Pick<MappingContext, 'rules' | 'amendments'>;

/**
 * The buyer is who is billed. A delivery address that cannot be used is not reported here but with the document; a pickup
 * point is never taken for the buyer's address.
 */
export function mapContact(snapshot: OrderSnapshot, ctx: ContactContext): ContactResult {
  const { order, customer } = snapshot;
  const email = emailOf(snapshot, ctx);
  const subject = `order ${order.id} billing address`;
  const billing = billingAddress(order.billing_address, subject, ctx);
  if (!email.ok || !billing.ok) {
    return { ok: false, issues: [email, billing].flatMap((one) => (one.ok ? [] : [one.issue])) };
  }
  const name = nameOf(order);
  const delivery = deliveryAddress(order, ctx);
  const company = singleLine(order.billing_address.company || (customer?.company ?? ''));
  return {
    ok: true,
    contact: {
      email: email.email,
      firstName: name.firstName,
      lastName: name.lastName,
      company: cutText(company, TEXT_LIMITS.companyName).text,
      telephone: billing.address.telephone ?? '',
      taxNumber: orderTaxNumber(order, ctx.rules),
      address: billing.address,
      ...(delivery ? { deliveryAddress: delivery } : {}),
      bigcommerceCustomerId: order.customer_id,
    },
    notices: [...name.notices, ...billing.notices],
  };
}

type EmailResult = { readonly ok: true; readonly email: string } | { readonly ok: false; readonly issue: Issue };

/** The order's own e-mail, else the customer's, else by rule. An amended contact needs none. */
function emailOf({ order, customer }: OrderSnapshot, { rules, amendments }: ContactContext): EmailResult {
  const email = order.billing_address.email.trim() || (customer?.email.trim() ?? '');
  if (email !== '' || amendments.contactId !== undefined) return { ok: true, email };
  const rule = rules.contact.noEmail;
  if (rule !== 'hold') return { ok: true, email: `order-${order.id}@${rule.placeholderDomain}` };
  const message = `Order ${order.id} has no e-mail address. Add it in BigCommerce, set the route's rule for such orders, or amend the contact.`;
  return { ok: false, issue: issue('NO_EMAIL', message) };
}

/** An amended address is about the delivery; it also repairs a billing address that cannot be used as it is. */
function billingAddress(source: AddressSource, subject: string, { amendments }: ContactContext): AddressResult {
  const own = toBrightpearlAddress(source, { subject });
  if (own.ok || !amendments.address) return own;
  return toBrightpearlAddress(source, { subject, amended: amendments.address });
}

function deliveryAddress(order: OrderSnapshot['order'], { amendments }: ContactContext): BpAddress | undefined {
  const [shipping] = order.consignments.shipping;
  if (!shipping) return undefined;
  const { email, phone: telephone } = order.billing_address;
  const amended = amendments.address ? { amended: amendments.address } : {};
  const subject = `order ${order.id} shipping address`;
  const result = toBrightpearlAddress(shipping, { subject, email, telephone, ...amended });
  return result.ok ? result.address : undefined;
}

/** A billing address without any name takes the recipient's; without that, the order stands in, as a contact needs one. */
function nameOf(order: OrderSnapshot['order']): Pick<ContactDraft, 'firstName' | 'lastName'> & { notices: string[] } {
  const named = [order.billing_address, ...order.consignments.shipping].find(
    (address) => singleLine(`${address.first_name}${address.last_name}`) !== '',
  );
  const fallback = order.billing_address.company === '' ? `Order ${order.id}` : '';
  const first = cutText(singleLine(named?.first_name ?? ''), TEXT_LIMITS.namePart);
  const last = cutText(singleLine(named?.last_name ?? fallback), TEXT_LIMITS.namePart);
  const cut = [first.cut ? 'first name' : '', last.cut ? 'last name' : ''].filter((part) => part !== '');
  const notices = cut.map((part) => `order ${order.id}: the ${part} was cut to ${TEXT_LIMITS.namePart} characters`);
  return { firstName: first.text, lastName: last.text, notices };
}

export type ContactChoice =
  | {
      readonly use: number;
      /** Other contacts that fit as well, to be shown as duplicates. */
      readonly duplicates: readonly number[];
    }
  | { readonly create: true }
  | { readonly hold: Issue };

type ContactRules = RouteRules['contact'];

/** What a person can do about a contact that may not be used, for an order and for a customer without one. */
const AMEND = 'Amend the order with the contact to use.';
export const CORRECT =
  'Correct the contact in Brightpearl or the customer in the store; else the first order asks whom to use.';

/**
 * Tries the route's ways of matching in their order. Where several contacts fit, the lowest id wins.
 *
 * @param advice the last sentence of an issue
 */
export function chooseContact(
  draft: ContactDraft,
  candidates: readonly ContactCandidate[],
  { contact: rules }: Pick<RouteRules, 'contact'>,
  advice = AMEND,
): ContactChoice {
  let conflict: Issue | undefined;
  for (const way of rules.matchBy) {
    const found = candidates.filter((candidate) => MATCHES[way](draft, candidate)).sort(byId);
    const people = found.filter(({ isStaff, isSupplier }) => !isStaff && !isSupplier);
    const fitting = people.filter((candidate) => sameCompany(draft, candidate) && sameTaxNumber(draft, candidate));
    const usable = rules.differentAddress === 'new-contact' ? fitting.filter(atSameAddress(draft, rules)) : fitting;
    const [first, ...others] = usable;
    if (first) return { use: first.contactId, duplicates: others.map(({ contactId }) => contactId) };
    if (fitting.length === 0) conflict ??= conflictOf(way, found, people, { rules, advice });
  }
  return conflict ? { hold: conflict } : { create: true };
}

const byId = (a: ContactCandidate, b: ContactCandidate): number => a.contactId - b.contactId;

const MATCHES: Record<ContactRules['matchBy'][number], (draft: ContactDraft, candidate: ContactCandidate) => boolean> =
  {
    link: (_draft, candidate) => candidate.linked === true,
    email: (draft, candidate) => draft.email !== '' && candidate.emails.some((email) => sameEmail(email, draft.email)),
    address: (draft, candidate) =>
      sameNames(draft, candidate) && candidate.address !== undefined && sameAddress(candidate.address, draft.address),
  };

/** An address that was not read counts as the same: it is no reason to make another contact. */
function atSameAddress(draft: ContactDraft, rules: ContactRules): (candidate: ContactCandidate) => boolean {
  return (candidate) => {
    if (rules.compareNames && !sameNames(draft, candidate)) return false;
    const known = [candidate.address, candidate.deliveryAddress].filter((address) => address !== undefined);
    const own = [draft.address, draft.deliveryAddress ?? draft.address];
    return known.length === 0 || known.some((address) => own.some((one) => sameAddress(address, one)));
  };
}

const WAYS: Record<ContactRules['matchBy'][number], string> = {
  link: 'the earlier link',
  email: 'the e-mail address',
  address: 'name and address',
};

/** Why contacts that match may not be used, where the rule wants a person to decide. */
function conflictOf(
  way: ContactRules['matchBy'][number],
  found: readonly ContactCandidate[],
  people: readonly ContactCandidate[],
  { rules, advice }: { readonly rules: ContactRules; readonly advice: string },
): Issue | undefined {
  const [ids, why] =
    people.length > 0
      ? [people, 'belongs to another company or has another tax number']
      : [found, 'is staff or a supplier'];
  const wanted = people.length > 0 ? rules.otherCompany : rules.staffOrSupplier;
  if (ids.length === 0 || wanted !== 'hold') return undefined;
  const contacts = ids.map(({ contactId }) => contactId);
  const message = `By ${WAYS[way]} the customer is contact ${contacts.join(', ')}, which ${why}. ${advice}`;
  return issue('CONTACT_CONFLICT', message, { details: { contactIds: contacts, matchedBy: way } });
}
