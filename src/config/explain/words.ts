/** Lists and conditions as a sentence has them. */
import type { RouteSelector } from '../../mapping/routing';

export const either = (values: readonly (string | number)[]): string => joined(values, 'or');
export const all = (values: readonly (string | number)[]): string => joined(values, 'and');

function joined(values: readonly (string | number)[], word: string): string {
  const last = values.at(-1) ?? '';
  return values.length < 2 ? String(last) : `${values.slice(0, -1).join(', ')} ${word} ${last}`;
}

/** `of channel 1, shipped to GB or IE, paid in GBP, by customers of group 4`; empty without conditions. */
export const conditionsInWords = ({ match }: Pick<RouteSelector, 'match'>): string =>
  [
    match.channels && `of channel ${either(match.channels)}`,
    match.shipToCountries && `shipped to ${either(match.shipToCountries)}`,
    match.currencies && `paid in ${either(match.currencies)}`,
    match.customerGroups && buyers(match.customerGroups),
  ]
    .filter((part) => part !== undefined)
    .join(', ');

/** Guests have no group of their own: the store counts them as group 0, which is also "no group". */
function buyers(groups: readonly number[]): string {
  const named = groups.filter((group) => group !== 0);
  const some = named.length === 0 ? [] : [`customers of group ${either(named)}`];
  return `by ${either([...some, ...(groups.includes(0) ? ['guests and customers without a group'] : [])])}`;
}
