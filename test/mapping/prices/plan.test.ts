import type { PriceTier } from '../../../src/mapping/prices/types';
import {
  aVariant,
  inCatalog,
  inList,
  LIST,
  plan,
  pricesOf,
  summary,
  toCatalog,
  toList,
  type PlanInput,
} from './support/prices';

const fixed = (from: number, to: number | null, amount: string): PriceTier => ({ from, to, kind: 'fixed', amount });

describe('only what differs is written', () => {
  it.each<[string, PlanInput]>([
    [
      'a price as the store prints it',
      { rules: [toCatalog()], byList: { 2: '10.0000' }, shown: [inCatalog({ price: '10' })] },
    ],
    [
      'tiers in another order, without a limit in another way',
      {
        rules: [toList()],
        byList: { 3: { 1: '10', 5: '9', 10: '8' } },
        shown: [inList({ price: '10.00', tiers: [fixed(10, 2_147_483_647, '8.0'), fixed(5, 9, '9')] })],
      },
    ],
    [
      'tiers that no rule is about',
      {
        rules: [toList({ breaks: false })],
        byList: { 3: '10' },
        shown: [inList({ price: '10', tiers: [fixed(5, null, '1')] })],
      },
    ],
    [
      'fields that no rule is about',
      {
        rules: [toCatalog()],
        byList: { 2: '10' },
        shown: [inCatalog({ price: '10', salePrice: '1', retailPrice: '99' })],
      },
    ],
  ])('%s', (_, input) => {
    expect(summary(plan(input))).toEqual(['1 unchanged']);
  });

  it.each<[string, string, readonly PriceTier[]]>([
    ['fewer', '5-9 9.00, 10- 8.00', [fixed(5, null, '9')]],
    ['more', '5-9 9.00, 10- 8.00', [fixed(5, 9, '9'), fixed(10, 19, '8'), fixed(20, null, '7.5')]],
    ['another amount', '5-9 9.00, 10- 8.00', [fixed(5, 9, '9'), fixed(10, null, '8.01')]],
    ['another limit', '5-9 9.00, 10- 8.00', [fixed(5, 9, '9'), fixed(10, 99, '8')]],
    ['another start', '5-9 9.00, 10- 8.00', [fixed(4, 9, '9'), fixed(10, null, '8')]],
    ['another kind', '5-9 9.00, 10- 8.00', [fixed(5, 9, '9'), { ...fixed(10, null, '8'), kind: 'percent' }]],
  ])('tiers where the store has %s', (_, tiers, shown) => {
    const found = plan({
      rules: [toList()],
      byList: { 3: { 1: '10', 5: '9', 10: '8' } },
      shown: [inList({ price: '10', tiers: shown })],
    });
    expect(summary(found)).toEqual([`upsert variant 101 in price list 7 (EUR): tiers ${tiers}`]);
  });

  it('as a whole record, with what no rule is about as the store shows it', () => {
    const shown = [inList({ price: '10', salePrice: '9.5', retailPrice: '12', tiers: [fixed(5, null, '9')] })];
    const [upsert] = plan({ rules: [toList({ breaks: false })], byList: { 3: '11' }, shown }).upserts;
    expect(upsert).toEqual({
      kind: 'upsert',
      target: LIST,
      variantId: 101,
      sku: 'A',
      source: 'price 11.00',
      record: { price: '11.00', salePrice: '9.5', retailPrice: '12', tiers: [fixed(5, null, '9')] },
      changed: ['price'],
    });
  });

  it('of 20,000 records, 150 that changed', () => {
    const variants = Array.from({ length: 20_000 }, (_, index) =>
      aVariant({ variantId: index, productId: index, sku: `S${index}` }),
    );
    const prices = variants.flatMap(({ productId }) =>
      pricesOf({ 3: productId % 133 === 0 && productId < 19_950 ? '9.9' : '10' }, productId),
    );
    const shown = variants.map(({ variantId }) => inList({ variantId, price: '10' }));
    const found = plan({ rules: [toList()], variants, prices, shown });
    expect([found.upserts.length, found.unchanged, found.issues.length]).toEqual([150, 19_850, 0]);
  });
});

it('does not write to a variant that the store does not show', () => {
  expect(summary(plan({ rules: [toCatalog()], byList: { 2: '10' } }))).toEqual([
    'NOT_SHOWN variant 101 in the catalog (USD)',
  ]);
});

it('leaves records alone whose variant is linked with no product', () => {
  const shown = [inList({ variantId: 999, price: '10' })];
  expect(summary(plan({ rules: [toList({ noPrice: 'delete' })], variants: [], shown }))).toEqual([]);
});

it('goes on with what is known of a record', () => {
  const rules = [toCatalog(), toCatalog({ from: 4, field: 'salePrice' })];
  expect(summary(plan({ rules, byList: { 4: '8' }, shown: [inCatalog({ price: '10' })] }))).toEqual([
    'upsert variant 101 in the catalog (USD): salePrice 8.00',
    'PRICE_UNKNOWN variant 101 in the catalog (USD)',
  ]);
});
