/**
 * Which route an order takes: by store and channel, then by what else the route asks for. Routes of one store must not
 * overlap, so that the order in which they are written never matters; at most one, the default, takes the rest.
 */
import { issue, type Issue } from '../domain/issues';
import type { OrderSnapshot } from './types';

/** What route choice needs of a configured route; rules and everything else ride along in the caller's own type. */
export interface RouteSelector {
  readonly name: string;
  /** The store's hash. */
  readonly store: string;
  /** The Brightpearl account's code. */
  readonly account: string;
  /** Takes the orders of its store that no other route takes; has no conditions of its own. */
  readonly default?: boolean;
  /** A condition left out accepts everything. */
  readonly match: {
    readonly channels?: readonly number[];
    /** ISO 3166-1 alpha-2. An order with several addresses must have all of them here. */
    readonly shipToCountries?: readonly string[];
    /** Currency the shopper pays, ISO 4217. */
    readonly currencies?: readonly string[];
    /** BigCommerce customer group ids; guests are in group 0. */
    readonly customerGroups?: readonly number[];
  };
}

export type RouteChoice<R extends RouteSelector> =
  { readonly ok: true; readonly route: R } | { readonly ok: false; readonly issue: Issue };

/** Never guesses: no route, or several that the configuration check would have refused, is `NO_ROUTE`. */
export function chooseRoute<R extends RouteSelector>(routes: readonly R[], snapshot: OrderSnapshot): RouteChoice<R> {
  const ofStore = routes.filter((route) => route.store === snapshot.storeHash);
  const facts = routeFacts(snapshot);
  const specific = ofStore.filter((route) => route.default !== true && accepts(route, facts));
  const candidates = specific.length > 0 ? specific : ofStore.filter((route) => route.default === true);
  const [route, ...others] = candidates;
  if (route && others.length === 0) return { ok: true, route };
  return { ok: false, issue: noRoute(snapshot, facts, candidates) };
}

/** Sentences for the configuration check: every pair of routes that one order could match, and every doubtful default. */
export function findRouteOverlaps(routes: readonly RouteSelector[]): string[] {
  return routes.flatMap((route, index) => [
    ...defaultMistakes(route),
    ...routes.slice(index + 1).flatMap((other) => overlap(route, other)),
  ]);
}

/** The countries an order is shipped to (alpha-2): its addresses, else its pickup points, else the billing address. */
export function shipToCountries(order: OrderSnapshot['order']): string[] {
  const shipping = order.consignments.shipping.map((consignment) => consignment.country_iso2);
  const pickups = order.consignments.pickups.map((pickup) => pickup.location?.country_alpha2 ?? '');
  const known = [shipping, pickups, [order.billing_address.country_iso2]]
    .map((codes) => codes.filter((code) => code !== ''))
    .find((codes) => codes.length > 0);
  return [...new Set((known ?? []).map((code) => code.toUpperCase()))].sort();
}

interface RouteFacts {
  readonly channel: number;
  readonly countries: readonly string[];
  readonly currency: string;
  readonly customerGroup: number;
}

const routeFacts = (snapshot: OrderSnapshot): RouteFacts => ({
  channel: snapshot.order.channel_id,
  countries: shipToCountries(snapshot.order),
  currency: snapshot.order.default_currency_code.toUpperCase(),
  customerGroup: snapshot.customer?.groupId ?? 0,
});

function accepts({ match }: RouteSelector, facts: RouteFacts): boolean {
  return (
    (match.channels?.includes(facts.channel) ?? true) &&
    (match.currencies === undefined || upper(match.currencies).includes(facts.currency)) &&
    (match.customerGroups?.includes(facts.customerGroup) ?? true) &&
    (match.shipToCountries === undefined || includesAll(upper(match.shipToCountries), facts.countries))
  );
}

/** An order whose country is unknown fits no route that asks for one. */
const includesAll = (wanted: readonly string[], countries: readonly string[]): boolean =>
  countries.length > 0 && countries.every((country) => wanted.includes(country));

function noRoute(snapshot: OrderSnapshot, facts: RouteFacts, candidates: readonly RouteSelector[]): Issue {
  const order = `Order ${snapshot.order.id} (channel ${facts.channel}, ship-to ${facts.countries.join(', ') || 'unknown'}, ${facts.currency}, customer group ${facts.customerGroup})`;
  const names = candidates.map((route) => route.name).sort();
  return names.length === 0
    ? issue('NO_ROUTE', `${order} matches no route of store ${snapshot.storeHash}, and the store has no default route.`)
    : issue('NO_ROUTE', `${order} matches several routes: ${names.join(', ')}. Change them so that only one fits.`);
}

function defaultMistakes(route: RouteSelector): string[] {
  const conditions = CONDITIONS.filter((name) => route.match[name] !== undefined);
  if (route.default === true && conditions.length > 0) {
    return [
      `Route "${route.name}" is the default of store ${route.store} and has conditions (${conditions.join(', ')}): remove one or the other.`,
    ];
  }
  return [];
}

function overlap(one: RouteSelector, two: RouteSelector): string[] {
  if (one.store !== two.store) return [];
  if (one.default === true && two.default === true) {
    return [`Routes "${one.name}" and "${two.name}" are both the default of store ${one.store}: keep one default.`];
  }
  if (one.default === true || two.default === true) return [];
  const both = CONDITIONS.map((name) => ({ name, shared: shared(one.match[name], two.match[name]) }));
  if (both.some(({ shared }) => shared !== undefined && shared.length === 0)) return [];
  const which = both
    .filter(({ shared }) => shared !== undefined)
    .map(({ name, shared }) => `${CONDITION_WORDS[name]} ${shared?.join(', ')}`);
  return [
    `Routes "${one.name}" and "${two.name}" of store ${one.store} both take ${which.length > 0 ? `orders with ${which.join(' and ')}` : 'every order'}: add a condition that tells them apart.`,
  ];
}

const CONDITIONS = ['channels', 'shipToCountries', 'currencies', 'customerGroups'] as const;

const CONDITION_WORDS: Record<(typeof CONDITIONS)[number], string> = {
  channels: 'channel',
  shipToCountries: 'ship-to country',
  currencies: 'currency',
  customerGroups: 'customer group',
};

/** What two conditions have in common; undefined when neither restricts anything. */
function shared(
  one: readonly (string | number)[] | undefined,
  two: readonly (string | number)[] | undefined,
): string[] | undefined {
  if (one === undefined && two === undefined) return undefined;
  const [first, second] = [upper(one ?? two ?? []), upper(two ?? one ?? [])];
  return [...new Set(first.filter((value) => second.includes(value)))].sort();
}

const upper = (values: readonly (string | number)[]): string[] => values.map((value) => String(value).toUpperCase());
