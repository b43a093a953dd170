/** Which fields of a contact follow the customer: each rule against each state that a field can be in. */
import * as fc from 'fast-check';
import { decideFields, type DecisionInput, type FieldMarks } from '../../../src/mapping/customers/decide';
import { ruleOf, type CustomerField } from '../../../src/mapping/customers/fields';
import { customerRulesSchema, type FieldRule } from '../../../src/mapping/customers/rule-schema';

const FIELDS: readonly CustomerField[] = [
  'firstName',
  'lastName',
  'email',
  'telephone',
  'company',
  'taxNumber',
  'billingAddress',
  'deliveryAddress',
  'priceList',
  'taxCode',
  'creditTermDays',
  'discountPercentage',
  'PCF_SIZE',
];
const CLEARABLE: readonly CustomerField[] = ['telephone', 'company', 'taxNumber'];

const markOf = (field: CustomerField, text: string): string => `${field}#${text}`;

function rulesWith(rule: FieldRule) {
  const names = FIELDS.filter((field) => !field.startsWith('PCF_'));
  return customerRulesSchema.parse({
    fields: Object.fromEntries(names.map((field) => [field, rule])),
    customFields: [{ code: 'PCF_SIZE', from: { attribute: 1 }, rule }],
  });
}

/** What comes of one field: the value that is written, or why none is. */
function outcome(
  field: CustomerField,
  rule: FieldRule,
  { store, contact, wrote }: { readonly store?: string; readonly contact: string; readonly wrote?: string },
): string {
  const [decision] = decideFields({
    rules: rulesWith(rule),
    store: new Map(store === undefined ? [] : [[field, store]]),
    contact: new Map([[field, contact]]),
    marks: wrote === undefined ? {} : { [field]: [markOf(field, wrote)] },
    markOf,
  });
  if (!decision) throw new Error(`Nothing was decided of ${field}`);
  return 'write' in decision ? `write ${decision.write}` : decision.left;
}

describe.each(FIELDS)('%s', (field) => {
  /** What the contact has, what the connector wrote, and what comes of it by each rule. */
  it.each([
    ['unchanged', { contact: 'old', wrote: 'old' }, 'NOT_EMPTY', 'write new', 'write new'],
    ['changed by staff', { contact: 'staff', wrote: 'old' }, 'NOT_EMPTY', 'CHANGED_BY_STAFF', 'write new'],
    ['written by staff alone', { contact: 'staff' }, 'NOT_EMPTY', 'NOT_OURS', 'write new'],
    ['empty', { contact: '' }, 'write new', 'write new', 'write new'],
    ['taken away by staff', { contact: '', wrote: 'old' }, 'CLEARED_BY_STAFF', 'CLEARED_BY_STAFF', 'write new'],
    ['the same', { contact: 'new' }, 'SAME', 'SAME', 'SAME'],
  ])('that is %s', (_state, given, ifEmpty, ours, always) => {
    const state = { ...given, store: 'new' };
    expect(outcome(field, 'never', state)).toBe('RULE_NEVER');
    expect(outcome(field, 'ifEmpty', state)).toBe(ifEmpty);
    expect(outcome(field, 'ours', state)).toBe(ours);
    expect(outcome(field, 'always', state)).toBe(always);
  });

  it('that the store has not is left alone', () => {
    for (const rule of ['ifEmpty', 'ours', 'always'] as const) {
      expect(outcome(field, rule, { contact: 'old', wrote: 'old' })).toBe('NOTHING_IN_STORE');
    }
  });

  it('that became empty in the store takes away only what the connector wrote, where that can be', () => {
    const taken = CLEARABLE.includes(field) ? 'write ' : 'NOTHING_IN_STORE';
    expect(outcome(field, 'ours', { store: '', contact: 'old', wrote: 'old' })).toBe(taken);
    expect(outcome(field, 'always', { store: '', contact: 'old', wrote: 'old' })).toBe(taken);
    expect(outcome(field, 'ifEmpty', { store: '', contact: 'old', wrote: 'old' })).toBe('NOTHING_IN_STORE');
    expect(outcome(field, 'always', { store: '', contact: 'staff', wrote: 'old' })).toBe('NOTHING_IN_STORE');
  });
});

describe('the newsletter', () => {
  const newsletter = (rule: 'never' | 'ours' | 'always', contact: string, wrote?: string): string => {
    const [decision] = decideFields({
      rules: customerRulesSchema.parse({ fields: { newsletter: rule } }),
      store: new Map([['newsletter', 'yes']]),
      contact: new Map([['newsletter', contact]]),
      marks: wrote === undefined ? {} : { newsletter: [markOf('newsletter', wrote)] },
      markOf,
    });
    return decision && 'write' in decision ? `write ${decision.write}` : (decision?.left ?? '');
  };

  it('is left alone unless a rule asks for it', () => {
    const rules = customerRulesSchema.parse({});
    expect(ruleOf(rules, 'newsletter')).toBe('never');
    expect(newsletter('never', 'no')).toBe('RULE_NEVER');
  });

  it('that is off is no empty field: somebody may have asked for that', () => {
    expect(newsletter('ours', 'no')).toBe('NOT_OURS');
    expect(newsletter('ours', 'no', 'no')).toBe('write yes');
    expect(newsletter('ours', 'no', 'yes')).toBe('CHANGED_BY_STAFF');
    expect(newsletter('always', 'no', 'yes')).toBe('write yes');
  });
});

it('the case of an e-mail address is no reason to write', () => {
  expect(outcome('email', 'always', { store: 'Ann@Example.com', contact: 'ann@example.com' })).toBe('SAME');
});

const texts = fc.constantFrom('', 'a', 'b', 'c');
const rule = fc.constantFrom('never' as const, 'ifEmpty' as const, 'ours' as const, 'always' as const);

/** What happens to a field, in any order: the store changes it, staff change it, the connector looks at it. */
const event = fc.oneof(
  texts.map((text) => ({ kind: 'store' as const, text })),
  texts.map((text) => ({ kind: 'staff' as const, text })),
  fc.constant({ kind: 'look' as const, text: '' }),
);

it('nothing that staff wrote is overwritten without "always", whatever happens in whatever order', () => {
  fc.assert(
    fc.property(fc.constantFrom(...FIELDS), rule, fc.array(event, { maxLength: 12 }), (field, which, events) => {
      let [store, contact] = ['a', ''];
      let byStaff = false;
      let marks: FieldMarks = {};
      const rules = rulesWith(which);
      for (const { kind, text } of events) {
        if (kind === 'store') store = text;
        if (kind === 'staff' && text !== contact) [contact, byStaff] = [text, true];
        if (kind !== 'look') continue;
        const input: DecisionInput = {
          rules,
          store: new Map([[field, store]]),
          contact: new Map([[field, contact]]),
          marks,
          markOf,
        };
        const [decision] = decideFields(input);
        if (!decision || !('write' in decision)) continue;
        const written = decision.write;
        // Staff may write just what the connector wrote: then nobody can tell, and nothing is lost that the store has not.
        const isOurText = marks[field]?.includes(markOf(field, contact)) ?? false;
        const isFree = contact === '' && marks[field] === undefined;
        if (byStaff && which !== 'always') expect(isOurText || isFree).toBe(true);
        expect(which).not.toBe('never');
        [contact, byStaff] = [written, false];
        marks = { [field]: [markOf(field, written)] };
      }
    }),
    { numRuns: 500 },
  );
});
