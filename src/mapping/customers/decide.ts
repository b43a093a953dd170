/**
 * What of a customer is written to its contact. What the connector wrote is known by a mark of it, which tells whether a value
 * is the same and not what it is: where the contact still has that value nobody changed it, and it may follow the customer.
 */
import { canBeEmptied, identityOf, ruleOf, type CustomerField, type FieldTexts } from './fields';
import type { CustomerRules, FieldRule } from './rule-schema';

/** By field, a mark of each value that the connector wrote there, or may have: an answer can be lost. */
export type FieldMarks = Readonly<Partial<Record<CustomerField, readonly string[]>>>;

/** Why a field is left as it is. */
export const LEFT_REASONS = {
  RULE_NEVER: 'the rule is never',
  NOTHING_IN_STORE: 'the store has no value for it',
  SAME: 'the contact has the same value',
  NOT_EMPTY: 'the contact has a value, and the rule fills only what is empty',
  NOT_OURS: 'the contact has a value that the connector did not write',
  CHANGED_BY_STAFF: 'the value was changed in Brightpearl since the connector wrote it',
  CLEARED_BY_STAFF: 'the value was taken away in Brightpearl since the connector wrote it',
} as const;

export type LeftReason = keyof typeof LEFT_REASONS;

export type FieldDecision =
  | { readonly field: CustomerField; readonly rule: FieldRule; readonly write: string }
  | { readonly field: CustomerField; readonly rule: FieldRule; readonly left: LeftReason };

export interface DecisionInput {
  readonly rules: CustomerRules;
  readonly store: FieldTexts;
  readonly contact: FieldTexts;
  readonly marks: FieldMarks;
  /** The mark of a value of a field. */
  readonly markOf: (field: CustomerField, text: string) => string;
}

/** One decision for each field that the contact has by the rules, in their order. */
export const decideFields = (input: DecisionInput): FieldDecision[] =>
  [...input.contact.keys()].map((field) => {
    const rule = ruleOf(input.rules, field);
    const outcome = decide(input, field, rule);
    return typeof outcome === 'string' ? { field, rule, left: outcome } : { field, rule, ...outcome };
  });

function decide(
  { store, contact, marks, markOf }: DecisionInput,
  field: CustomerField,
  rule: FieldRule,
): LeftReason | { readonly write: string } {
  if (rule === 'never') return 'RULE_NEVER';
  const wanted = store.get(field);
  const now = contact.get(field) ?? '';
  const known = marks[field] ?? [];
  const isOurs = known.includes(markOf(field, now));
  if (wanted === undefined) return 'NOTHING_IN_STORE';
  if (identityOf(field, wanted) === identityOf(field, now)) return 'SAME';
  if (wanted === '') return emptied(field, rule, isOurs);
  if (rule === 'always') return { write: wanted };
  // What we wrote and is no more was taken away by somebody; where we wrote nothing, or took it away ourselves, it is free.
  if (now === '') return known.length === 0 || isOurs ? { write: wanted } : 'CLEARED_BY_STAFF';
  if (rule === 'ifEmpty') return 'NOT_EMPTY';
  if (isOurs) return { write: wanted };
  return known.length > 0 ? 'CHANGED_BY_STAFF' : 'NOT_OURS';
}

/** An empty field in the store takes away only what the connector itself wrote, whatever the rule. */
function emptied(field: CustomerField, rule: FieldRule, isOurs: boolean): LeftReason | { readonly write: string } {
  return isOurs && rule !== 'ifEmpty' && canBeEmptied(field) ? { write: '' } : 'NOTHING_IN_STORE';
}
