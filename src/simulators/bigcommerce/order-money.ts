/**
 * The arithmetic of a BigCommerce order, as real orders show it: discounts come off the amounts of the order's own tax
 * mode (the true side), tax is what remains times the rate, rounded per line; the other side is an estimate.
 */
import { allocate, money, roundTo, sum, ZERO, type Money } from '../../domain/money';
import type { Amount, TaxInput, TaxMode } from './order-input';

export interface Sides {
  readonly ex: Money;
  readonly inc: Money;
  readonly tax: Money;
}

/** A tax with what it takes of one amount. */
export interface TaxPart {
  readonly tax: TaxInput;
  readonly amount: Money;
}

export const NO_SIDES: Sides = { ex: ZERO, inc: ZERO, tax: ZERO };

export const addSides = (all: readonly Sides[]): Sides => ({
  ex: sum(all.map(({ ex }) => ex)),
  inc: sum(all.map(({ inc }) => inc)),
  tax: sum(all.map(({ tax }) => tax)),
});

export function taxesOf(given: { readonly taxRate?: Amount; readonly taxes?: readonly TaxInput[] }): TaxInput[] {
  if (given.taxes) return [...given.taxes];
  return given.taxRate === undefined || money(given.taxRate).isZero() ? [] : [{ name: 'Tax', rate: given.taxRate }];
}

/** What each tax takes of `amount` (true side, after discounts): rounded as one, then split without residue. */
export function taxParts(mode: TaxMode, amount: Money, taxes: readonly TaxInput[], digits: number): TaxPart[] {
  const rates = taxes.map(({ rate }) => money(rate));
  const divisor = mode === 'inclusive' ? sum(rates).plus(100) : money(100);
  const exact = rates.map((rate) => amount.times(rate).div(divisor));
  const amounts = allocate(roundTo(sum(exact), digits), exact, digits);
  return taxes.map((tax, index) => ({ tax, amount: amounts[index] ?? ZERO }));
}

export const taxTotal = (parts: readonly TaxPart[]): Money => sum(parts.map(({ amount }) => amount));

/** Both sides of an amount that no discount touches (shipping, handling, wrapping, a fee). */
export function costSides(mode: TaxMode, amount: Money, tax: Money): Sides {
  return mode === 'inclusive'
    ? { ex: amount.minus(tax), inc: amount, tax }
    : { ex: amount, inc: amount.plus(tax), tax };
}

/**
 * Both sides of an amount before discounts whose tax is after them. The estimated side is scaled by tax over discounted
 * amount, not by a nominal rate: on order 519, 2500 × (1 − 125.12 / 2400) = 2369.6667.
 */
export function estimatedSides(mode: TaxMode, amount: Money, discount: Money, tax: Money): Sides {
  const discounted = amount.minus(discount);
  const estimatedTax = discounted.isZero() ? ZERO : amount.times(tax).div(discounted);
  return { ...costSides(mode, amount, estimatedTax), tax };
}

/** Spreads a discount over amounts in proportion; every share is in minor units and they add up to the discount. */
export function spread(discount: Money, amounts: readonly Money[], digits: number): Money[] {
  const total = sum(amounts);
  if (total.isZero() || discount.isZero()) return amounts.map(() => ZERO);
  const exact = amounts.map((amount) => discount.times(amount).div(total));
  return allocate(discount, exact, digits);
}

/** As BigCommerce prints order money. */
export const fourPlaces = (amount: Money): string => amount.toFixed(4);

export const sideFields = (name: string, { ex, inc, tax }: Sides): Record<string, string> => ({
  [`${name}_ex_tax`]: fourPlaces(ex),
  [`${name}_inc_tax`]: fourPlaces(inc),
  [`${name}_tax`]: fourPlaces(tax),
});
