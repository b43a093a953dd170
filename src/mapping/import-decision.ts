/**
 * Whether an order is imported now, waits, or is left alone. Decided anew at every reading, by status id and never by
 * status name, because merchants rename statuses. A rule that a person released no longer counts.
 */
import { DateTime } from 'luxon';
import type { BcOrder } from '../bigcommerce/schemas/order';
import type { AccountFacts } from './account-facts';
import { parseVendorDate } from './dates';
import { BUILT_IN_RULES } from './hold-names';
import { isTestOrder, matchesConditions } from './hold-conditions';
import { findPaymentRule, includesText } from './payment-rule';
import type { RouteRules } from './rules';
import type { Amendments, ImportDecision, OrderSnapshot } from './types';

export interface ImportContext {
  readonly rules: Pick<RouteRules, 'import' | 'payments'>;
  readonly account: Pick<AccountFacts, 'timeZone'>;
  readonly amendments: Pick<Amendments, 'released'>;
  /** ISO time. */
  readonly now: string;
  /** ISO time; orders placed before it belong to whatever was used before. */
  readonly cutover?: string;
}

const INCOMPLETE = 0;
/** Refunded, cancelled, declined: an order that never reached Brightpearl has nothing to do there. */
const CLOSED_STATUSES: readonly number[] = [4, 5, 6];
/** A shopper's order passes through Incomplete while it is being paid; after this long it is stuck. */
const STUCK_AFTER_MINUTES = 15;

/** The context, with its times read. */
interface Moment extends Omit<ImportContext, 'now' | 'cutover'> {
  readonly now: DateTime;
  readonly placed: DateTime;
  readonly cutover: DateTime | undefined;
}

type Check = (snapshot: OrderSnapshot, ctx: Moment) => ImportDecision | undefined;

export function decideImport(snapshot: OrderSnapshot, { now, cutover, ...ctx }: ImportContext): ImportDecision {
  const placed = parseVendorDate(snapshot.order.date_created);
  // No timer can run from a date that cannot be read: the order goes on, and its mapping reports the date.
  if (!placed) return { action: 'import' };
  const moment = { ...ctx, placed, now: utc(now), cutover: cutover === undefined ? undefined : utc(cutover) };
  for (const check of CHECKS) {
    const decision = check(snapshot, moment);
    if (decision) return decision;
  }
  return { action: 'import' };
}

const archived: Check = ({ order }, ctx) =>
  order.is_deleted ? skip(ctx, BUILT_IN_RULES.archived, `Order ${order.id} is archived in BigCommerce`) : undefined;

const beforeCutover: Check = ({ order }, ctx) => {
  if (!ctx.cutover || ctx.placed >= ctx.cutover) return undefined;
  const reason = `Order ${order.id} was placed before the cutover, ${timeIn(ctx, ctx.cutover)}`;
  return skip(ctx, BUILT_IN_RULES.beforeCutover, reason);
};

const skipRules: Check = (snapshot, ctx) => {
  for (const rule of ctx.rules.import.skip) {
    if (!matchesConditions(rule.when, snapshot, ageIn(ctx))) continue;
    const decision = skip(ctx, rule.name, `Rule "${rule.name}": ${rule.reason}`);
    if (decision) return decision;
  }
  return undefined;
};

/** Incomplete means that the shopper has not finished. Money that came in nevertheless must not be overlooked. */
const incomplete: Check = (snapshot, ctx) => {
  const { order } = snapshot;
  if (order.status_id !== INCOMPLETE) return undefined;
  const stuckFrom = ctx.placed.plus({ minutes: STUCK_AFTER_MINUTES });
  const waiting = `Order ${order.id} is Incomplete: the shopper has not finished it`;
  if (!isPaid(snapshot)) return unpaidWait(snapshot, ctx, BUILT_IN_RULES.incomplete, waiting);
  if (isReleased(ctx, BUILT_IN_RULES.stuckIncomplete)) return undefined;
  if (ctx.now < stuckFrom) return hold(ctx, BUILT_IN_RULES.incomplete, waiting, stuckFrom);
  const rule = ctx.rules.import.stuckIncomplete;
  if (rule === 'import') return undefined;
  if (rule === 'wait') return hold(ctx, BUILT_IN_RULES.incomplete, waiting);
  const paid = `Order ${order.id} is paid but still Incomplete. Check it in BigCommerce`;
  return hold(ctx, BUILT_IN_RULES.stuckIncomplete, paid);
};

const status: Check = (snapshot, ctx) => {
  const { order } = snapshot;
  const { statusIds } = ctx.rules.import;
  // Incomplete orders that get here were let through on purpose.
  if (order.status_id === INCOMPLETE || statusIds.includes(order.status_id)) return undefined;
  const is = `Order ${order.id} is at status ${statusName(order)}`;
  if (CLOSED_STATUSES.includes(order.status_id)) {
    return skip(ctx, BUILT_IN_RULES.status, `${is} and was never imported`);
  }
  const reason = `${is}; the route imports statuses ${statusIds.join(', ')}`;
  if (isPaid(snapshot)) return hold(ctx, BUILT_IN_RULES.status, reason);
  return unpaidWait(snapshot, ctx, BUILT_IN_RULES.status, reason);
};

const testOrders: Check = (snapshot, ctx) => {
  const rule = ctx.rules.import.testOrders;
  if (rule === 'import' || !isTestOrder(snapshot)) return undefined;
  const reason = `Order ${snapshot.order.id} was paid through a test gateway`;
  return rule === 'skip' ? skip(ctx, BUILT_IN_RULES.testOrder, reason) : hold(ctx, BUILT_IN_RULES.testOrder, reason);
};

const paymentTable: Check = ({ order }, ctx) => {
  const rule = findPaymentRule(order, ctx.rules);
  if (rule?.payments !== 'hold') return undefined;
  const reason = rule.reason ?? `The payment status is "${order.payment_status}"`;
  return hold(ctx, BUILT_IN_RULES.paymentTable, `Order ${order.id}: ${reason}`);
};

const holdRules: Check = (snapshot, ctx) => {
  for (const rule of ctx.rules.import.hold) {
    if (!matchesConditions(rule.when, snapshot, ageIn(ctx))) continue;
    const minutes = [rule.forMinutes, rule.when.minAgeMinutes].filter((value) => value !== undefined);
    const until = minutes.length > 0 ? ctx.placed.plus({ minutes: Math.min(...minutes) }) : undefined;
    if (until && until <= ctx.now) continue;
    const decision = hold(ctx, rule.name, `Rule "${rule.name}": ${rule.reason}`, until);
    if (decision) return decision;
  }
  return undefined;
};

/** What leaves the order alone for good comes first, then what only changes by itself, then what a person looks at. */
const CHECKS: readonly Check[] = [
  archived,
  beforeCutover,
  skipRules,
  incomplete,
  status,
  testOrders,
  paymentTable,
  holdRules,
];

/** An unpaid order waits for its payment, as long as the route says. */
function unpaidWait({ order }: OrderSnapshot, ctx: Moment, rule: string, reason: string): ImportDecision | undefined {
  const days = ctx.rules.import.unpaidExpireDays;
  if (days === undefined) return hold(ctx, rule, reason);
  const expires = ctx.placed.plus({ days });
  if (ctx.now < expires) return hold(ctx, rule, reason, expires);
  if (isReleased(ctx, rule)) return undefined;
  return skip(ctx, BUILT_IN_RULES.unpaidExpired, `Order ${order.id} was not paid within ${days} days`);
}

function hold(ctx: Moment, rule: string, reason: string, until?: DateTime): ImportDecision | undefined {
  if (isReleased(ctx, rule)) return undefined;
  const end = until
    ? `Ends ${timeIn(ctx, until)}, or when the order changes or is released.`
    : 'Ends when the order changes or is released.';
  return { action: 'hold', rule, reason: `${sentence(reason)} ${end}`, until: until?.toUTC().toISO() ?? null };
}

const skip = (ctx: Moment, rule: string, reason: string): ImportDecision | undefined =>
  isReleased(ctx, rule) ? undefined : { action: 'skip', rule, reason: sentence(reason) };

/** Reasons of the configuration may or may not end in a full stop. */
const sentence = (reason: string): string => `${reason.replace(/[.\s]+$/, '')}.`;

const isReleased = (ctx: Moment, rule: string): boolean => ctx.amendments.released?.includes(rule) ?? false;

const utc = (iso: string): DateTime => DateTime.fromISO(iso, { zone: 'utc' });

const ageIn = (ctx: Moment): number => ctx.now.diff(ctx.placed, 'minutes').minutes;

const timeIn = ({ account }: Moment, time: DateTime): string =>
  `${time.setZone(account.timeZone).toFormat('yyyy-MM-dd HH:mm')} (${account.timeZone})`;

/** The merchant's own label beside the id, where there is one. */
function statusName(order: BcOrder): string {
  const label = order.custom_status || order.status;
  return label === '' ? String(order.status_id) : `${order.status_id} ("${label}")`;
}

function isPaid({ order, transactions }: OrderSnapshot): boolean {
  const paidStatus = includesText(['captured', 'capture pending', 'paid', 'authorized'], order.payment_status);
  const paidEvents = ['purchase', 'authorization', 'capture', 'settled'];
  return paidStatus || transactions.some((one) => one.status !== 'error' && paidEvents.includes(one.event));
}
