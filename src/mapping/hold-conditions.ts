/** The conditions of hold and skip rules: all that are given must hold. */
import { money } from '../domain/money';
import { placedLines } from './charges';
import { includesText } from './payment-rule';
import { shipToCountries } from './routing';
import { matchesText, type TextMatch } from './rule-values';
import type { RouteRules } from './rules';
import type { OrderSnapshot } from './types';

type HoldConditions = RouteRules['import']['hold'][number]['when'];

/** `ageMinutes`: how long ago the order was placed. */
export function matchesConditions(when: HoldConditions, snapshot: OrderSnapshot, ageMinutes: number): boolean {
  const { order } = snapshot;
  const countries = when.countries?.map((country) => country.toUpperCase());
  return (
    holds(when.statusIds, (ids) => ids.includes(order.status_id)) &&
    holds(when.paymentStatuses, (statuses) => includesText(statuses, order.payment_status)) &&
    holds(when.paymentMethods, (methods) => anyMatches(methods, order.payment_method)) &&
    holds(countries, (wanted) => shipToCountries(order).some((country) => wanted.includes(country))) &&
    holds(when.customerGroups, (groups) => groups.includes(snapshot.customer?.groupId ?? 0)) &&
    holds(when.channels, (channels) => channels.includes(order.channel_id)) &&
    holds(when.totalAbove, (limit) => money(order.total_inc_tax).greaterThan(money(limit))) &&
    holds(when.noteMatches, (match) =>
      [order.customer_message, order.staff_notes].some((note) => matchesText(match, note)),
    ) &&
    holds(when.testGateway, (wanted) => isTestOrder(snapshot) === wanted) &&
    holds(when.skus, (skus) => placedLines(order).some(({ line }) => anyMatches(skus, line.sku))) &&
    holds(when.minAgeMinutes, (minutes) => ageMinutes < minutes)
  );
}

/** Orders carry no flag of their own: the transactions do, or the name of the payment method. */
export function isTestOrder({ order, transactions }: OrderSnapshot): boolean {
  return (
    transactions.some(({ test, gateway }) => test || includesText(['testgateway'], gateway)) ||
    includesText(['test payment gateway'], order.payment_method)
  );
}

const holds = <T>(condition: T | undefined, test: (condition: T) => boolean): boolean =>
  condition === undefined || test(condition);

const anyMatches = (matches: readonly TextMatch[], text: string): boolean =>
  matches.some((match) => matchesText(match, text));
