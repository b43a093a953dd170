/** Dates of documents. Both vendors' times are full timestamps; a day is always a day of the account's time zone. */
import { DateTime } from 'luxon';
import type { BcOrder } from '../bigcommerce/schemas/order';
import { issue, type Issue } from '../domain/issues';
import type { AccountFacts } from './account-facts';
import type { RouteRules } from './rules';

interface OrderDates {
  /** The moment of the order, written in the account's zone. */
  readonly placedOn: string;
  /** Local noon of the order's day (or of the first open day), so that no later conversion moves it to another day. */
  readonly taxDate: string;
  readonly notices: readonly string[];
}

export type OrderDatesResult = ({ readonly ok: true } & OrderDates) | { readonly ok: false; readonly issue: Issue };

type DateRules = Pick<RouteRules, 'closedPeriod'>;
type DateAccount = Pick<AccountFacts, 'code' | 'timeZone' | 'closedUntil'>;

const NOON = { hour: 12, minute: 0, second: 0, millisecond: 0 } as const;

export function orderDates(
  order: Pick<BcOrder, 'id' | 'date_created'>,
  account: DateAccount,
  rules: DateRules,
): OrderDatesResult {
  const placed = inAccountZone(order.date_created, account);
  if (!placed) return { ok: false, issue: unreadable(`Order ${order.id}`, order.date_created, account) };
  const open = intoOpenPeriod(`order ${order.id}`, placed, account, rules);
  if (!open.ok) return open;
  return { ok: true, placedOn: isoOf(placed), taxDate: isoOf(open.date.set(NOON)), notices: open.notices };
}

/** Reads RFC 2822 (V2) and ISO 8601 (V3) times; a time without an offset is UTC, as BigCommerce writes them. */
export function parseVendorDate(text: string): DateTime<true> | undefined {
  const trimmed = text.trim();
  const readings = [DateTime.fromRFC2822(trimmed, { zone: 'utc' }), DateTime.fromISO(trimmed, { zone: 'utc' })];
  return readings.find((reading): reading is DateTime<true> => reading.isValid);
}

/** The moment in the account's zone; undefined when the text is no date or the zone is unknown. */
export function inAccountZone(text: string, account: Pick<AccountFacts, 'timeZone'>): DateTime<true> | undefined {
  const local = parseVendorDate(text)?.setZone(account.timeZone);
  return local?.isValid === true ? local : undefined;
}

export const isoOf = (date: DateTime<true>): string => date.toISO({ suppressMilliseconds: true });

export const unreadable = (subject: string, text: string, account: Pick<AccountFacts, 'code' | 'timeZone'>): Issue =>
  issue(
    'UNEXPECTED_ANSWER',
    `${subject} has the date "${text.slice(0, 40)}", which cannot be read in the time zone "${account.timeZone}" of account ${account.code}. Check the date and the account's time zone.`,
  );

/** The same day if the books are open for it; else, by rule, the first open day, or an issue. */
export function intoOpenPeriod(
  subject: string,
  date: DateTime<true>,
  account: DateAccount,
  rules: DateRules,
):
  | { readonly ok: true; readonly date: DateTime<true>; readonly notices: string[] }
  | { readonly ok: false; readonly issue: Issue } {
  const closed = lastClosedDay(account);
  if (!closed || date.startOf('day') > closed) return { ok: true, date, notices: [] };
  const day = date.toISODate();
  if (rules.closedPeriod === 'next-open-day') {
    const firstOpen = closed.plus({ days: 1 });
    const notice = `${subject}: dated ${firstOpen.toISODate()} because ${day} lies in a closed period`;
    return { ok: true, date: firstOpen.set(NOON), notices: [notice] };
  }
  const message = `The date of ${subject}, ${day}, lies in a closed period: the books of account ${account.code} are closed up to ${closed.toISODate()}. Open the period, or set the route to move such orders to the first open day.`;
  return {
    ok: false,
    issue: issue('CLOSED_PERIOD', message, { details: { date: day, closedUntil: closed.toISODate() } }),
  };
}

function lastClosedDay(account: DateAccount): DateTime<true> | undefined {
  if (account.closedUntil === undefined) return undefined;
  const day = DateTime.fromISO(account.closedUntil, { zone: account.timeZone });
  return day.isValid ? day.startOf('day') : undefined;
}
