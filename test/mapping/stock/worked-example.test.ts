/** The example of `docs/stock.md`, figure by figure. */
import { orderDemand, totalDemand } from '../../../src/mapping/stock/demand';
import type { DemandOrder, DemandProduct } from '../../../src/mapping/stock/demand-types';
import { planLevel } from '../../../src/mapping/stock/level';
import type { Quantity } from '../../../src/mapping/stock/quantity';
import {
  aFeed,
  amounts,
  aProduct,
  component,
  demandRules,
  held,
  rulesOf,
  stockOf,
  type Amounts,
} from './support/stock';

const MUG: DemandProduct = { productId: 1, stockTracked: true };
const TWO_MUGS: DemandProduct = { productId: 9, stockTracked: false, bundle: [component(1, 2)] };

const RULES = rulesOf([
  { buffer: 1, hideBelow: 3 },
  { when: { brand: 12 }, bufferPercent: 10 },
  { when: { sku: 'MUG' }, cap: 50 },
]);

function anOrder(product: DemandProduct, quantity: number, reserved: Amounts = {}): DemandOrder {
  return {
    statusId: 11,
    placedAt: '2026-11-29T12:00:00Z',
    paid: true,
    skipped: false,
    imported: Object.keys(reserved).length > 0,
    lines: [{ lineId: 501, product, quantity, refundedBeforeShipping: 0, shippedInStore: 0 }],
    reserved: amounts(reserved),
    onNotes: new Map(),
  };
}

function demandOf(orders: readonly DemandOrder[]): ReadonlyMap<number, Quantity> {
  return totalDemand(orders.map((order) => orderDemand(order, demandRules(), '2026-11-30T12:00:00Z')));
}

const planOf = (onHand: Amounts, orders: readonly DemandOrder[]) =>
  planLevel({
    product: aProduct({ sku: 'MUG', brandId: 12 }),
    feed: aFeed({ warehouses: [2, 3] }),
    stock: stockOf(held(onHand)),
    demand: demandOf(orders),
    rules: RULES,
  });

it('comes to 25, and stays there when an order is reserved', () => {
  const [partly, waiting, bundles] = [anOrder(MUG, 5, { 1: 3 }), anOrder(MUG, 4), anOrder(TWO_MUGS, 2)];

  expect(planOf({ 2: 40, 3: -2 }, [partly, waiting, bundles])).toMatchObject({
    quantity: 25,
    arithmetic: {
      stock: { pool: '38', demand: '10', left: '28', buffer: '2.8' },
      rules: { buffer: { rule: 'rules[1] (brand 12)' } },
      decidedBy: 'stock',
    },
  });
  expect(planOf({ 2: 36, 3: -2 }, [partly, anOrder(MUG, 4, { 1: 4 }), bundles])).toMatchObject({
    quantity: 25,
    arithmetic: { stock: { pool: '34', demand: '6' } },
  });
});
