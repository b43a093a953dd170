import * as fc from 'fast-check';
import { planAttributes } from '../../../../src/mapping/catalog/attributes/plan';
import { attributeRulesSchema } from '../../../../src/mapping/catalog/attributes/rule-schema';
import type {
  AccountOption,
  AttributeCall,
  AttributeInput,
  AttributePlan,
  StoreOption,
  TwinLink,
} from '../../../../src/mapping/catalog/attributes/types';
import type { z } from 'zod';

type Rules = z.input<typeof attributeRulesSchema>;

/** `Size: S, M`: option 1 with values 11, 12 in Brightpearl; option 5 with values 51, 52 in the store; numbered in order. */
const account = (...options: readonly string[]): AccountOption[] =>
  options.map((text, at) => {
    const [name = '', values = ''] = text.split(': ');
    const all = values.split(', ').filter((value) => value !== '');
    return { id: 1 + at, name, values: all.map((value, index) => ({ id: (1 + at) * 10 + 1 + index, name: value })) };
  });
const store = (...options: readonly string[]): StoreOption[] =>
  account(...options).map(({ name, values }, at) => ({
    id: 5 + at,
    name,
    sortOrder: at,
    values: values.map(({ name: value }, index) => ({ id: (5 + at) * 10 + 1 + index, name: value, sortOrder: index })),
  }));

const input = (
  inBrightpearl: readonly AccountOption[],
  inStore: readonly StoreOption[],
  rules: Rules = {},
  links: readonly TwinLink[] = [],
): AttributeInput => ({
  productId: 77,
  account: inBrightpearl,
  store: inStore,
  links,
  sent: [],
  rules: attributeRulesSchema.parse(rules),
});

/** What is stored once both sides are twins, before one of them changes. */
const linksOf = (inBrightpearl: readonly AccountOption[], inStore: readonly StoreOption[], rules: Rules = {}) =>
  planAttributes(input(inBrightpearl, inStore, rules)).links;

const call = ({ optionId, valueId, name, sortOrder, changed }: AttributeCall) =>
  `${valueId === undefined ? `option ${optionId}` : `value ${valueId}`}: ${[...(changed.includes('name') ? [name] : []), ...(changed.includes('sortOrder') ? [`#${sortOrder}`] : [])].join(' ')}`;

const summary = ({ calls, issues }: AttributePlan): string[] => [
  ...calls.map(call),
  ...issues.map(({ code, subject }) => `${code} ${subject}`),
];

describe('what is equal', () => {
  it.each<[string, AttributeInput]>([
    ['is left alone', input(account('Size: S, M', 'Color: Red'), store('Size: S, M', 'Color: Red'))],
    ['but for case', input(account('SIZE: s, m'), store('Size: S, M'))],
    [
      'but for numbers, in the same order',
      input(account('Size: S, M'), [
        {
          id: 5,
          name: 'Size',
          sortOrder: 7,
          values: [
            { id: 51, name: 'S', sortOrder: 3 },
            { id: 52, name: 'M', sortOrder: 9 },
          ],
        },
      ]),
    ],
    [
      'under the name that a rule gives it',
      input(account('Colour: Red'), store('Color: Rouge'), {
        options: [{ brightpearl: 'colour', store: 'Color', values: [{ brightpearl: 'RED', store: 'Rouge' }] }],
      }),
    ],
  ])('%s', (_, one) => {
    expect(summary(planAttributes(one))).toEqual([]);
  });
});

describe('a name', () => {
  const before = account('Size: S, M', 'Color: Red');
  const shown = store('Size: S, M', 'Color: Red');
  const after = (now: readonly AccountOption[], rules: Rules = {}, inStore = shown) =>
    summary(planAttributes(input(now, inStore, rules, linksOf(before, shown, rules))));

  it.each<[string, string[], string[]]>([
    ['of a value', ['value 52: Medium'], ['Size: S, Medium', 'Color: Red']],
    ['of an option', ['option 6: Farbe'], ['Size: S, M', 'Farbe: Red']],
    ['of both', ['option 6: Farbe', 'value 61: Rot'], ['Size: S, M', 'Farbe: Rot']],
    ['that its own other value had', ['value 52: L', 'value 51: M'], ['Size: M, L', 'Color: Red']],
    [
      'that it exchanges with another one',
      ['value 51: M (renaming 51)', 'value 52: S', 'value 51: M'],
      ['Size: M, S', 'Color: Red'],
    ],
  ])('follows a rename in Brightpearl: %s', (_, expected, now) => {
    expect(after(account(...now))).toEqual(expected);
  });

  it('that the store edited stays', () => {
    expect(after(before, {}, store('Größe: Small, M', 'Color: Red'))).toEqual([]);
  });

  it('that both sides changed stays, and is told until one gives way', () => {
    const now = account('Size: Tiny, M', 'Color: Red');
    const edited = store('Size: Small, M', 'Color: Red');
    const first = planAttributes(input(now, edited, {}, linksOf(before, shown)));
    expect(summary(first)).toEqual(['EDITED_ON_BOTH_SIDES value 51 of option 5']);
    expect(summary(planAttributes(input(now, edited, {}, first.links)))).toEqual(summary(first));
    const given = store('Size: Tiny, M', 'Color: Red');
    const settled = planAttributes(input(now, given, {}, first.links));
    expect(summary(settled)).toEqual([]);
    expect(settled.links.find(({ store: { valueId } }) => valueId === 51)?.name).toBe('Tiny');
  });

  it("is always Brightpearl's, by rule, edited or not", () => {
    expect(after(before, { names: 'always' }, store('Größe: Small, M', 'Color: RED'))).toEqual([
      'option 5: Size',
      'value 51: S',
      'value 61: Red',
    ]);
  });

  it('is never touched, by rule', () => {
    expect(after(account('Dimension: S, Medium', 'Color: Red'), { names: 'keep' })).toEqual([]);
  });

  it('is the one that a rule gives the new name', () => {
    const rules = {
      options: [{ brightpearl: 'Size', store: 'Size', values: [{ brightpearl: 'Medium', store: 'Moyen' }] }],
    };
    expect(after(account('Size: S, Medium', 'Color: Red'), rules)).toEqual(['value 52: Moyen']);
  });

  it.each<[string, string[], string[]]>([
    ['two are called the same in Brightpearl', ['NAME_CLASH value 52 of option 5'], ['Size: S, s', 'Color: Red']],
    ['it is too long', ['NAME_TOO_LONG value 52 of option 5'], [`Size: S, ${'M'.repeat(256)}`, 'Color: Red']],
    ['two options are called the same', ['NAME_CLASH option 6'], ['Size: S, M', 'size: Red']],
  ])('stays where %s', (_, expected, now) => {
    expect(after(account(...now))).toEqual(expected);
  });

  it('stays where a value without a twin has it', () => {
    const inStore = store('Size: S, M, XL', 'Color: Red');
    expect(after(account('Size: S, XL', 'Color: Red'), {}, inStore)).toEqual([
      'STORE_VALUE_WITHOUT_TWIN value 53 of option 5',
      'NAME_CLASH value 52 of option 5',
    ]);
  });

  it('stays where the one that was to give it up has to keep its own', () => {
    // 11 would be called M as 12 is, and 12 would be called Red as 13 is, which stays.
    const three = account('Size: S, M, Red');
    const inStore = store('Size: S, M, Red');
    const now = [
      {
        id: 1,
        name: 'Size',
        values: [
          { id: 11, name: 'M' },
          { id: 12, name: 'Red' },
          { id: 13, name: 'Red' },
        ],
      },
    ];
    expect(summary(planAttributes(input(now, inStore, {}, linksOf(three, inStore))))).toEqual([
      'NAME_CLASH value 52 of option 5',
      'NAME_CLASH value 51 of option 5',
    ]);
  });
});

describe('the order', () => {
  const shown = store('Size: S, M, L', 'Color: Red');
  const reordered = (order: readonly number[]): AccountOption[] => {
    const [size, color] = account('Size: S, M, L', 'Color: Red');
    return size && color ? [{ ...size, values: order.flatMap((at) => size.values[at] ?? []) }, color] : [];
  };

  it.each<[string, string[], number[], StoreOption[]]>([
    ['of two changes two', ['value 52: #0', 'value 51: #1'], [1, 0, 2], shown],
    ['of all changes those that move', ['value 53: #0', 'value 51: #2'], [2, 1, 0], shown],
    [
      'takes the numbers that there are',
      ['value 52: #10', 'value 51: #20'],
      [1, 0, 2],
      shown.map((option) => ({
        ...option,
        values: option.values.map((value) => ({ ...value, sortOrder: (value.sortOrder + 1) * 10 })),
      })),
    ],
    [
      'numbers anew what has one number',
      ['value 51: #1', 'value 53: #2'],
      [1, 0, 2],
      shown.map((option) => ({ ...option, values: option.values.map((value) => ({ ...value, sortOrder: 0 })) })),
    ],
  ])('%s', (_, expected, order, inStore) => {
    expect(summary(planAttributes(input(reordered(order), inStore)))).toEqual(expected);
  });

  it('of options follows as well', () => {
    const [size, color] = account('Size: S', 'Color: Red');
    expect(
      summary(
        planAttributes(
          input(
            [color, size].flatMap((one) => one ?? []),
            store('Size: S', 'Color: Red'),
          ),
        ),
      ),
    ).toEqual(['option 6: #0', 'option 5: #1']);
  });

  it('stays, by rule', () => {
    expect(summary(planAttributes(input(reordered([2, 1, 0]), shown, { sortOrder: 'keep' })))).toEqual([]);
  });

  it('goes along with a new name in one call, with what stays as it is', () => {
    const links = linksOf(account('Size: S, M'), store('Size: S, M'));
    const now = [
      {
        id: 1,
        name: 'Size',
        values: [
          { id: 12, name: 'Medium' },
          { id: 11, name: 'S' },
        ],
      },
    ];
    expect(planAttributes(input(now, store('Size: S, M'), {}, links)).calls).toEqual([
      { productId: 77, optionId: 5, valueId: 52, name: 'Medium', sortOrder: 0, changed: ['name', 'sortOrder'] },
      { productId: 77, optionId: 5, valueId: 51, name: 'S', sortOrder: 1, changed: ['sortOrder'] },
    ]);
  });
});

describe('twins', () => {
  it.each<[string, string[], AttributeInput]>([
    [
      'are missing in the store',
      ['VALUE_WITHOUT_TWIN value 12 of option 5'],
      input(account('Size: S, M'), store('Size: S')),
    ],
    [
      'are missing in Brightpearl',
      ['STORE_VALUE_WITHOUT_TWIN value 52 of option 5'],
      input(account('Size: S'), store('Size: S, M')),
    ],
    [
      'of options are missing, and their values are not told one by one',
      ['OPTION_WITHOUT_TWIN option 1', 'STORE_OPTION_WITHOUT_TWIN option 5'],
      input(account('Size: S, M'), store('Color: Red')),
    ],
    [
      'are never two of one',
      ['VALUE_WITHOUT_TWIN value 12 of option 5'],
      input(account('Size: S, s'), store('Size: S')),
    ],
  ])('%s', (_, expected, one) => {
    expect(summary(planAttributes(one))).toEqual(expected);
  });

  it('are those that were stored, whatever name was given to another one since', () => {
    const links = linksOf(account('Size: S, M'), store('Size: S, M'));
    const now = [
      {
        id: 1,
        name: 'Size',
        values: [
          { id: 11, name: 'Small' },
          { id: 12, name: 'M' },
          { id: 13, name: 'S' },
        ],
      },
    ];
    expect(summary(planAttributes(input(now, store('Size: S, M'), {}, links)))).toEqual([
      'value 51: Small',
      'VALUE_WITHOUT_TWIN value 13 of option 5',
    ]);
  });

  it('are found by name where the stored one is gone', () => {
    const links: TwinLink[] = [
      { account: { optionId: 1, valueId: 11 }, store: { optionId: 5, valueId: 99 }, name: 'S' },
    ];
    const found = planAttributes(input(account('Size: S'), store('Size: S'), {}, links));
    expect([summary(found), found.links[1]]).toEqual([[], { ...links[0], store: { optionId: 5, valueId: 51 } }]);
  });

  it('are not shared, although two links say so', () => {
    const links: TwinLink[] = [11, 12].map((valueId) => ({
      account: { optionId: 1, valueId },
      store: { optionId: 5, valueId: 51 },
      name: 'S',
    }));
    const found = planAttributes(input(account('Size: S, M'), store('Size: S'), {}, links));
    expect(summary(found)).toEqual(['VALUE_WITHOUT_TWIN value 12 of option 5']);
  });

  it('say what is missing, and where', () => {
    const { issues } = planAttributes(input(account('Size: S, M'), store('Size: S')));
    expect(issues[0]?.message).toBe(
      'The store has no value "M". Add it in BigCommerce, or name what it is called there in the rules (of option 5 of product 77)',
    );
  });
});

/** What the store shows after the calls; fails where two would have one name for a moment, as BigCommerce does. */
function carriedOut(inStore: readonly StoreOption[], calls: readonly AttributeCall[]): StoreOption[] {
  const unique = (all: readonly { readonly name: string }[]) =>
    expect(new Set(all.map(({ name }) => name.toLowerCase())).size).toBe(all.length);
  let now = [...inStore];
  for (const { optionId, valueId, name, sortOrder } of calls) {
    now = now.map((option) => {
      if (option.id !== optionId) return option;
      if (valueId === undefined) return { ...option, name, sortOrder };
      return {
        ...option,
        values: option.values.map((value) => (value.id === valueId ? { ...value, name, sortOrder } : value)),
      };
    });
    unique(now);
    now.forEach(({ values }) => unique(values));
  }
  return now;
}

it('whatever is renamed and moved, no name is given twice, and after the calls none is left', () => {
  const names = fc.shuffledSubarray(['S', 'M', 'L', 'XL', 'Red', 'Blue', 'One'], { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(
      names,
      names,
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 2, maxLength: 4 }),
      (old, renamed, order) => {
        const inStore = store(`Size: ${old.join(', ')}`);
        const links = linksOf(account(`Size: ${old.join(', ')}`), inStore);
        const values = order.map((at) => ({ id: 11 + at, name: renamed[at] ?? '' }));
        const now = [{ id: 1, name: 'Size', values }];
        const first = planAttributes(input(now, inStore, {}, links));
        const again = planAttributes(input(now, carriedOut(inStore, first.calls), {}, first.links));
        expect(again.calls).toEqual([]);
      },
    ),
  );
});
