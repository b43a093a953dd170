import { DateTime } from 'luxon';

/** Epoch milliseconds as the API writes them: in the account's zone, with its offset, to the second. */
export const formatTime = (time: number, zone: string): string =>
  DateTime.fromMillis(time, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZZ");

/** Reads an ISO date or date-time. A date alone is midnight UTC, which is the evening before in America. */
export function parseTime(text: string): number | undefined {
  const time = DateTime.fromISO(text, { zone: 'utc' });
  return time.isValid ? time.toMillis() : undefined;
}

export interface Period {
  readonly from: number;
  readonly to: number;
}

const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;

/** Reads a PERIOD filter: `from/to`, either end open, both inclusive; or one date, meaning that day; or one second. */
export function parsePeriod(text: string): Period | undefined {
  const [first = '', second, ...more] = text.split('/');
  if (more.length > 0) return undefined;
  if (second === undefined) return singleTime(first);
  const from = first === '' ? Number.NEGATIVE_INFINITY : parseTime(first);
  const to = second === '' ? Number.POSITIVE_INFINITY : parseTime(second);
  return from === undefined || to === undefined ? undefined : { from, to };
}

function singleTime(text: string): Period | undefined {
  const from = parseTime(text);
  if (from === undefined) return undefined;
  return { from, to: from + (text.includes('T') ? SECOND_MS : DAY_MS) - 1 };
}
