/** Routes, and conditions of routes, that no order can ever meet. */
import { code as currencyOf } from 'currency-codes';
import countries from 'i18n-iso-countries';
import type { RouteConfig } from '../config';
import type { Landscape } from './landscape';
import type { ConfigWarning } from './types';
import { either } from './words';

export const unreachableWarnings = ({ routes }: Pick<Landscape, 'routes'>): ConfigWarning[] => [
  ...routes.flatMap(coveredDefault),
  ...routes.flatMap((route) => [
    ...unknownCodes(route, 'shipToCountries', 'country', (code) => countries.isValid(code)),
    ...unknownCodes(route, 'currencies', 'currency', (code) => currencyOf(code) !== undefined),
  ]),
];

function coveredDefault(route: RouteConfig, _: number, routes: readonly RouteConfig[]): ConfigWarning[] {
  if (!route.default) return [];
  const taker = routes.find(
    (other) => other.store === route.store && !other.default && Object.keys(other.match).length === 0,
  );
  if (!taker) return [];
  return [
    {
      kind: 'unreachable',
      message: `Route "${route.name}" is never reached: "${taker.name}" has no condition and takes every order of store ${route.store} before the default`,
      fix: `Give "${taker.name}" a condition, or make it the default and remove "${route.name}"`,
    },
  ];
}

/** Codes of the right form that nobody uses, like UK: the order has GB. */
function unknownCodes(
  { name, match }: RouteConfig,
  condition: 'shipToCountries' | 'currencies',
  what: string,
  isKnown: (code: string) => boolean,
): ConfigWarning[] {
  const wanted = match[condition] ?? [];
  const unknown = wanted.filter((code) => !isKnown(code));
  if (unknown.length === 0) return [];
  const never =
    unknown.length === wanted.length ? `Route "${name}" is never reached` : `Part of route "${name}" is never met`;
  return [
    {
      kind: 'unreachable',
      message: `${never}: ${either(unknown)} is no ${what} that an order can have`,
      fix: `Correct ${condition}${unknown.includes('UK') ? '; the United Kingdom is GB' : ''}`,
    },
  ];
}
