/** Exact amounts on their way into JSON, which BigCommerce takes as numbers only. */
import { money, type Money } from '../domain/money';

/** @throws RangeError for an amount that a JSON number would change */
export function jsonNumber(amount: string | Money): number {
  const exact = money(amount);
  const number = exact.toNumber();
  if (!exact.equals(money(number))) throw new RangeError(`${exact.toFixed()} has more digits than a number can carry`);
  return number;
}
