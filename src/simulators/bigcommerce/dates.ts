/** V2 dates: RFC 2822 in UTC, `Tue, 05 Mar 2019 21:40:11 +0000`. */
export const rfc2822 = (date: Date): string => date.toUTCString().replace('GMT', '+0000');

/** V3 dates: ISO 8601 to the second, `2019-03-05T21:40:11+00:00`. */
export const isoSeconds = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, '+00:00');

export const unixSeconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** BigCommerce keeps dates to the second. */
export const toSecond = (date: Date): Date => new Date(unixSeconds(date) * 1000);

/** Reads RFC 2822 or ISO 8601; a time without a zone is UTC. Undefined when it is neither. */
export function parseDate(text: string): Date | undefined {
  const zoneless = /^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(text.trim());
  const parsed = new Date(zoneless ? `${text.trim()}Z` : text.trim());
  return Number.isNaN(parsed.getTime()) ? undefined : parsed;
}
