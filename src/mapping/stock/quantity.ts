/**
 * Exact quantities. Brightpearl keeps fractions of a unit, BigCommerce sells whole ones; wherever the two meet, fractions
 * are dropped, because half a unit cannot be shipped.
 */
import { Decimal } from 'decimal.js';

/** Our own constructor; what does not end within 40 digits is cut, so that a quotient is never too much. */
export const Quantity = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_DOWN });
export type Quantity = Decimal;

export const NONE: Quantity = new Quantity(0);

/** Parses a decimal string, or a JSON number as printed. Throws on anything else: a wrong quantity must not become 0. */
export function quantity(value: string | number | Quantity): Quantity {
  const parsed = new Quantity(typeof value === 'string' ? value.trim() : value);
  if (!parsed.isFinite()) throw new TypeError(`Not a quantity: ${String(value)}`);
  return parsed;
}

export const total = (quantities: Iterable<Quantity>): Quantity =>
  [...quantities].reduce((sum, one) => sum.plus(one), NONE);

/** How many whole times `part` (above 0) is in `whole`. Rounded towards negative infinity: what is owed stays owed. */
export const timesIn = (whole: Quantity, part: Quantity): Quantity => new Quantity(whole).div(part).floor();

/** Nothing where a difference is negative. */
export const atLeastNone = (one: Quantity): Quantity => Quantity.max(NONE, one);
