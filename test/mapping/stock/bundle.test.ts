import { bundleStock, takeApart, type Composition } from '../../../src/mapping/stock/bundle';
import type { BundleComponent, ProductStock, StockFeed } from '../../../src/mapping/stock/types';
import { aFeed, amounts, component, held, stockOf, type Amount, type Amounts } from './support/stock';

const of = (productId: number, onHand: Amounts, more: Partial<ProductStock> = {}): ProductStock =>
  held(onHand, { productId, ...more });

/** Whole bundles that can ship, or why none is known. */
function left(
  components: readonly [number, Amount][],
  stock: readonly ProductStock[],
  { demand = {}, ...feed }: Partial<StockFeed> & { demand?: Amounts } = {},
): number | string {
  const parts = components.map(([productId, amount]) => component(productId, amount));
  const found = bundleStock(parts, aFeed(feed), stockOf(...stock), amounts(demand));
  return found.kind === 'known' ? found.left.toNumber() : found.kind;
}

describe('a bundle', () => {
  it.each<[string, number | string, Parameters<typeof left>]>([
    ['of one component: as many as it makes', 3, [[[11, 2]], [of(11, { 2: 7 })]]],
    [
      'is limited by its scarcest component',
      2,
      [
        [
          [11, 1],
          [12, 2],
        ],
        [of(11, { 2: 50 }), of(12, { 2: 5 })],
      ],
    ],
    [
      'is put together within one warehouse',
      0,
      [
        [
          [11, 1],
          [12, 1],
        ],
        [of(11, { 2: 10 }), of(12, { 3: 10 })],
      ],
    ],
    [
      'of two warehouses: both together (sum)',
      5,
      [
        [
          [11, 1],
          [12, 1],
        ],
        [of(11, { 2: 3, 3: 9 }), of(12, { 2: 9, 3: 2 })],
      ],
    ],
    [
      'of two warehouses: the best one (max)',
      3,
      [
        [
          [11, 1],
          [12, 1],
        ],
        [of(11, { 2: 3, 3: 9 }), of(12, { 2: 9, 3: 2 })],
        { pool: 'max' },
      ],
    ],
    [
      'of two warehouses: the first one (primary)',
      3,
      [
        [
          [11, 1],
          [12, 1],
        ],
        [of(11, { 2: 3, 3: 9 }), of(12, { 2: 9, 3: 2 })],
        { pool: 'primary' },
      ],
    ],
    [
      'drops what is left over in each warehouse',
      2,
      [[[11, 2]], [of(11, { 2: 3, 3: 3 })]], // 6 units, but 1 + 1 bundles
    ],
    ['is lessened by components sold on their own', 1, [[[11, 2]], [of(11, { 2: 7 })], { demand: { 11: 4 } }]],
    ['has none left where its component is oversold', -2, [[[11, 2]], [of(11, { 2: 1 })], { demand: { 11: 4 } }]],
    ['counts what a warehouse owes', 1, [[[11, 1]], [of(11, { 2: 3, 3: -2 })]]],
    ['counts fractions of a component', 3, [[[11, '0.3']], [of(11, { 2: 1 })]]],
    [
      'is not limited by a component without stock tracking',
      4,
      [
        [
          [11, 1],
          [12, 1],
        ],
        [of(11, { 2: 4 }), of(12, {}, { stockTracked: false })],
      ],
    ],
    ['of untracked components only is untracked', 'untracked', [[[11, 1]], [of(11, {}, { stockTracked: false })]]],
    [
      'with a component that was not answered for is unknown',
      'unknown',
      [
        [
          [11, 1],
          [12, 1],
        ],
        [of(11, { 2: 4 })],
      ],
    ],
    ['with a component that no warehouse holds: none', 0, [[[11, 1]], [of(11, {})]]],
  ])('%s', (_, expected, input) => {
    expect(left(...input)).toBe(expected);
  });

  it('names the products that were not answered for', () => {
    const parts = [component(11, 1), component(12, 1), component(13, 1)];
    const found = bundleStock(parts, aFeed(), stockOf(of(12, { 2: 1 })), new Map());
    expect(found).toEqual({ kind: 'unknown', productIds: [11, 13] });
  });

  it('shows how far each component goes', () => {
    const found = bundleStock(
      [component(11, 1), component(12, 2)],
      aFeed(),
      stockOf(of(11, { 2: 6, 3: 1 }), of(12, { 2: 5, 3: 4 })),
      amounts({ 12: 3 }),
    );
    if (found.kind !== 'known') throw new Error(found.kind);
    expect(found.byWarehouse.map(Number)).toEqual([2, 1]);
    expect(
      found.components.map(({ productId, pool, demand, bundles }) => [
        productId,
        ...[pool, demand, bundles].map(Number),
      ]),
    ).toEqual([
      [11, 7, 0, 7],
      [12, 9, 3, 3],
    ]);
    expect(found.left.toNumber()).toBe(3);
  });
});

describe('taking a bundle apart', () => {
  const composition =
    (bundles: Readonly<Record<number, readonly BundleComponent[]>>): Composition =>
    (productId) =>
      bundles[productId];
  const apart = (
    components: readonly BundleComponent[],
    bundles: Readonly<Record<number, readonly BundleComponent[]>> = {},
  ) => takeApart(components, composition(bundles))?.map(({ productId, quantity }) => [productId, quantity.toNumber()]);

  it('leaves products that are no bundles as they are', () => {
    expect(apart([component(11, 2), component(12, 1)])).toEqual([
      [11, 2],
      [12, 1],
    ]);
  });

  it('goes down to them, and adds up what comes twice', () => {
    const bundles = { 20: [component(11, 2), component(30, 1)], 30: [component(11, 1), component(12, 4)] };
    expect(apart([component(20, 3), component(11, 1)], bundles)).toEqual([
      [11, 10],
      [12, 12],
    ]);
  });

  it.each<[string, readonly BundleComponent[], Readonly<Record<number, readonly BundleComponent[]>>]>([
    ['lists nothing', [], {}],
    ['holds a bundle that lists nothing', [component(20, 1)], { 20: [] }],
    ['needs nothing of a component', [component(11, 0)], {}],
    ['is in itself', [component(20, 1)], { 20: [component(30, 1)], 30: [component(20, 1)] }],
  ])('gives up on one that %s', (_, components, bundles) => {
    expect(apart(components, bundles)).toBeUndefined();
  });

  it('takes the same bundle twice, side by side', () => {
    const bundles = { 20: [component(11, 1)], 30: [component(20, 1)] };
    expect(apart([component(20, 1), component(30, 1)], bundles)).toEqual([[11, 2]]);
  });
});
