/**
 * Different orders that people in one account would see under one reference. The connector does not mix them up: it goes by
 * store and order number. Found by writing the references of orders whose numbers and channels could run together.
 */
import { customerReference, type ReferenceFacts } from '../../mapping/reference';
import type { RouteConfig } from '../config';
import type { Landscape } from './landscape';
import type { ConfigWarning } from './types';

export function referenceWarnings({ routes }: Pick<Landscape, 'routes'>): ConfigWarning[] {
  const seen = new Map<string, Sample>();
  const told = new Set<string>();
  return routes.flatMap((route) =>
    samplesOf(route, routes).flatMap((sample) => {
      const reference = customerReference(route.rules, sample);
      const key = `${route.account} ${reference}`;
      const other = seen.get(key);
      if (!other) seen.set(key, sample);
      if (!other || isSameOrder(other, sample)) return [];
      const pair = `${other.route.name} ${route.name}`;
      if (told.has(pair)) return [];
      told.add(pair);
      return collision(reference, other, sample);
    }),
  );
}

interface Sample extends ReferenceFacts {
  readonly route: RouteConfig;
}

const isSameOrder = (one: Sample, two: Sample): boolean =>
  one.route.store === two.route.store && one.orderId === two.orderId;

/** Order numbers that digits in a prefix or format could be mistaken for a part of, and some small ones. */
function samplesOf(route: RouteConfig, routes: readonly RouteConfig[]): Sample[] {
  const runs = routes
    .filter(({ account }) => account === route.account)
    .flatMap(({ rules }) => `${rules.referencePrefix} ${rules.reference}`.match(/\d{1,9}/g) ?? []);
  const orderIds = new Set(
    SMALL_NUMBERS.flatMap((n) => [n, ...runs.flatMap((run) => [Number(`${run}${n}`), Number(`${n}${run}`)])]),
  );
  const channels = route.match.channels ?? CHANNELS;
  return channels.flatMap((channelId) =>
    [...orderIds].map((orderId) => ({ route, orderId, channelId, externalOrderId: '' })),
  );
}

const SMALL_NUMBERS = Array.from({ length: 20 }, (_, index) => index + 1);
/** Of which one is the beginning of the other. */
const CHANNELS = [1, 11];

function collision(reference: string, one: Sample, two: Sample): ConfigWarning {
  const { account } = two.route;
  const shown = reference === '' ? 'no reference at all' : `the reference "${reference}"`;
  const isOneRoute = one.route === two.route;
  const usesExternal = [one, two].some(({ route }) => route.rules.reference.includes('{externalOrderId}'));
  return {
    kind: 'reference',
    message: `${named(one)} and ${named(two)} both get ${shown} in account ${account}${usesExternal ? ' when they have no external order id' : ''}`,
    fix: isOneRoute
      ? 'Put {orderId} into the format, set apart from other numbers, like "{channelId}-{orderId}"'
      : 'Give the routes prefixes that end in different characters that are no digits, like "US-" and "UK-"',
  };
}

function named({ route, orderId, channelId }: Sample): string {
  const channel = route.rules.reference.includes('{channelId}') ? ` of channel ${channelId}` : '';
  return `order ${orderId}${channel} of store ${route.store} by route "${route.name}"`;
}
