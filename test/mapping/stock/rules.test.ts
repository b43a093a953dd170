import { levelRules, type RuleSubject } from '../../../src/mapping/stock/rules';
import { rulesOf } from './support/stock';

type Rules = Parameters<typeof rulesOf>[0];

const SUBJECT: RuleSubject = { sku: 'DROP-7', brandId: 12, categoryIds: [31, 32], locationId: 1 };

const ruled = (rules: Rules, subject: Partial<RuleSubject> = {}) =>
  levelRules(rulesOf(rules), { ...SUBJECT, ...subject });

describe('of the rules that fit', () => {
  const every: Rules = [
    { cap: 1 },
    { when: { location: 1 }, cap: 2 },
    { when: { category: 31 }, cap: 3 },
    { when: { brand: 12 }, cap: 4 },
    { when: { sku: 'drop-7 ' }, cap: 5 },
  ];

  it.each<[string, Partial<RuleSubject>, number, string]>([
    ['SKU before brand', {}, 5, 'rules[4] (sku drop-7 )'],
    ['brand before category', { sku: 'X' }, 4, 'rules[3] (brand 12)'],
    ['category before location', { sku: 'X', brandId: 9 }, 3, 'rules[2] (category 31)'],
    ['location before all', { sku: 'X', brandId: 9, categoryIds: [] }, 2, 'rules[1] (location 1)'],
    ['all', { sku: 'X', brandId: 9, categoryIds: [], locationId: 7 }, 1, 'rules[0]'],
  ])('the most specific wins: %s', (_, subject, value, rule) => {
    expect(ruled(every, subject).cap).toEqual({ value, rule });
    expect(ruled([...every].reverse(), subject).cap?.value).toBe(value);
  });

  it('the first of equally specific ones wins', () => {
    const rules: Rules = [
      { when: { category: 32 }, cap: 8 },
      { when: { category: 31 }, cap: 9 },
    ];
    expect(ruled(rules).cap).toEqual({ value: 8, rule: 'rules[0] (category 32)' });
  });

  it.each<[string, Rules, number]>([
    [
      'SKU and location before SKU',
      [
        { when: { sku: 'DROP-7' }, cap: 1 },
        { when: { sku: 'DROP-7', location: 1 }, cap: 2 },
      ],
      2,
    ],
    [
      'SKU before brand, category and location',
      [
        { when: { brand: 12, category: 31, location: 1 }, cap: 1 },
        { when: { sku: 'DROP-7' }, cap: 2 },
      ],
      2,
    ],
    [
      'brand and location before brand',
      [
        { when: { brand: 12 }, cap: 1 },
        { when: { brand: 12, location: 1 }, cap: 2 },
      ],
      2,
    ],
    [
      'brand before category and location',
      [
        { when: { category: 31, location: 1 }, cap: 1 },
        { when: { brand: 12 }, cap: 2 },
      ],
      2,
    ],
  ])('more conditions are more specific, never than a condition that goes before: %s', (_, rules, value) => {
    expect(ruled(rules).cap?.value).toBe(value);
  });

  it('each field is looked for by itself', () => {
    const rules: Rules = [
      { buffer: 2, cap: 100, hideBelow: 4 },
      { when: { brand: 12 }, cap: 50 },
      { when: { sku: { matches: '^drop-' } }, unlimited: true, hideBelow: 0 },
    ];
    expect(ruled(rules)).toEqual({
      buffer: { value: { units: 2 }, rule: 'rules[0]' },
      cap: { value: 50, rule: 'rules[1] (brand 12)' },
      hideBelow: { value: 0, rule: 'rules[2] (sku /^drop-/)' },
      supply: { value: 'unlimited', rule: 'rules[2] (sku /^drop-/)' },
    });
  });

  it('units and percent are one buffer, fixed and unlimited one supply', () => {
    const rules: Rules = [
      { buffer: 2, unlimited: true },
      { when: { brand: 12 }, bufferPercent: 10, fixed: 5 },
      { when: { sku: 'DROP-7', location: 2 }, unlimited: false },
    ];
    expect(ruled(rules)).toMatchObject({ buffer: { value: { percent: 10 } }, supply: { value: { fixed: 5 } } });
    expect(ruled(rules, { locationId: 2 }).supply?.value).toBe('warehouses');
    expect(ruled(rules, { brandId: 9 })).toMatchObject({
      buffer: { value: { units: 2 } },
      supply: { value: 'unlimited' },
    });
  });

  it('none sets nothing', () => {
    const { brandId: _, ...withoutBrand } = SUBJECT;
    const rules: Rules = [{ when: { brand: 12 }, cap: 1 }];
    const nothing = { buffer: undefined, cap: undefined, hideBelow: undefined, supply: undefined };
    expect(ruled([])).toEqual(nothing);
    expect(levelRules(rulesOf(rules), withoutBrand)).toEqual(nothing);
  });
});

describe('a condition', () => {
  it.each<[string, Rules[number]['when'], boolean]>([
    ['a SKU in another case, with spaces', { sku: ' drop-7' }, true],
    ['one SKU of a list', { sku: ['X', { matches: '7$' }] }, true],
    ['none of a list', { sku: ['X', 'Y'] }, false],
    ['one brand of a list', { brand: [11, 12] }, true],
    ['any category of the product', { category: [1, 32] }, true],
    ['no category of the product', { category: [1, 2] }, false],
    ['all of several', { brand: 12, category: 31, location: 1 }, true],
    ['one of several that does not hold', { brand: 12, category: 31, location: 2 }, false],
  ])('%s', (_, when, holds) => {
    expect(ruled([{ when, cap: 1 }]).cap !== undefined).toBe(holds);
  });

  it('is named as it stands in the file', () => {
    const when = { sku: ['A', { matches: '^B' }], category: [31, 9], location: 1 };
    expect(ruled([{ when, cap: 1 }], { sku: 'a' }).cap?.rule).toBe(
      'rules[0] (sku A, /^B/; category 31, 9; location 1)',
    );
  });
});
