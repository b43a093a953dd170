/**
 * An order's totals after an edit: they move by what the edit moved. What the store had put into them before (a gift
 * certificate, an override) stays in.
 */
import { money, sum, type Money } from '../../../domain/money';
import { addSides, costSides, fourPlaces, sideFields, type Sides } from '../order-money';
import { linesOf, textOf, type Fields, type StoredOrder } from '../state';

interface Measure {
  readonly lines: Sides;
  readonly wrapping: Sides;
  /** Subtotal, costs and fees. */
  readonly counted: Sides;
  readonly discounts: Money;
}

const COSTS = ['shipping_cost', 'handling_cost', 'wrapping_cost'] as const;
export type CostName = (typeof COSTS)[number];

export const figure = (value: unknown): Money => money(textOf(value) || '0');

export const sidesOf = (fields: Fields, name: string): Sides => ({
  ex: figure(fields[`${name}_ex_tax`]),
  inc: figure(fields[`${name}_inc_tax`]),
  tax: figure(fields[`${name}_tax`]),
});

export const taxModeOf = ({ header }: StoredOrder) =>
  header['is_tax_inclusive_pricing'] === true ? 'inclusive' : 'exclusive';

/** Runs the edit and brings subtotal, wrapping and totals in line with it. */
export function recalculate(order: StoredOrder, edit: () => void): void {
  const before = measure(order);
  edit();
  moveHeader(order, 'subtotal', before.lines, measure(order).lines);
  moveHeader(order, 'wrapping_cost', before.wrapping, measure(order).wrapping);
  const after = measure(order);
  const total = sidesOf(order.header, 'total');
  const change = minus(after.counted, before.counted);
  const off = after.discounts.minus(before.discounts);
  const inclusive = taxModeOf(order) === 'inclusive';
  const amount = inclusive ? total.inc.plus(change.inc) : total.ex.plus(change.ex);
  Object.assign(
    order.header,
    sideFields('total', costSides(taxModeOf(order), amount.minus(off), total.tax.plus(change.tax))),
  );
}

function measure(order: StoredOrder): Measure {
  const { header, fees } = order;
  const lines = linesOf(order);
  const counted = [
    ...['subtotal', ...COSTS].map((name) => sidesOf(header, name)),
    ...fees.map((fee) => sidesOf(fee, 'cost')),
  ];
  return {
    lines: addSides(lines.map((line) => sidesOf(line, 'total'))),
    wrapping: addSides(lines.map((line) => sidesOf(line, 'wrapping_cost'))),
    counted: addSides(counted),
    discounts: sum([figure(header['discount_amount']), figure(header['coupon_discount'])]),
  };
}

function moveHeader({ header }: StoredOrder, name: string, before: Sides, after: Sides): void {
  Object.assign(header, sideFields(name, addSides([sidesOf(header, name), minus(after, before)])));
}

const minus = (a: Sides, b: Sides): Sides => ({
  ex: a.ex.minus(b.ex),
  inc: a.inc.minus(b.inc),
  tax: a.tax.minus(b.tax),
});

/** The amount of the order's tax mode, as `base_*` fields have it. */
export const baseOf = (order: StoredOrder, { ex, inc }: Sides): string =>
  fourPlaces(taxModeOf(order) === 'inclusive' ? inc : ex);
