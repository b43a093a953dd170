/** Short ways to write down stock: quantities as decimals, products with what they hold by warehouse. */
import * as fc from 'fast-check';
import { Quantity } from '../../../../src/mapping/stock/quantity';
import { demandRulesSchema, stockRuleSchema, type StockRule } from '../../../../src/mapping/stock/rule-schema';
import type { BundleComponent, ProductStock, StockFeed, StockProduct } from '../../../../src/mapping/stock/types';
import type { z } from 'zod';

export type Amount = number | string;
/** By id: of a warehouse, or of a product. */
export type Amounts = Readonly<Record<number, Amount>>;

export const q = (amount: Amount): Quantity => new Quantity(amount);

export const amounts = (byId: Amounts): Map<number, Quantity> =>
  new Map(Object.entries(byId).map(([id, amount]) => [Number(id), q(amount)]));

export const numbers = (byId: ReadonlyMap<number, Quantity>): Record<number, number> =>
  Object.fromEntries([...byId].map(([id, amount]) => [id, amount.toNumber()]));

/** Product 1 in warehouse 2, as a rule. */
export const held = (onHand: Amounts, more: Partial<ProductStock> = {}): ProductStock => ({
  productId: 1,
  stockTracked: true,
  onHand: amounts(onHand),
  ...more,
});

export const stockOf = (...products: readonly ProductStock[]): Map<number, ProductStock> =>
  new Map(products.map((product) => [product.productId, product]));

export const component = (productId: number, amount: Amount): BundleComponent => ({ productId, quantity: q(amount) });

export const aProduct = (more: Partial<StockProduct> = {}): StockProduct => ({
  productId: 1,
  sku: 'A',
  stockTracked: true,
  categoryIds: [],
  ...more,
});

export const aFeed = (more: Partial<StockFeed> = {}): StockFeed => ({
  locationId: 1,
  account: 'acme',
  warehouses: [2, 3],
  pool: 'sum',
  ...more,
});

export const rulesOf = (rules: readonly z.input<typeof stockRuleSchema>[]): StockRule[] =>
  rules.map((rule) => stockRuleSchema.parse(rule));

export const demandRules = (rules: z.input<typeof demandRulesSchema> = {}) => demandRulesSchema.parse(rules);

/** Any amount, with fractions of a unit, as Brightpearl keeps them. */
export const anyAmount = (min: number, max: number): fc.Arbitrary<Quantity> =>
  fc.integer({ min: min * 100, max: max * 100 }).map((value) => q(value).div(100));
