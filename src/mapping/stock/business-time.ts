/** Time that counts: silence over a night or a weekend is no sign of anything. */
import { DateTime } from 'luxon';

/** Of a working day, Monday to Friday, in the account's zone; the last one is not in it any more. */
export const BUSINESS_HOURS = { first: 8, last: 18 } as const;
const LAST_WORKING_DAY = 5;

/**
 * Milliseconds of business hours between two moments; 0 when the second is not later.
 *
 * @param zone IANA zone
 */
export function businessTimeMs(from: Date, to: Date, zone: string): number {
  const [start, end] = [from, to].map((moment) => DateTime.fromJSDate(moment, { zone })) as [DateTime, DateTime];
  let ms = 0;
  for (let day = start.startOf('day'); day < end; day = day.plus({ days: 1 })) {
    if (day.weekday > LAST_WORKING_DAY) continue;
    const opens = DateTime.max(start, day.set({ hour: BUSINESS_HOURS.first }));
    const closes = DateTime.min(end, day.set({ hour: BUSINESS_HOURS.last }));
    ms += Math.max(0, closes.toMillis() - opens.toMillis());
  }
  return ms;
}
