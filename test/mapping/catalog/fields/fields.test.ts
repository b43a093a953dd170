import * as fc from 'fast-check';
import { planFields } from '../../../../src/mapping/catalog/fields/diff';
import { fieldName, fieldRulesSchema } from '../../../../src/mapping/catalog/fields/rule-schema';
import type { FieldPlan, FieldValues, WrittenFields } from '../../../../src/mapping/catalog/fields/types';
import { facts, type Facts, type FieldRulesInput } from './support/facts';

type RuleInput = NonNullable<FieldRulesInput['fields']>[number];

const plan = (
  rule: RuleInput,
  product: Facts,
  shown: FieldValues,
  written: FieldValues = {},
  more: FieldRulesInput = {},
): FieldPlan =>
  planFields(
    { product: facts(product), shown, written: asWritten(written) },
    fieldRulesSchema.parse({ ...more, fields: [rule] }),
  );

const asWritten = (values: FieldValues): WrittenFields =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { sent: value, shown: value }]));

/** What is written, or why not; undefined: nothing to say. */
const outcome = (...input: Parameters<typeof plan>) => {
  const { changes, kept } = plan(...input);
  return changes[0] ? changes[0].to : kept[0]?.reason;
};

const title = { field: 'name', from: 'name', owner: 'brightpearl' } as const;
const once = { ...title, owner: 'once' } as const;
const overwrite = { ...title, edits: 'overwrite' } as const;
const material = {
  field: { customField: 'Material' },
  from: { customField: 'PCF_MAT' },
  owner: 'brightpearl',
} as const;

describe('who owns a field', () => {
  it.each<[string, ReturnType<typeof outcome>, Parameters<typeof plan>]>([
    ['Brightpearl, and the store has none', 'Mug', [title, { name: 'Mug' }, {}]],
    [
      'Brightpearl, and the store has what was written',
      'Mug',
      [title, { name: 'Mug' }, { name: 'Cup' }, { name: 'Cup' }],
    ],
    ['Brightpearl, and the store was edited', 'edited', [title, { name: 'Mug' }, { name: 'My mug' }, { name: 'Cup' }]],
    [
      'Brightpearl, and the store was edited although nothing new is there',
      'edited',
      [title, { name: 'Mug' }, { name: 'My mug' }, { name: 'Mug' }],
    ],
    ['Brightpearl, and the store was emptied', 'edited', [title, { name: 'Mug' }, { name: '' }, { name: 'Mug' }]],
    ['Brightpearl by rule, emptied or not', 'Mug', [overwrite, { name: 'Mug' }, { name: '' }, { name: 'Mug' }]],
    ['Brightpearl, and the store has what nobody knows of', 'not-ours', [title, { name: 'Mug' }, { name: 'My mug' }]],
    ['Brightpearl by rule, edited or not', 'Mug', [overwrite, { name: 'Mug' }, { name: 'My mug' }, { name: 'Cup' }]],
    ['Brightpearl by rule, whoever wrote it', 'Mug', [overwrite, { name: 'Mug' }, { name: 'My mug' }]],
    ['Brightpearl, and both agree', undefined, [title, { name: 'Mug' }, { name: 'Mug' }]],
    ['the store, which has none', undefined, [{ ...title, owner: 'store' }, { name: 'Mug' }, {}]],
    ['Brightpearl once, and the store has none', 'Mug', [once, { name: 'Mug' }, { name: '' }]],
    ['Brightpearl once, and the store was emptied', 'Mug', [once, { name: 'Mug' }, { name: '' }, { name: 'Cup' }]],
    ['Brightpearl once, and the store has one', undefined, [once, { name: 'Mug' }, { name: 'Cup' }, { name: 'Cup' }]],
  ])('%s', (_, expected, input) => {
    expect(outcome(...input)).toEqual(expected);
  });

  it('an edit stays an edit after Brightpearl changes again', () => {
    const first = plan(title, { name: 'Mug' }, { name: 'My mug' }, { name: 'Cup' });
    const again = planFields(
      { product: facts({ name: 'Mug 2' }), shown: { name: 'My mug' }, written: first.written },
      fieldRulesSchema.parse({ fields: [title] }),
    );
    expect(again.kept[0]?.message).toBe(
      'SKU A (product 1), name: it was edited in the store. Make both the same, or set `edits: overwrite` for the field.',
    );
  });

  it('what agrees counts as written, so that Brightpearl may change it', () => {
    const first = plan(title, { name: 'Mug' }, { name: 'Mug' });
    const rules = fieldRulesSchema.parse({ fields: [title] });
    const again = planFields(
      { product: facts({ name: 'Cup' }), shown: { name: 'Mug' }, written: first.written },
      rules,
    );
    expect(again.changes).toEqual([{ field: 'name', from: 'Mug', to: 'Cup' }]);
  });

  it('what the store tidies up is neither an edit nor written again', () => {
    const rule = { field: 'description', from: 'description', owner: 'brightpearl' } as const;
    const rules = fieldRulesSchema.parse({ fields: [rule] });
    const written = { description: { sent: '<b>Mug', shown: '<b>Mug</b>' } };
    const shown = { description: '<b>Mug</b>' };
    const same = planFields({ product: facts({ description: '<b>Mug' }), shown, written }, rules);
    expect([same.changes, same.kept]).toEqual([[], []]);
    const changed = planFields({ product: facts({ description: '<b>Cup' }), shown, written }, rules);
    expect(changed.changes.map(({ to }) => to)).toEqual(['<b>Cup']);
  });
});

describe('a value', () => {
  const measure = (more: object = {}) => ({ field: 'weight', from: 'weight', owner: 'brightpearl', ...more }) as const;
  const visible = { field: 'visible', from: 'live', owner: 'brightpearl' } as const;
  const categories = { field: 'categories', from: 'categories', owner: 'brightpearl', edits: 'overwrite' } as const;
  const kept = { ...categories, edits: 'keep' } as const;
  const named = {
    categories: [
      { brightpearl: '10', store: 110 },
      { brightpearl: '20', store: 120 },
      { brightpearl: '30', store: 120 },
    ],
  };
  it.each<[string, ReturnType<typeof outcome>, Parameters<typeof plan>]>([
    ['is trimmed', 'Mug', [title, { name: ' Mug ' }, {}]],
    ['that is too long is not cut', 'too-long', [title, { name: 'M'.repeat(251) }, {}]],
    ['of a custom field', 'Oak', [material, { customFields: { PCF_MAT: 'Oak' } }, {}]],
    [
      'of a custom field that the product lacks leaves it',
      undefined,
      [material, {}, { 'custom field Material': 'Ash' }, { 'custom field Material': 'Ash' }],
    ],
    ["that is empty leaves the store's", undefined, [title, { name: '' }, { name: 'Mug' }, { name: 'Mug' }]],
    [
      "that is empty takes the store's away by rule",
      null,
      [{ ...material, whenEmpty: 'clear' }, {}, { 'custom field Material': 'Ash' }, { 'custom field Material': 'Ash' }],
    ],
    [
      'that is empty takes no edit away',
      'edited',
      [{ ...material, whenEmpty: 'clear' }, {}, { 'custom field Material': 'Elm' }, { 'custom field Material': 'Ash' }],
    ],
    [
      'is the same on every product',
      'acme',
      [{ field: 'brand', from: { value: 'acme' }, owner: 'brightpearl' }, {}, {}],
    ],
    ['of a measure is compared as a number', undefined, [measure(), { weight: '1.50' }, { weight: '1.5' }]],
    ['of a measure is converted exactly', '1100', [measure({ factor: '1000' }), { weight: '1.1' }, {}]],
    ['of 0 is no measure', undefined, [measure(), { weight: '0.000' }, { weight: '2' }, { weight: '2' }]],
    ['of 0 in the store is none either', '2', [measure({ owner: 'once' }), { weight: '2' }, { weight: '0' }]],
    ['of a measure in words is refused', 'not-a-number', [measure(), { weight: '2 kg' }, {}]],
    ['hides what is not live', false, [visible, { status: 'ARCHIVED' }, { visible: true }, { visible: true }]],
    ['hides what is discontinued', false, [visible, { status: 'DISCONTINUED' }, { visible: true }, { visible: true }]],
    [
      'lets what is discontinued sell out by rule',
      undefined,
      [{ ...visible, from: 'notArchived' }, { status: 'DISCONTINUED' }, { visible: true }, { visible: true }],
    ],
    [
      'hides what is archived by the same rule',
      false,
      [{ ...visible, from: 'notArchived' }, { status: 'ARCHIVED' }, { visible: true }, { visible: true }],
    ],
    [
      'of categories is no edit for one that the merchant added',
      ['110', '999'],
      [kept, { categories: ['10'] }, { categories: ['120', '999'] }, { categories: ['120'] }, named],
    ],
    [
      'of categories is written beside those that the merchant chose',
      ['110', '999'],
      [kept, { categories: ['10'] }, { categories: ['999'] }, {}, named],
    ],
    [
      'of categories is edited where all of ours were taken away',
      'edited',
      [kept, { categories: ['10'] }, { categories: ['999'] }, { categories: ['110'] }, named],
    ],
    [
      'of categories is edited where one of ours was taken away',
      'edited',
      [kept, { categories: ['10', '20'] }, { categories: ['110'] }, { categories: ['110', '120'] }, named],
    ],
    ['shows no product that the merchant hid', 'edited', [visible, {}, { visible: false }, { visible: true }]],
    [
      'of categories is added to what the merchant chose',
      ['110', '999'],
      [categories, { categories: ['10'] }, { categories: ['999', '120'] }, {}, named],
    ],
    ['of two categories that are one', ['120'], [categories, { categories: ['30', '20'] }, {}, {}, named]],
    [
      'of categories in another order',
      undefined,
      [categories, { categories: ['10', '20'] }, { categories: ['999', '120', '110'] }, {}, named],
    ],
    ['of a category that no rule names', 'no-category', [categories, { categories: ['10', '99'] }, {}, {}, named]],
    ["of no category leaves the store's", undefined, [categories, {}, { categories: ['110'] }, {}, named]],
    [
      "of no category leaves the merchant's own, by rule",
      ['999'],
      [{ ...categories, whenEmpty: 'clear' }, {}, { categories: ['110', '999'] }, {}, named],
    ],
  ])('%s', (_, expected, input) => {
    expect(outcome(...input)).toEqual(expected);
  });
});

it.each<[string, object, string]>([
  ['a switch of a text', { ...title, field: 'visible' }, '`visible` comes from'],
  ['a text of a switch', { ...title, from: 'live' }, '`visible` comes from'],
  ['a text of categories', { ...title, from: 'categories' }, '`categories` come from'],
  ['a measure of a text', { ...title, field: 'weight' }, 'A measure comes from'],
  ['a factor of a text', { ...title, factor: '2' }, 'Only a measure'],
  ['a factor of 0', { ...title, field: 'weight', from: 'weight', factor: '0' }, 'above 0'],
  ['no name at all', { ...title, whenEmpty: 'clear' }, 'wants a name'],
])('refuses a rule for %s', (_, rule, words) => {
  const { error } = fieldRulesSchema.safeParse({ fields: [rule] });
  expect(error?.issues).toHaveLength(1);
  expect(JSON.stringify(error?.issues)).toContain(words);
});

it('refuses two rules for one field, and names both', () => {
  const { error } = fieldRulesSchema.safeParse({ fields: [material, title, { ...material, from: { value: 'x' } }] });
  expect(error?.issues.map(({ message }) => message)).toEqual([
    'fields[0] and fields[2] both write custom field Material: keep one of them',
  ]);
});

it('no edit is ever overwritten without a rule, and a plan that is carried out leaves nothing to write', () => {
  const text = fc.constantFrom('', 'a', 'b', 'c');
  const value = fc.record({ wanted: text, shown: text, last: fc.option(text, { nil: undefined }) });
  fc.assert(
    fc.property(
      value,
      fc.constantFrom('leave', 'clear'),
      fc.constantFrom('brightpearl', 'once', 'store'),
      ({ wanted, shown, last }, whenEmpty, owner) => {
        const rule = { ...material, whenEmpty, owner } as const;
        const name = fieldName(rule.field);
        const rules = fieldRulesSchema.parse({ fields: [rule] });
        const product = facts({ customFields: { PCF_MAT: wanted } });
        const written = last === undefined ? {} : asWritten({ [name]: last });
        const first = planFields({ product, shown: { [name]: shown }, written }, rules);
        const [change] = first.changes;
        if (change) expect(owner === 'once' ? shown === '' : shown === (last ?? '')).toBe(true);
        const after = change ? { [name]: change.to } : { [name]: shown };
        const again = planFields({ product, shown: after, written: first.written }, rules);
        expect([again.changes, again.kept]).toEqual([[], first.kept]);
      },
    ),
  );
});
