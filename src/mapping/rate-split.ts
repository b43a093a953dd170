/** Shipping or handling that the store taxed in parts, each at its own rate: one row per rate. */
import type { BcOrderTax } from '../bigcommerce/schemas/order';
import { Money, money, sum, ZERO } from '../domain/money';
import type { Charge } from './charges';
import { taxRowsOf } from './tax-codes';
import type { OrderSnapshot } from './types';
import { unplacedDiscounts } from './unplaced-discounts';

/** Splits what has to be; everything else stays as it is. */
export function splitByRate(charges: readonly Charge[], snapshot: OrderSnapshot, digits: number): Charge[] {
  const { shippingCoupons, unlisted } = unplacedDiscounts(snapshot.order, snapshot.coupons, charges);
  const discounts = [shippingCoupons, unlisted].filter((amount) => amount.gt(0));
  const shipping = sum(charges.filter(({ kind }) => kind === 'shipping').map((charge) => charge.inc));
  return charges.flatMap((charge) => {
    if (charge.kind !== 'shipping' && charge.kind !== 'handling') return [charge];
    const share = charge.kind === 'shipping' && shipping.gt(0) ? charge.inc.div(shipping) : ZERO;
    const off = discounts.map((amount) => amount.times(share));
    return splitCharge(charge, taxRowsOf(charge, snapshot), off, new Money(10).pow(-digits));
  });
}

/**
 * Several taxes on a charge either lie on top of each other (state and county, GST and PST), which is one row with a set
 * of taxes, or each on a part of it (goods of several rates in one parcel). The amounts tell: stacked taxes are each
 * their rate of the whole, or of what a coupon left of it (`off`). What tells neither is left as one row.
 */
function splitCharge(charge: Charge, all: readonly BcOrderTax[], off: readonly Money[], unit: Money): Charge[] {
  const rows = all.filter((row) => !money(row.line_amount).isZero() && !money(row.rate).isZero());
  const taxed = sum(rows.map((row) => money(row.line_amount)));
  if (rows.length === 0 || taxed.minus(charge.tax).abs().gt(unit.times(rows.length))) return [charge];
  const wholes = [ZERO, ...off].flatMap((amount) => [
    charge.ex.minus(amount),
    charge.inc.minus(amount).minus(charge.tax),
  ]);
  if (wholes.some((whole) => isStacked(rows, whole, unit))) return [charge];
  const parts = rows.map((row) => ({ row, tax: money(row.line_amount), ex: partTaxed(row) }));
  const rest = charge.ex.minus(sum(parts.map((part) => part.ex)));
  const error = sum(rows.map((row) => unit.times(100).div(row.rate)));
  if (rest.abs().lte(error)) return partCharges(charge, parts, ZERO);
  // With a discount about, the rest may be the discount, not an untaxed part.
  return rest.gt(error) && off.length === 0 ? partCharges(charge, parts, rest) : [charge];
}

const partTaxed = (row: BcOrderTax): Money => money(row.line_amount).times(100).div(row.rate);

/** Each tax is its rate of the whole, or of the whole with the taxes before it (compound). */
function isStacked(rows: readonly BcOrderTax[], whole: Money, unit: Money): boolean {
  const byPriority = [...rows].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
  let before = ZERO;
  return byPriority.every((row) => {
    const tax = money(row.line_amount);
    const isOn = (base: Money): boolean => base.times(row.rate).div(100).minus(tax).abs().lte(unit);
    const fits = isOn(whole) || isOn(whole.plus(before));
    before = before.plus(tax);
    return fits;
  });
}

interface Part {
  readonly row: BcOrderTax;
  readonly tax: Money;
  readonly ex: Money;
}

/** Parts follow from rounded taxes, so the largest one takes what is missing to the whole. */
function partCharges(charge: Charge, parts: readonly Part[], untaxed: Money): Charge[] {
  const largest = parts.reduce((best, part) => (part.ex.gt(best.ex) ? part : best));
  const smaller = parts.filter((part) => part !== largest);
  const [otherEx, otherTax] = [sum(smaller.map((part) => part.ex)).plus(untaxed), sum(smaller.map((part) => part.tax))];
  const taxed = parts.map((part, index) => {
    const [ex, tax] = part === largest ? [charge.ex.minus(otherEx), charge.tax.minus(otherTax)] : [part.ex, part.tax];
    const inc = part === largest ? charge.inc.minus(otherEx).minus(otherTax) : ex.plus(tax);
    return { ...charge, key: `${charge.key}-${index + 1}`, ex, inc, tax, taxRows: [part.row] };
  });
  const rest = { ...charge, key: `${charge.key}-untaxed`, ex: untaxed, inc: untaxed, tax: ZERO, taxRows: [] };
  return untaxed.isZero() ? (taxed.length === 1 ? [charge] : taxed) : [...taxed, rest];
}
