/**
 * Exact decimal money. Amounts cross every boundary as decimal strings and are computed with decimal.js; a binary float
 * never carries money. Minor units are per currency (JPY 0, USD 2, KWD 3), after ISO 4217.
 */
import currencyCodes from 'currency-codes';
import { Decimal } from 'decimal.js';

/** Our own constructor, so that nobody else's settings of the shared one change our arithmetic. */
export const Money = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });
export type Money = Decimal;

export const ZERO: Money = new Money(0);

/** Parses a decimal string, or a JSON number as printed (`1e-7` is how small ones are). Throws on anything else: a wrong amount must not become 0. */
export function money(value: string | number | Money): Money {
  if (typeof value === 'string' && !/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value.trim())) {
    throw new TypeError(`Not a decimal amount: ${JSON.stringify(value)}`);
  }
  return new Money(typeof value === 'string' ? value.trim() : value);
}

export const sum = (amounts: Iterable<Money>): Money =>
  [...amounts].reduce((total, amount) => total.plus(amount), ZERO);

/** Digits after the point of a currency's smallest unit (ISO 4217); undefined for a code ISO does not list. */
export const minorUnits = (currency: string): number | undefined => currencyCodes.code(currency)?.digits;

/** As people write it, with the currency's own number of decimals; more only where the amount has them. */
export const printed = (amount: string | number | Money, currency: string): string => {
  const exact = money(amount);
  return exact.toFixed(Math.max(minorUnits(currency) ?? 2, exact.decimalPlaces()));
};

/** Half-up at the currency's smallest unit, the way both systems round what they show. */
export const roundTo = (amount: Money, digits: number): Money => amount.toDecimalPlaces(digits, Decimal.ROUND_HALF_UP);

/**
 * Quantizes amounts to `digits` places so that they add up exactly to their rounded sum: everyone is rounded towards
 * negative infinity, and the units missing go one each to the largest remainders (ties: the earlier one).
 */
export function quantize(amounts: readonly Money[], digits: number): Money[] {
  return allocate(roundTo(sum(amounts), digits), amounts, digits);
}

/** As {@link quantize}, but the parts add up to a `total` given, which must be within one unit per part of their sum. */
export function allocate(total: Money, amounts: readonly Money[], digits: number): Money[] {
  const unit = new Money(10).pow(-digits);
  const floors = amounts.map((amount) => amount.toDecimalPlaces(digits, Decimal.ROUND_FLOOR));
  const missing = total.minus(sum(floors)).div(unit).toNumber();
  if (!Number.isInteger(missing) || missing < 0 || missing > amounts.length) {
    throw new RangeError(`Cannot allocate ${total.toFixed()} over parts that add up to ${sum(amounts).toFixed()}`);
  }
  const byRemainder = amounts
    .map((amount, index) => ({ index, remainder: amount.minus(floors[index] ?? ZERO) }))
    .sort((a, b) => b.remainder.comparedTo(a.remainder) || a.index - b.index);
  const raised = new Set(byRemainder.slice(0, missing).map((part) => part.index));
  return floors.map((floor, index) => (raised.has(index) ? floor.plus(unit) : floor));
}
