import { planLevel, type LevelPlan, type LevelResult } from '../../../src/mapping/stock/level';
import { HIGHEST_LEVEL, UNLIMITED_LEVEL } from '../../../src/mapping/stock/rule-schema';
import type { ProductStock, StockFeed, StockProduct } from '../../../src/mapping/stock/types';
import {
  aFeed,
  amounts,
  aProduct,
  component,
  held,
  rulesOf,
  stockOf,
  type Amount,
  type Amounts,
} from './support/stock';

interface Case {
  readonly onHand?: Amounts;
  readonly sold?: Amount;
  readonly rules?: Parameters<typeof rulesOf>[0];
  readonly feed?: Partial<StockFeed>;
  readonly product?: Partial<StockProduct>;
  readonly stock?: readonly ProductStock[];
  readonly demand?: Amounts;
}

function planOf({
  onHand = { 2: 10 },
  sold = 0,
  rules = [],
  feed = {},
  product = {},
  stock,
  demand,
}: Case): LevelResult {
  return planLevel({
    product: aProduct(product),
    feed: aFeed(feed),
    stock: stockOf(...(stock ?? [held(onHand)])),
    demand: amounts(demand ?? { 1: sold }),
    rules: rulesOf(rules),
  });
}

function level(input: Case): LevelPlan {
  const plan = planOf(input);
  if (plan.kind !== 'level') throw new Error(plan.kind);
  return plan;
}

describe('the level', () => {
  it.each<[string, number, string, Case]>([
    ['what the warehouses hold', 10, 'stock', {}],
    ['less what was sold', 6, 'stock', { sold: 4 }],
    ['less the buffer', 3, 'stock', { sold: 4, rules: [{ buffer: 3 }] }],
    ['the units of two stores together', 0, 'stock', { onHand: { 2: 1 }, sold: 2 }],
    ['fractions are dropped at the end', 1, 'stock', { onHand: { 2: '0.7', 3: '0.7' } }],
    ['fractions sold count as sold', 9, 'stock', { sold: '0.01' }],
    ['what is owed counts', 8, 'stock', { onHand: { 2: 10, 3: -2 } }],
    ['never negative: owed', 0, 'stock', { onHand: { 2: -3 } }],
    ['never negative: oversold', 0, 'stock', { sold: 11 }],
    ['nothing held anywhere', 0, 'stock', { onHand: {} }],
    ['the buffer takes all', 0, 'buffer', { rules: [{ buffer: 10 }] }],
    ['the buffer takes the last one', 0, 'buffer', { onHand: { 2: 1 }, rules: [{ buffer: 1 }] }],
    ['the buffer is more than all', 0, 'buffer', { onHand: { 2: 2 }, rules: [{ buffer: 10 }] }],
    ['percent of what can ship', 5, 'stock', { sold: 4, rules: [{ bufferPercent: 10 }] }], // 6 − 0.6
    ['percent of what is owed is nothing', 0, 'stock', { onHand: { 2: -10 }, rules: [{ bufferPercent: 50 }] }],
    ['100 percent', 0, 'buffer', { rules: [{ bufferPercent: 100 }] }],
    ['a fraction of a percent', 9, 'stock', { rules: [{ bufferPercent: 0.5 }] }],
    ['the cap', 4, 'cap', { rules: [{ cap: 4 }] }],
    ['under the cap', 10, 'stock', { rules: [{ cap: 11 }] }],
    ['the cap after the buffer, not before', 8, 'cap', { rules: [{ cap: 8, buffer: 1 }] }],
    ['a cap of 0 closes', 0, 'cap', { rules: [{ cap: 0 }] }],
    ['hidden below', 0, 'hideBelow', { rules: [{ hideBelow: 11 }] }],
    ['not hidden at the limit', 10, 'stock', { rules: [{ hideBelow: 10 }] }],
    ['hidden by what is left after the buffer', 0, 'hideBelow', { rules: [{ buffer: 1, hideBelow: 10 }] }],
    ['a cap below the hiding limit does not hide', 3, 'cap', { rules: [{ cap: 3, hideBelow: 5 }] }],
    ['none left is not hidden', 0, 'stock', { sold: 10, rules: [{ hideBelow: 5 }] }],
    ['fixed, whatever is held', 25, 'fixed', { onHand: { 2: -4 }, sold: 9, rules: [{ fixed: 25, buffer: 3 }] }],
    ['fixed at 0 offers none', 0, 'fixed', { rules: [{ fixed: 0 }] }],
    ['fixed is not hidden', 2, 'fixed', { rules: [{ fixed: 2, hideBelow: 5 }] }],
    ['fixed under a cap', 20, 'cap', { rules: [{ fixed: 25, cap: 20 }] }],
    ['unlimited', UNLIMITED_LEVEL, 'unlimited', { onHand: {}, rules: [{ unlimited: true }] }],
    ['unlimited under a cap', 50, 'cap', { rules: [{ unlimited: true, cap: 50 }] }],
    [
      'not unlimited after all',
      10,
      'stock',
      { rules: [{ unlimited: true }, { when: { sku: 'A' }, unlimited: false }] },
    ],
    ['no more than BigCommerce saves', HIGHEST_LEVEL, 'highest level', { onHand: { 2: '9999999999' } }],
    ['exactly what BigCommerce saves', HIGHEST_LEVEL, 'stock', { onHand: { 2: HIGHEST_LEVEL } }],
    ['the best warehouse', 6, 'stock', { onHand: { 2: 4, 3: 6 }, feed: { pool: 'max' } }],
    ['the primary warehouse', 4, 'stock', { onHand: { 2: 4, 3: 6 }, feed: { pool: 'primary' } }],
  ])('is %s', (_, quantity, decidedBy, input) => {
    const plan = level(input);
    expect([plan.quantity, plan.arithmetic.decidedBy]).toEqual([quantity, decidedBy]);
    expect(Object.is(plan.quantity, -0)).toBe(false);
  });

  it('of each location comes from its own warehouses and rules', () => {
    const at = (locationId: number, warehouses: number[]) =>
      level({
        onHand: { 2: 10, 3: 4 },
        feed: { locationId, warehouses },
        rules: [{ buffer: 1 }, { when: { location: 7 }, buffer: 0 }],
      }).quantity;
    expect([at(1, [2]), at(7, [3])]).toEqual([9, 4]);
  });

  it('stays the same when an order that counted is reserved', () => {
    const rules = [{ bufferPercent: 15 }];
    expect(level({ onHand: { 2: 100 }, sold: 40, rules }).quantity).toBe(51);
    expect(level({ onHand: { 2: 60 }, sold: 0, rules }).quantity).toBe(51);
  });
});

it('keeps nothing back of what is owed', () => {
  const { stock } = level({ onHand: { 2: -10 }, rules: [{ bufferPercent: 50 }] }).arithmetic;
  expect(stock).toMatchObject({ left: '-10', buffer: '0' });
});

describe('never written is', () => {
  it.each<[string, LevelResult, Case]>([
    ['a product without stock tracking', { kind: 'untracked' }, { product: { stockTracked: false } }],
    [
      'one that Brightpearl answers is not tracked any more',
      { kind: 'untracked' },
      { stock: [held({}, { stockTracked: false })] },
    ],
    [
      'an untracked one, even with a fixed level',
      { kind: 'untracked' },
      { product: { stockTracked: false }, rules: [{ fixed: 9 }] },
    ],
    ['an untracked one that was not asked for', { kind: 'untracked' }, { product: { stockTracked: false }, stock: [] }],
    ['one that Brightpearl did not answer for', { kind: 'unknown', productIds: [1] }, { stock: [] }],
    [
      'a bundle with a component that was not answered for',
      { kind: 'unknown', productIds: [12] },
      { product: { bundle: [component(11, 1), component(12, 1)] }, stock: [held({}, { productId: 11 })] },
    ],
    ['a bundle whose components are not known', { kind: 'unknown', productIds: [1] }, { product: { bundle: [] } }],
    [
      'a bundle of untracked components',
      { kind: 'untracked' },
      { product: { bundle: [component(11, 1)] }, stock: [held({}, { productId: 11, stockTracked: false })] },
    ],
  ])('%s', (_, result, input) => {
    expect(planOf(input)).toEqual(result);
  });

  it('needs no answer where a rule stands in for the warehouses', () => {
    expect(level({ stock: [], rules: [{ fixed: 9 }] }).quantity).toBe(9);
  });
});

describe('a bundle', () => {
  const bundle: Case = {
    product: { stockTracked: false, bundle: [component(11, 1), component(12, 2)] },
    stock: [held({ 2: 6, 3: 1 }, { productId: 11 }), held({ 2: 9, 3: 4 }, { productId: 12 })],
    demand: { 12: 3 },
  };

  it('has the level that its components make', () => {
    expect(level(bundle).quantity).toBe(5);
  });

  it('keeps its buffer in bundles', () => {
    expect(level({ ...bundle, rules: [{ buffer: 2 }] }).quantity).toBe(3);
    expect(level({ ...bundle, rules: [{ bufferPercent: 50 }] }).quantity).toBe(2);
  });

  it('shows all its figures', () => {
    expect(level({ ...bundle, rules: [{ buffer: 2 }] }).arithmetic).toEqual({
      stock: {
        warehouses: [
          { warehouseId: 2, onHand: '4' },
          { warehouseId: 3, onHand: '1' },
        ],
        pool: '5',
        demand: '0',
        components: [
          { productId: 11, perBundle: '1', pool: '7', demand: '0', bundles: '7' },
          { productId: 12, perBundle: '2', pool: '13', demand: '3', bundles: '5' },
        ],
        left: '5',
        buffer: '2',
      },
      rules: { buffer: { value: { units: 2 }, rule: 'rules[0]' } },
      decidedBy: 'stock',
    });
  });
});

it('shows all figures of a product, and the rules that won', () => {
  const rules = [{ buffer: 1 }, { when: { brand: 12 }, bufferPercent: 10, cap: 50 }];
  const plan = level({ onHand: { 2: 70, 3: -2 }, sold: '5.5', rules, product: { brandId: 12 } });
  expect(plan).toEqual({
    kind: 'level',
    quantity: 50,
    arithmetic: {
      stock: {
        warehouses: [
          { warehouseId: 2, onHand: '70' },
          { warehouseId: 3, onHand: '-2' },
        ],
        pool: '68',
        demand: '5.5',
        components: [],
        left: '62.5',
        buffer: '6.25',
      },
      rules: {
        buffer: { value: { percent: 10 }, rule: 'rules[1] (brand 12)' },
        cap: { value: 50, rule: 'rules[1] (brand 12)' },
      },
      decidedBy: 'cap',
    },
  });
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
});
