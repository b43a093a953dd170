/** Routes point at things that exist, do not overlap, and leave no order of a store without one. */
import { z } from 'zod';
import { findRouteOverlaps, type RouteSelector } from '../mapping/routing';
import type { FileView, Finding } from './file-view';
import { closestOf } from './suggestions';

export const checkRoutes = (view: FileView, data: unknown): Finding[] => [
  ...unknownTargets(view),
  ...defaults(view),
  ...overlaps(data),
  ...references(view),
];

function unknownTargets({ stores, accounts, routes }: FileView): Finding[] {
  const hashes = stores.flatMap((store) => store.hash ?? []);
  const codes = accounts.flatMap((account) => account.code ?? []);
  return routes.flatMap((route, index) => [
    ...unknownTarget(['routes', index, 'store'], route.store, hashes, 'the hash of a store'),
    ...unknownTarget(['routes', index, 'account'], route.account, codes, 'the code of an account'),
  ]);
}

/** Names what `value` was most likely meant to be. */
export function unknownTarget(
  path: PropertyKey[],
  value: string | undefined,
  known: string[],
  what: string,
): Finding[] {
  if (value === undefined || known.includes(value)) return [];
  const [meant, ...others] = closestOf(value, [...new Set(known)]);
  const fix =
    meant === undefined || others.length > 0
      ? `Use one of: ${known.join(', ') || `(none is listed)`}`
      : `Did you mean "${meant}"? Correct it`;
  return [{ path, value, message: `is not ${what} in this file`, fix }];
}

/** Several defaults are overlaps; a store without one would leave orders without a route, which has to be meant. */
const defaults = ({ stores, routes }: FileView): Finding[] =>
  stores.flatMap(({ hash, defaultRoute }, index) => {
    if (hash === undefined) return [];
    const found = routes.findIndex((route) => route.store === hash && route.default);
    if (defaultRoute === 'none') return found < 0 ? [] : [unwantedDefault(index, found)];
    if (found >= 0) return [];
    return [
      {
        path: ['stores', index],
        value: hash,
        message: 'the store has no default route',
        fix: 'Add "default: true" to the route that takes all orders no other route takes, or "defaultRoute: none" to the store if such orders are to stop',
      },
    ];
  });

const unwantedDefault = (store: number, route: number): Finding => ({
  path: ['stores', store, 'defaultRoute'],
  value: 'none',
  message: `orders that fit no other route are to stop, and routes[${route}] is the default that takes them`,
  fix: `Take "defaultRoute: none" away, or give routes[${route}] conditions instead of "default: true"`,
});

const selector: z.ZodType<RouteSelector> = z.object({
  name: z.string(),
  store: z.string(),
  account: z.string().catch(''),
  default: z.boolean().default(false),
  match: z
    .object({
      channels: z.array(z.number()).exactOptional(),
      shipToCountries: z.array(z.string()).exactOptional(),
      currencies: z.array(z.string()).exactOptional(),
      customerGroups: z.array(z.number()).exactOptional(),
    })
    .default({}),
});

/** Only routes that can be read: one with a bad condition would seem to overlap with all others. */
function overlaps(data: unknown): Finding[] {
  const raw = z.object({ routes: z.array(z.unknown()) }).safeParse(data);
  if (!raw.success) return [];
  const routes = raw.data.routes.flatMap((route, index) => {
    const parsed = selector.safeParse(route);
    return parsed.success ? [{ index, route: parsed.data, alone: findRouteOverlaps([parsed.data]) }] : [];
  });
  const alone = routes.flatMap(({ index, alone: found }) => found.map((sentence) => overlapFinding(index, sentence)));
  const pairs = routes.flatMap((one, position) =>
    routes.slice(position + 1).flatMap((two) =>
      findRouteOverlaps([one.route, two.route])
        .filter((sentence) => !one.alone.includes(sentence) && !two.alone.includes(sentence))
        .map((sentence) => overlapFinding(two.index, sentence)),
    ),
  );
  return [...alone, ...pairs];
}

/** The sentences end with `: what to do.` */
function overlapFinding(index: number, sentence: string): Finding {
  const at = sentence.lastIndexOf(': ');
  const fix = sentence.slice(at + 2).replace(/\.$/, '');
  return {
    path: ['routes', index],
    message: sentence.slice(0, at),
    fix: `${fix.charAt(0).toUpperCase()}${fix.slice(1)}`,
  };
}

/**
 * Two stores that write the same customer references into one account make orders that people cannot tell apart.
 * Digits beside a number are part of the guess: prefix "A1" with order 2 reads like prefix "A" with order 12.
 */
function references({ routes }: FileView): Finding[] {
  const shapes = routes.map(({ rules, account }) => `${account} ${referenceShape(rules)}`);
  return routes.flatMap(({ store, rules }, index) => {
    if (!/\{(orderId|externalOrderId)\}/.test(rules.reference ?? '{orderId}')) {
      const fix = 'Put {orderId} into the format';
      const path = ['routes', index, 'rules', 'reference'];
      return [{ path, value: rules.reference, message: 'gives all orders the same reference', fix }];
    }
    const other = shapes.findIndex(
      (shape, earlier) => earlier < index && shape === shapes[index] && routes[earlier]?.store !== store,
    );
    if (other < 0) return [];
    return [
      {
        path: ['routes', index, 'rules', 'referencePrefix'],
        value: rules.referencePrefix,
        message: `orders can get the same references as those of routes[${other}], from another store`,
        fix: 'Give the routes prefixes that end in different characters that are no digits, like "US-" and "UK-"',
      },
    ];
  });
}

const referenceShape = ({
  reference = '{prefix}{orderId}',
  referencePrefix = '',
}: FileView['routes'][number]['rules']): string =>
  reference.replaceAll('{prefix}', referencePrefix).replace(/\d*\{\w+\}\d*/g, '#');
