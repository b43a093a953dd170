/**
 * Custom fields of Brightpearl products that rules take values from. One that the account does not have would look empty in every
 * product, and a rule that clears what is empty would clear it everywhere.
 */
import { fieldName, type FieldRules } from './rule-schema';

export interface FieldSource {
  /** Below the store's `products`, as a person would say it. */
  readonly rule: string;
  readonly code: string;
}

const sourcesOf = ({ fields, createWhere }: FieldRules): FieldSource[] => [
  ...fields.flatMap(({ field, from }) => {
    const code = customFieldOf(from);
    return code === undefined ? [] : [{ rule: `the rule for ${fieldName(field)}`, code }];
  }),
  ...(createWhere?.customField ? [{ rule: 'createWhere', code: createWhere.customField.code }] : []),
];

const customFieldOf = (from: FieldRules['fields'][number]['from']): string | undefined =>
  typeof from === 'object' && 'customField' in from ? from.customField : undefined;

/** By code. */
export const customFieldsNamed = (rules: FieldRules): ReadonlySet<string> =>
  new Set(sourcesOf(rules).map(({ code }) => code));

export const sourcesAmong = (rules: FieldRules, codes: readonly string[]): FieldSource[] =>
  sourcesOf(rules).filter(({ code }) => codes.includes(code));

/** Without the rules that take a value from one of these. */
export const withoutSources = (rules: FieldRules, codes: readonly string[]): FieldRules => ({
  ...rules,
  fields: rules.fields.filter(({ from }) => !codes.includes(customFieldOf(from) ?? '')),
});
