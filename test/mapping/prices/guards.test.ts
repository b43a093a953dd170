import type { PriceTier } from '../../../src/mapping/prices/types';
import {
  aVariant,
  inCatalog,
  inList,
  kept,
  plan,
  pricesOf,
  summary,
  toCatalog,
  toList,
  type PlanInput,
} from './support/prices';

const fixed = (from: number, to: number | null, amount: string): PriceTier => ({ from, to, kind: 'fixed', amount });

describe('a fall', () => {
  const fall = (price: string, shown: Parameters<typeof inList>[0], more: Partial<PlanInput> = {}) =>
    plan({ rules: [toList()], byList: { 3: price }, shown: [inList(shown)], ...more });

  it('of 60 % is held, with its figure', () => {
    const found = fall('40', { price: '100' });
    expect(summary(found)).toEqual(['held upsert variant 101 in price list 7 (EUR): fall']);
    expect(found.held[0]?.reason).toEqual({
      kind: 'fall',
      percent: '60',
      from: '100.00',
      to: '40.00',
      limitPercent: 50,
    });
  });

  it.each<[string, string, string, number | undefined, boolean]>([
    ['exactly the limit', '100', '50', undefined, false],
    ['a cent beyond it', '100', '49.99', undefined, true],
    ['as far as the rule allows', '100', '40', 60, false],
    ['any, by rule', '100', '99.99', 0, true],
    ['none', '100', '250', 0, false],
    ['to nothing of something', '0.02', '0.01', 49, true],
    ['from 0', '0', '1', 0, false],
  ])('%s: from %3$s to %4$s with a limit of %5$s', (_, from, to, fallPercent, isHeld) => {
    const all = fallPercent === undefined ? {} : { fallPercent };
    expect(fall(to, { price: from }, { all }).held.length > 0).toBe(isHeld);
  });

  it('is none where the store shows nothing', () => {
    expect(plan({ rules: [toList()], byList: { 3: '1' } }).upserts).toHaveLength(1);
  });

  it('is against what a shopper pays where the variant has no price of its own', () => {
    const shown = [inCatalog({ calculated: '100' })];
    expect(summary(plan({ rules: [toCatalog()], byList: { 2: '40' }, shown }))).toEqual([
      'held upsert variant 101 in the catalog (USD): fall',
    ]);
  });

  it.each<[string, PlanInput, boolean]>([
    [
      'a sale price far under the price',
      { rules: [toList({ from: 6, field: 'salePrice' })], byList: { 6: '40' }, shown: [inList({ price: '100' })] },
      true,
    ],
    [
      'a sale price far under the sale price',
      {
        rules: [toList({ from: 6, field: 'salePrice' })],
        byList: { 6: '9' },
        shown: [inList({ price: '100', salePrice: '90' })],
      },
      true,
    ],
    [
      'a price that the sale price hides',
      { rules: [toList()], byList: { 3: '10' }, shown: [inList({ price: '100', salePrice: '9' })] },
      true,
    ],
    [
      'a retail price, which nobody pays',
      {
        rules: [toCatalog({ from: 5, field: 'retailPrice' })],
        byList: { 5: '1' },
        shown: [inCatalog({ price: '9', retailPrice: '100' })],
      },
      false,
    ],
    [
      'a new tier',
      { rules: [toList()], byList: { 3: { 1: '100', 10: '40' } }, shown: [inList({ price: '100' })] },
      true,
    ],
    [
      'a tier',
      {
        rules: [toList()],
        byList: { 3: { 1: '100', 10: '40' } },
        shown: [inList({ price: '100', tiers: [fixed(5, null, '90')] })],
      },
      true,
    ],
    [
      'no tier that was as low before',
      {
        rules: [toList()],
        byList: { 3: { 1: '100', 10: '40' } },
        shown: [inList({ price: '100', tiers: [fixed(5, null, '50')] })],
      },
      false,
    ],
    [
      'no tier that was as low by a percentage',
      {
        rules: [toList()],
        byList: { 3: { 1: '100', 10: '40' } },
        shown: [
          inList({
            price: '100',
            tiers: [
              { ...fixed(10, 19, '50'), kind: 'percent' },
              { ...fixed(20, null, '55'), kind: 'price' },
            ],
          }),
        ],
      },
      false,
    ],
    [
      "a sale price that is taken away, to the product's",
      {
        rules: [toCatalog({ from: 4, field: 'salePrice', noPrice: 'clear' })],
        byList: { 4: {} },
        shown: [inCatalog({ price: '100', salePrice: '80', productSale: '20' })],
      },
      true,
    ],
    [
      "a sale price under the product's, at which the variant is sold",
      {
        rules: [toCatalog({ from: 4, field: 'salePrice' })],
        byList: { 4: '40' },
        shown: [inCatalog({ price: '100', productSale: '60' })],
      },
      false,
    ],
    [
      'a price for many that was dearer than for one',
      { rules: [toList()], byList: { 3: '60' }, shown: [inList({ price: '100', tiers: [fixed(5, null, '200')] })] },
      true,
    ],
  ])('of %s', (_, input, isHeld) => {
    expect(plan(input).held.length > 0).toBe(isHeld);
  });

  it('keeps the whole record, not the one price', () => {
    const rules = [toList(), toList({ from: 6, field: 'salePrice' })];
    const found = plan({ rules, byList: { 3: '40', 6: '39' }, shown: [inList({ price: '100' })] });
    expect([found.upserts, found.held[0]?.change.source]).toEqual([[], 'price 40.00; salePrice 39.00']);
  });

  it('stays held while Brightpearl says the same, although the store comes nearer', () => {
    const rulings = kept(fall('40', { price: '100' }));
    expect(fall('40', { price: '60' }, { rulings }).held).toHaveLength(1);
  });

  it('is over once the store shows it', () => {
    const rulings = kept(fall('40', { price: '100' }));
    expect(summary(fall('40', { price: '40' }, { rulings }))).toEqual(['1 unchanged']);
  });

  it('is judged anew once Brightpearl says something else', () => {
    const rulings = kept(fall('40', { price: '100' }));
    expect(fall('80', { price: '100' }, { rulings }).upserts).toHaveLength(1);
    expect(fall('39', { price: '100' }, { rulings }).held).toHaveLength(1);
  });

  it('that a person released is written, and only that one', () => {
    const rulings = kept(fall('40', { price: '100' }), 'released');
    expect(fall('40', { price: '100' }, { rulings }).upserts).toHaveLength(1);
    expect(fall('39', { price: '100' }, { rulings }).held).toHaveLength(1);
  });
});

describe('records that would vanish', () => {
  /** Of 100 records, the first `gone` have no price any more. */
  const vanishing = (gone: number, more: Partial<PlanInput> = {}) => {
    const variants = Array.from({ length: 100 }, (_, index) => aVariant({ variantId: index, productId: index }));
    const prices = variants.flatMap(({ productId }) => pricesOf({ 3: productId < gone ? {} : '10' }, productId));
    const shown = variants.map(({ variantId }) => inList({ variantId, price: '10' }));
    return plan({ rules: [toList({ noPrice: 'delete' })], variants, prices, shown, ...more });
  };
  const counts = ({ deletes, held }: ReturnType<typeof plan>) => [deletes.length, held.length];

  it.each<[number, PlanInput['all'], number[]]>([
    [20, {}, [20, 0]],
    [21, {}, [0, 21]],
    [100, {}, [0, 100]],
    [21, { vanish: { percent: 50 } }, [21, 0]],
    [19, { vanish: { percent: 1 } }, [19, 0]],
    [5, { vanish: { percent: 1, atLeast: 5 } }, [0, 5]],
    [100, { vanish: { percent: 100 } }, [100, 0]],
  ])('%s of 100 with %j: deleted and held', (gone, all, expected) => {
    expect(counts(vanishing(gone, { all: all ?? {} }))).toEqual(expected);
  });

  it('are shown with the figures', () => {
    expect(vanishing(30).held[0]?.reason).toEqual({ kind: 'vanish', deletes: 30, shown: 100, limitPercent: 20 });
  });

  it('are counted of all that the list shows', () => {
    const more = Array.from({ length: 100 }, (_, index) => inList({ variantId: 1_000 + index, price: '10' }));
    const own = Array.from({ length: 100 }, (_, index) => inList({ variantId: index, price: '10' }));
    expect(counts(vanishing(30, { shown: [...own, ...more] }))).toEqual([30, 0]);
  });

  it('are counted list by list', () => {
    const other = { kind: 'list', priceListId: 8, currency: 'EUR' } as const;
    const shown = Array.from({ length: 100 }, (_, index) => inList({ variantId: index, price: '10' }));
    const elsewhere = shown.map((record) => ({ ...record, target: other }));
    expect(counts(vanishing(30, { shown: [...shown, ...elsewhere] }))).toEqual([0, 30]);
  });

  it('stay held one by one, and are deleted once released', () => {
    const first = vanishing(30);
    expect(counts(vanishing(5, { rulings: kept(first) }))).toEqual([0, 5]);
    expect(counts(vanishing(30, { rulings: kept(first, 'released') }))).toEqual([30, 0]);
  });

  it('do not count what a person released', () => {
    const rulings = kept(vanishing(30), 'released');
    expect(counts(vanishing(45, { rulings }))).toEqual([45, 0]);
  });
});
