/** Which fields of a store product are written: those that Brightpearl owns and nobody edited in the store since. */
import { money } from '../../../domain/money';
import { sameText } from '../../rule-values';
import { fieldName, type FieldRule, type FieldRules, type StoreField } from './rule-schema';
import { isMeasure, wantedField } from './wanted';
import type {
  FieldChange,
  FieldInput,
  FieldPlan,
  FieldValue,
  KeptField,
  KeptReason,
  WrittenField,
  WrittenFields,
} from './types';

export function planFields(input: FieldInput, rules: FieldRules): FieldPlan {
  const fields = rules.fields.map((rule) => planField(rule, input, rules));
  return {
    changes: fields.flatMap(({ change }) => change ?? []),
    kept: fields.flatMap(({ kept }) => kept ?? []),
    written: fields.reduce<WrittenFields>(
      (all, { field, written }) => (written === undefined ? all : { ...all, [fieldName(field)]: written }),
      input.written,
    ),
  };
}

interface PlannedField {
  readonly field: StoreField;
  readonly change?: FieldChange;
  readonly kept?: KeptField;
  /** What agrees, and counts as written from now on; undefined: as before. */
  readonly written?: WrittenField;
}

function planField(rule: FieldRule, { product, shown, written }: FieldInput, rules: FieldRules): PlannedField {
  const { field, owner } = rule;
  const name = fieldName(field);
  if (owner === 'store') return { field };
  const from = shown[name] ?? null;
  if (owner === 'once' && !isEmpty(from, field)) return { field };
  const keep = (reason: KeptReason, message: string): PlannedField => ({
    field,
    kept: { field, reason, message: `SKU ${product.sku} (product ${product.productId}), ${name}: ${message}.` },
  });
  const wanted = wantedField(rule, product, rules);
  if (!wanted.ok) return keep(wanted.reason, wanted.message);
  if (wanted.value === null && rule.whenEmpty === 'leave') return { field };
  const to = field === 'categories' ? withOwn(from, wanted.value, rules) : wanted.value;
  // What agrees is as good as written: a later edit of it is an edit.
  if (sameValue(from, to, field)) return { field, written: { sent: to, shown: from } };
  const last = written[name];
  const seen = ofRules(from, field, rules);
  const isEdited = last !== undefined && !sameValue(seen, ofRules(last.shown, field, rules), field);
  const isSent = last !== undefined && sameValue(ofRules(to, field, rules), ofRules(last.sent, field, rules), field);
  if (isSent && !isEdited) return { field };
  if (owner === 'brightpearl' && rule.edits === 'keep') {
    const overwrite = 'Make both the same, or set `edits: overwrite` for the field';
    // Who takes something away edits, too; what was never there is no edit.
    const edit = isEmpty(seen, field) ? 'taken away' : 'edited';
    if (isEdited) return keep('edited', `it was ${edit} in the store. ${overwrite}`);
    if (last === undefined && !isEmpty(seen, field))
      return keep('not-ours', `the store has another one, which did not come from here. ${overwrite}`);
  }
  return { field, change: { field, from, to } };
}

/** A switch is never empty; measures that nobody entered are 0. */
const isEmpty = (value: FieldValue, field: StoreField): boolean =>
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isMeasure(field) && Number(value) === 0);

/** Categories that no rule names are the merchant's: neither taken away nor looked at. */
function withOwn(shown: FieldValue, wanted: FieldValue, rules: FieldRules): FieldValue {
  const own = listed(shown).filter((id) => !isNamed(id, rules));
  const all = [...own, ...listed(wanted)].sort();
  return all.length === 0 ? null : all;
}

const ofRules = (value: FieldValue, field: StoreField, rules: FieldRules): FieldValue =>
  field === 'categories' ? listed(value).filter((id) => isNamed(id, rules)) : value;

const isNamed = (id: string, { categories }: FieldRules): boolean =>
  categories.some(({ store }) => String(store) === id);

const listed = (value: FieldValue): readonly string[] => (typeof value === 'object' && value !== null ? value : []);

function sameValue(one: FieldValue, other: FieldValue, field: StoreField): boolean {
  if (isEmpty(one, field) || isEmpty(other, field)) return isEmpty(one, field) && isEmpty(other, field);
  if (isMeasure(field)) return money(String(one)).eq(String(other));
  if (typeof one === 'object' || typeof other === 'object') {
    return [...listed(one)].sort().join() === [...listed(other)].sort().join();
  }
  return field === 'brand' ? sameText(String(one), String(other)) : one === other;
}
