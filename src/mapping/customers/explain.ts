/** Decisions about the fields of a contact in words, without what the fields say. */
import type { ExplainedField, FieldSide } from '../../domain/customer-explain-types';
import { LEFT_REASONS, type FieldDecision } from './decide';
import { identityOf, yesNo, type CustomerField, type FieldTexts } from './fields';

/** Why a field is written. */
const WRITE_REASONS = {
  FILLED: 'the contact has no value',
  FOLLOWED: 'the contact has what the connector wrote',
  OVERWRITTEN: 'the rule is always',
  TAKEN_AWAY: 'the store has no value any more, and the contact has what the connector wrote',
} as const;

/** They come from the configuration, by customer group. */
const TERMS: ReadonlySet<CustomerField> = new Set<CustomerField>([
  'priceList',
  'taxCode',
  'creditTermDays',
  'discountPercentage',
]);

/** Read only where a rule asks for them. */
const ADDRESSES: ReadonlySet<CustomerField> = new Set<CustomerField>(['billingAddress', 'deliveryAddress']);

export const explainFields = (
  decisions: readonly FieldDecision[],
  store: FieldTexts,
  contact: FieldTexts,
): ExplainedField[] =>
  decisions.map((decision) => {
    const { field, rule } = decision;
    const wanted = store.get(field);
    const now = contact.get(field) ?? '';
    const isUnread = rule === 'never' && ADDRESSES.has(field);
    return {
      field,
      rule,
      store: sideOf(field, wanted),
      contact: isUnread ? 'unread' : sideOf(field, now),
      isSame: !isUnread && wanted !== undefined && identityOf(field, wanted) === identityOf(field, now),
      ...(TERMS.has(field) ? { values: { store: wanted ?? '', contact: now } } : {}),
      ...reasonOf(decision, now),
    };
  });

function sideOf(field: CustomerField, text: string | undefined): FieldSide {
  if (text === undefined) return 'unknown';
  return text === '' || (field === 'newsletter' && text === yesNo(false)) ? 'empty' : 'value';
}

function reasonOf(decision: FieldDecision, now: string): Pick<ExplainedField, 'writes' | 'why' | 'what'> {
  if ('left' in decision) return { writes: false, why: decision.left, what: LEFT_REASONS[decision.left] };
  const why = writeReason(decision, now);
  return { writes: true, why, what: WRITE_REASONS[why] };
}

function writeReason(
  { field, rule, write }: Extract<FieldDecision, { readonly write: string }>,
  now: string,
): keyof typeof WRITE_REASONS {
  if (write === '') return 'TAKEN_AWAY';
  if (sideOf(field, now) === 'empty') return 'FILLED';
  return rule === 'always' ? 'OVERWRITTEN' : 'FOLLOWED';
}

/** What would be done about the contact of a customer. */
export const NEXT_STEPS = {
  NOT_IN_STORE: 'the store has no such customer: nothing is done',
  WRITES: 'the fields that differ by rule are written',
  NOTHING_TO_WRITE: 'nothing is to be written',
  OUTCOME_UNKNOWN: 'something was sent and not answered: it is looked at again once nothing can come of that',
  FOLLOWS_ANOTHER: 'the contact follows another customer: nothing is written',
  WAITS_FOR_ORDER: 'the first order finds or makes the contact',
  ORDER_LOOKS_ANEW: 'the contact is not to be used any more: the next order finds or makes another',
  TAKES_CONTACT: 'a contact that fits is taken',
  MAKES_CONTACT: 'no contact fits: one is made',
  CONTACT_CONFLICT: 'a contact fits that must not be used: a person has to correct it or the customer',
  NO_EMAIL: 'no contact is made: the customer has no e-mail address',
  NO_ADDRESS:
    'no contact is made: the customer has no address with a street and a country, without which Brightpearl takes none',
} as const;

export type NextStep = keyof typeof NEXT_STEPS;
