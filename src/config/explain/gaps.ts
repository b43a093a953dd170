/** Orders of a store without a default that no route takes, though its routes name each of their values or do not ask for it. */
import type { RouteSelector } from '../../mapping/routing';
import type { Landscape, StorePlace } from './landscape';
import { conditionsInWords, either } from './words';

/** More say nothing new. */
const SHOWN = 3;

export function gapNotes({ routes }: Pick<Landscape, 'routes'>, { hash }: Pick<StorePlace, 'hash'>): string[] {
  const ofStore = routes.filter(({ store }) => store === hash);
  if (ofStore.length === 0 || ofStore.some((route) => route.default)) return [];
  const found = gapsOf(ofStore, CONDITIONS, []);
  const notes = found
    .slice(0, SHOWN)
    .map(
      (words) =>
        `No route of store ${hash} takes an order ${words.join(', ')}: it stops with NO_ROUTE. Let a route take such orders, unless they are to stop.`,
    );
  const more = found.length - notes.length;
  return more === 0 ? notes : [...notes, `There are ${more} more such gaps between the routes of store ${hash}.`];
}

const CONDITIONS = ['channels', 'shipToCountries', 'currencies', 'customerGroups'] as const;
type Condition = (typeof CONDITIONS)[number];

/** One condition after the other: what is left of the routes where an order has the values of `words`. */
function gapsOf(
  left: readonly RouteSelector[],
  [condition, ...others]: readonly Condition[],
  words: readonly string[],
  all: readonly RouteSelector[] = left,
): string[][] {
  if (left.length === 0) return [[...words]];
  if (condition === undefined) return [];
  return kindsOf(all, condition).flatMap((kind) =>
    gapsOf(
      left.filter(
        ({ match }) => match[condition] === undefined || kind.some((value) => accepts(match, condition, value)),
      ),
      others,
      [...words, ...wordsOf(all, condition, kind)],
      all,
    ),
  );
}

type Value = string | number;

/** Any value that no route names. It is none of their codes and ids itself. */
const OTHER = 'other';

/**
 * Values that the same routes accept are of one kind. A value that no route names is none of them where all routes name theirs:
 * such orders are the rest, which is meant to stop.
 */
function kindsOf(routes: readonly RouteSelector[], condition: Condition): Value[][] {
  const named = namedBy(routes, condition);
  const isAsked = routes.every(({ match }) => match[condition] !== undefined);
  const kinds = new Map<string, Value[]>();
  for (const value of isAsked ? named : [...named, OTHER]) {
    const takers = routes.map(({ match }) => accepts(match, condition, value)).join();
    kinds.set(takers, [...(kinds.get(takers) ?? []), value]);
  }
  return [...kinds.values()];
}

const namedBy = (routes: readonly RouteSelector[], condition: Condition): Value[] => [
  ...new Set(routes.flatMap(({ match }): readonly Value[] => match[condition] ?? [])),
];

function accepts(match: RouteSelector['match'], condition: Condition, value: Value): boolean {
  const wanted: readonly Value[] | undefined = match[condition];
  return wanted?.includes(value) ?? true;
}

const OTHERS: Readonly<Record<Condition, string>> = {
  channels: 'of another channel than',
  shipToCountries: 'shipped to another country than',
  currencies: 'paid in another currency than',
  customerGroups: 'by customers of another group than',
};

/** None for a condition that no route has. */
function wordsOf(routes: readonly RouteSelector[], condition: Condition, kind: readonly Value[]): string[] {
  const named = namedBy(routes, condition);
  if (named.length === 0) return [];
  if (kind.includes(OTHER)) return [`${OTHERS[condition]} ${either(named)}`];
  return [conditionsInWords({ match: { [condition]: kind } })];
}
