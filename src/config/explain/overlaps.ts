/** Routes that one order fits alike. No order of precedence settles that: such an order stops until only one fits. */
import type { RouteSelector } from '../../mapping/routing';
import type { Landscape } from './landscape';
import type { ConfigWarning } from './types';
import { conditionsInWords } from './words';

export const overlapWarnings = ({ routes }: Pick<Landscape, 'routes'>): ConfigWarning[] =>
  routes.flatMap((one, index) => routes.slice(index + 1).flatMap((two) => overlapOf(one, two)));

function overlapOf(one: RouteSelector, two: RouteSelector): ConfigWarning[] {
  if (one.store !== two.store || one.default === true || two.default === true) return [];
  const example = orderOfBoth(one.match, two.match);
  if (!example) return [];
  const words = conditionsInWords({ match: example });
  return [
    {
      kind: 'overlap',
      message: `An order of store ${one.store}${words === '' ? '' : ` ${words}`} fits "${one.name}" and "${two.name}": neither wins, and it stops with NO_ROUTE`,
      fix: 'Give one of them a condition that the other does not meet',
    },
  ];
}

type Match = RouteSelector['match'];

/** The conditions of one order that meets both; undefined when none can. */
function orderOfBoth(one: Match, two: Match): Match | undefined {
  const channels = firstOfBoth(one.channels, two.channels);
  const shipToCountries = firstOfBoth(one.shipToCountries, two.shipToCountries);
  const currencies = firstOfBoth(one.currencies, two.currencies);
  const customerGroups = firstOfBoth(one.customerGroups, two.customerGroups);
  if ([channels, shipToCountries, currencies, customerGroups].some((shared) => shared === 'none')) return undefined;
  return {
    ...(isList(channels) ? { channels } : {}),
    ...(isList(shipToCountries) ? { shipToCountries } : {}),
    ...(isList(currencies) ? { currencies } : {}),
    ...(isList(customerGroups) ? { customerGroups } : {}),
  };
}

/** One value that both lists accept; `any` where neither asks, `none` where there is no such value. */
function firstOfBoth<T>(one: readonly T[] | undefined, two: readonly T[] | undefined): readonly T[] | 'any' | 'none' {
  const wanted = one ?? two;
  if (!wanted) return 'any';
  const shared = wanted.find((value) => two?.includes(value) ?? true);
  return shared === undefined ? 'none' : [shared];
}

const isList = <T>(found: readonly T[] | 'any' | 'none'): found is readonly T[] => typeof found !== 'string';
