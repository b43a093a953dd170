/** What a rule makes of a Brightpearl product: the value that the store's field is to have. */
import { money } from '../../../domain/money';
import { CUSTOM_FIELD_LIMIT, FIELD_LIMITS, type FieldRule, type FieldRules, type StoreField } from './rule-schema';
import type { FieldValue, KeptReason, ProductFacts } from './types';

export type WantedField =
  | { readonly ok: true; readonly value: FieldValue }
  | { readonly ok: false; readonly reason: KeptReason; readonly message: string };

export function wantedField(rule: FieldRule, product: ProductFacts, rules: FieldRules): WantedField {
  const { field, from } = rule;
  if (from === 'live') return { ok: true, value: product.status === 'LIVE' };
  if (from === 'notArchived') return { ok: true, value: product.status !== 'ARCHIVED' };
  if (from === 'categories') return wantedCategories(product, rules);
  const text = sourceText(from, product);
  if (text === '') return { ok: true, value: null };
  if (isMeasure(field)) return measure(text, rule.factor);
  const limit = limitOf(field);
  if (limit === undefined || text.length <= limit) return { ok: true, value: text };
  const message = `it has ${text.length} characters, and the store takes ${limit}. Shorten it in Brightpearl`;
  return { ok: false, reason: 'too-long', message };
}

function sourceText(
  from: Exclude<FieldRule['from'], 'live' | 'notArchived' | 'categories'>,
  product: ProductFacts,
): string {
  if (typeof from === 'string') return product[from].trim();
  return 'value' in from ? from.value : (product.customFields[from.customField] ?? '').trim();
}

export const isMeasure = (field: StoreField): boolean =>
  field === 'weight' || field === 'width' || field === 'height' || field === 'depth';

const limitOf = (field: StoreField): number | undefined =>
  typeof field === 'string' ? FIELD_LIMITS[field] : CUSTOM_FIELD_LIMIT;

/** Brightpearl says 0 where nobody weighed or measured. */
function measure(text: string, factor = '1'): WantedField {
  if (!/^\d+(\.\d+)?$/.test(text)) {
    return { ok: false, reason: 'not-a-number', message: `"${text}" is no measure. Correct it in Brightpearl` };
  }
  const value = money(text).times(factor).toDecimalPlaces(4);
  return { ok: true, value: value.isZero() ? null : value.toFixed() };
}

/** One that no rule names is told: what the shopper finds nowhere, nobody buys. */
function wantedCategories({ categories }: ProductFacts, rules: FieldRules): WantedField {
  const unknown = categories.filter((code) => !rules.categories.some(({ brightpearl }) => brightpearl === code));
  if (unknown.length > 0) {
    const message = `the store category of ${unknown.join(', ')} is not named in the rules. Add it to \`categories\``;
    return { ok: false, reason: 'no-category', message };
  }
  const ids = rules.categories
    .filter(({ brightpearl }) => categories.includes(brightpearl))
    .map(({ store }) => String(store));
  const value = [...new Set(ids)].sort();
  return { ok: true, value: value.length === 0 ? null : value };
}
