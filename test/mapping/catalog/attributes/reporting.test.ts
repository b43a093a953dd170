import {
  orderAttributes,
  rowAttributes,
  type ReportedProduct,
} from '../../../../src/mapping/catalog/attributes/reporting';
import { reportingRulesSchema } from '../../../../src/mapping/catalog/attributes/reporting-schema';
import type { z } from 'zod';

const product = (more: Partial<ReportedProduct> = {}): ReportedProduct => ({
  productId: 1,
  sku: 'A',
  categories: [],
  seasons: [],
  ...more,
});

const rules = (more: z.input<typeof reportingRulesSchema>) => reportingRulesSchema.parse(more);

describe('a row', () => {
  const assign = [
    { when: { brand: 'acme', season: 'SS26' }, projectId: 7 },
    { when: { category: 'Mugs' }, leadSourceId: 3 },
    { when: { brand: 'Acme' }, projectId: 8, leadSourceId: 4 },
    { projectId: 9 },
  ];
  it.each<[string, Partial<ReportedProduct>, object]>([
    [
      'has the brand, the first category and the first season',
      { brand: 'Bolt', categories: ['Caps', 'Sale'], seasons: ['AW25', 'SS26'] },
      { brand: 'Bolt', category: 'Caps', season: 'AW25', projectId: 9 },
    ],
    [
      'has what the first rule that fits sets',
      { brand: 'ACME', seasons: ['ss26'] },
      { brand: 'ACME', season: 'ss26', projectId: 7, leadSourceId: 4 },
    ],
    [
      'has each attribute of its own rule',
      { brand: 'Acme', categories: ['Sale', 'mugs '] },
      { brand: 'Acme', category: 'Sale', projectId: 8, leadSourceId: 3 },
    ],
    ['fits no condition about what it lacks', {}, { projectId: 9 }],
  ])('%s', (_, own, expected) => {
    expect(rowAttributes(product(own), rules({ assign }))).toEqual(expected);
  });
});

describe('an order', () => {
  const assign = [
    { when: { brand: 'A' }, projectId: 1 },
    { when: { brand: 'B' }, projectId: 2 },
  ];
  const brands = (...names: readonly (string | undefined)[]) =>
    names.map((brand) => product(brand === undefined ? {} : { brand }));
  it.each<[string, readonly (string | undefined)[], 'agree' | 'most', number | undefined, number]>([
    ['has the project of all its rows', ['A', 'A'], 'agree', 1, 0],
    ['counts only rows that have one', ['A', undefined, 'C'], 'agree', 1, 0],
    ['has none where they differ, and says so', ['A', 'B', 'B'], 'agree', undefined, 1],
    ['has that of most rows by rule', ['A', 'B', 'B'], 'most', 2, 0],
    ['has the first of as many', ['B', 'A'], 'most', 2, 0],
    ['has none where no row has', ['C'], 'agree', undefined, 0],
  ])('%s', (_, names, severalProducts, projectId, notices) => {
    const found = orderAttributes(brands(...names), rules({ assign, severalProducts }));
    expect([found.projectId, found.notices.length]).toEqual([projectId, notices]);
  });

  it('names what its products disagree about', () => {
    expect(orderAttributes(brands('A', 'B'), rules({ assign })).notices).toEqual([
      'its products belong to several projects (1, 2): none is set from them',
    ]);
  });

  it('lists names in a custom field, each once, as long as it takes', () => {
    const products = [
      product({ brand: 'B', categories: ['Mugs', 'Sale'] }),
      product({ brand: 'A', categories: ['Sale'] }),
      product({ brand: 'B' }),
    ];
    const customFields = [
      { code: 'PCF_BRANDS', from: 'brand' as const },
      { code: 'PCF_CATS', from: 'category' as const, limit: 6 },
      { code: 'PCF_SEASON', from: 'season' as const },
    ];
    const found = orderAttributes(products, rules({ customFields }));
    expect(found.customFields).toEqual([
      { code: 'PCF_BRANDS', value: 'A, B' },
      { code: 'PCF_CATS', value: 'Mugs,' },
    ]);
    expect(found.notices).toEqual(['custom field PCF_CATS: the categories of its products were cut to 6 characters']);
  });
});

it('refuses a rule without effect', () => {
  expect(reportingRulesSchema.safeParse({ assign: [{ when: { brand: 'A' } }] }).success).toBe(false);
});
