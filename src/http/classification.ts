/** From an answer that is not a success to a kind of failure. Vendors know more; this is what any HTTP status says. */
import type { RemoteErrorKind } from '../domain/remote-error';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, text, or undefined. */
  readonly body: unknown;
  /** Whether the request may have changed something. */
  readonly write: boolean;
}

/** What a vendor's answer says; without `kind` the status decides. */
export interface Refusal {
  readonly kind?: RemoteErrorKind;
  readonly code?: string;
  readonly message?: string;
  readonly retryAfterMs?: number;
}

export type Classify = (answer: Answer) => Refusal;

const KINDS: Readonly<Record<number, RemoteErrorKind>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  412: 'conflict',
  // Nothing was done, and the same request can succeed later.
  423: 'unavailable',
  425: 'unavailable',
  429: 'throttled',
  // "Not implemented" and "plan limit": no retry helps.
  501: 'invalid',
  507: 'invalid',
};

/** 408, 499 and the 5xx do not say whether a write was applied. */
export function kindOfStatus({ status, write }: Answer): RemoteErrorKind {
  const known = KINDS[status];
  if (known) return known;
  if (status >= 500 || status === 408 || status === 499) return write ? 'unknown-outcome' : 'unavailable';
  return 'invalid';
}

/** A header that must be a whole number, not negative; anything else counts as absent. */
export function numberHeader(headers: Headers, name: string): number | undefined {
  const value = headers.get(name)?.trim();
  return value && /^\d+$/.test(value) ? Number(value) : undefined;
}

/** `Retry-After` in milliseconds, whether given in seconds or as a date. */
export function retryAfterMs(headers: Headers, now = Date.now()): number | undefined {
  const value = headers.get('retry-after');
  if (!value) return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
