/** Random stock, demand and rules: what must hold of a level whatever the figures are. */
import * as fc from 'fast-check';
import { planLevel, type LevelInput, type LevelPlan } from '../../../src/mapping/stock/level';
import { NONE, total, type Quantity } from '../../../src/mapping/stock/quantity';
import { HIGHEST_LEVEL, type StockRule } from '../../../src/mapping/stock/rule-schema';
import type { StockProduct } from '../../../src/mapping/stock/types';
import { aFeed, anyAmount, aProduct, component, held, q, rulesOf, stockOf } from './support/stock';

const WAREHOUSES = [2, 3, 4];
const COMPONENTS = [11, 12];

const effects = fc
  .record({
    buffer: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
    bufferPercent: fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: undefined }),
    cap: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
    hideBelow: fc.integer({ min: 0, max: 10 }),
  })
  .map(({ buffer, bufferPercent, ...rest }) =>
    buffer === undefined ? { ...rest, bufferPercent } : { ...rest, buffer },
  );

const conditions = fc.record(
  {
    sku: fc.constantFrom('A', 'B'),
    brand: fc.constantFrom(5, 6),
    category: fc.constantFrom(7, 8),
    location: fc.constantFrom(1, 2),
  },
  { requiredKeys: [] },
);

const rules = fc
  .array(fc.record({ when: conditions, effect: effects }), { maxLength: 6 })
  .map((all) => rulesOf(all.map(({ when, effect }) => ({ when, ...effect }))));

const products: fc.Arbitrary<StockProduct> = fc.oneof(
  fc.constant(aProduct({ brandId: 5, categoryIds: [7] })),
  fc
    .tuple(anyAmount(0, 4), anyAmount(0, 4))
    .map((each) => each.map((quantity, index) => component(COMPONENTS[index]!, quantity.plus('0.01').toFixed())))
    .map((bundle) => aProduct({ brandId: 5, categoryIds: [7], stockTracked: false, bundle })),
);

const onHand = fc
  .array(fc.tuple(fc.constantFrom(...WAREHOUSES), anyAmount(-20, 200)), { maxLength: 3 })
  .map((all) => new Map(all));

const levelInput: fc.Arbitrary<LevelInput> = fc
  .record({
    product: products,
    feed: fc
      .record({
        pool: fc.constantFrom('sum', 'max', 'primary'),
        warehouses: fc.shuffledSubarray(WAREHOUSES, { minLength: 1 }),
      })
      .map(aFeed),
    held: fc.tuple(onHand, onHand, onHand),
    sold: fc.tuple(anyAmount(0, 60), anyAmount(0, 60), anyAmount(0, 60)),
    rules,
  })
  .map(({ held: [own, first, second], sold, ...rest }) => ({
    ...rest,
    stock: stockOf(
      held({}, { onHand: own }),
      held({}, { productId: 11, onHand: first }),
      held({}, { productId: 12, onHand: second }),
    ),
    demand: new Map([1, 11, 12].map((productId, index) => [productId, sold[index]!])),
  }));

function planned(input: LevelInput): LevelPlan {
  const plan = planLevel(input);
  if (plan.kind !== 'level') throw new Error(plan.kind);
  return plan;
}

const levelOf = (input: LevelInput): number => planned(input).quantity;

/** What one product leaves for sale, worked out once more and without any rule. */
function leftOf(productId: number, { stock, feed, demand }: LevelInput): Quantity {
  const byWarehouse = feed.warehouses.map((warehouse) => stock.get(productId)?.onHand.get(warehouse) ?? NONE);
  const best = byWarehouse.reduce((most, one) => (one.gt(most) ? one : most));
  const pool = { sum: total(byWarehouse), max: best, primary: byWarehouse[0]! }[feed.pool];
  return pool.minus(demand.get(productId) ?? NONE);
}

describe('a level', () => {
  it('is a whole number from 0 to what BigCommerce saves', () => {
    fc.assert(
      fc.property(levelInput, (input) => {
        const level = levelOf(input);
        expect(Number.isInteger(level) && level >= 0 && level <= HIGHEST_LEVEL && !Object.is(level, -0)).toBe(true);
      }),
    );
  });

  it('is never above what the pool leaves after demand, nor what any component leaves', () => {
    fc.assert(
      fc.property(levelInput, (input) => {
        const level = levelOf(input);
        const parts = input.product.bundle ?? [component(1, 1)];
        for (const { productId, quantity } of parts) {
          expect(quantity.times(level).lte(leftOf(productId, input)) || level === 0).toBe(true);
        }
      }),
    );
  });

  it('of a bundle is never above what the warehouses can put together', () => {
    fc.assert(
      fc.property(levelInput, (input) => {
        const { bundle } = input.product;
        fc.pre(bundle !== undefined);
        const together = input.feed.warehouses.map((warehouse) =>
          Math.min(
            ...bundle.map(({ productId, quantity }) =>
              Math.floor((input.stock.get(productId)?.onHand.get(warehouse) ?? NONE).div(quantity).toNumber()),
            ),
          ),
        );
        const most =
          input.feed.pool === 'primary' ? together[0]! : together.reduce((sum, one) => sum + Math.max(0, one), 0);
        expect(levelOf(input)).toBeLessThanOrEqual(Math.max(0, most));
      }),
    );
  });

  it('never rises with the buffer', () => {
    const buffers = fc.oneof(
      fc.tuple(fc.nat(80), fc.nat(80)).map(([one, two]) => [{ buffer: one }, { buffer: one + two }] as const),
      fc
        .tuple(fc.double({ min: 0, max: 50, noNaN: true }), fc.double({ min: 0, max: 50, noNaN: true }))
        .map(([one, two]) => [{ bufferPercent: one }, { bufferPercent: one + two }] as const),
    );
    fc.assert(
      fc.property(levelInput, buffers, (input, [less, more]) => {
        const under = (effect: object): number =>
          levelOf({
            ...input,
            rules: [
              ...rulesOf([{ when: { sku: 'A', location: 1, brand: 5, category: 7 }, ...effect }]),
              ...input.rules,
            ],
          });
        expect(under(more)).toBeLessThanOrEqual(under(less));
      }),
    );
  });

  it('never falls when a warehouse gets more, nor rises when more is sold', () => {
    const more = fc.tuple(fc.constantFrom(1, 11, 12), fc.constantFrom(...WAREHOUSES), anyAmount(0, 50));
    fc.assert(
      fc.property(levelInput, more, (input, [productId, warehouse, units]) => {
        const product = input.stock.get(productId)!;
        const filled = new Map(product.onHand).set(warehouse, units.plus(product.onHand.get(warehouse) ?? NONE));
        const stock = new Map(input.stock).set(productId, { ...product, onHand: filled });
        const demand = new Map(input.demand).set(productId, units.plus(input.demand.get(productId) ?? NONE));
        expect(levelOf({ ...input, stock })).toBeGreaterThanOrEqual(levelOf(input));
        expect(levelOf({ ...input, demand })).toBeLessThanOrEqual(levelOf(input));
      }),
    );
  });

  it('does not depend on the order of rules that are not equally specific', () => {
    const distinct = fc
      .uniqueArray(fc.record({ when: conditions, effect: effects }), {
        maxLength: 6,
        selector: ({ when }) => Object.keys(when).sort().join(),
      })
      .map((all): StockRule[] => rulesOf(all.map(({ when, effect }) => ({ when, ...effect }))));
    const orders = distinct.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(levelInput, orders, (input, [one, other]) => {
        expect(levelOf({ ...input, rules: one })).toBe(levelOf({ ...input, rules: other }));
      }),
    );
  });

  it('adds up as its arithmetic says', () => {
    fc.assert(
      fc.property(levelInput, (input) => {
        const { quantity, arithmetic } = planned({ ...input, rules: [] });
        expect(arithmetic.decidedBy).toBe('stock');
        const { pool, demand, left, components } = arithmetic.stock!;
        if (components.length === 0) expect(q(pool).minus(demand).toFixed()).toBe(left);
        expect(quantity).toBe(Math.max(0, q(left).floor().toNumber()));
      }),
    );
  });
});
