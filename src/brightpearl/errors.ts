/**
 * Brightpearl's refusals, classified by `errors[].code` and hardly by the status: a client mistake may come as 500, a spent
 * quota as 503, and both 401 and 503 carry a string under `response` instead of `errors`.
 */
import type { RemoteErrorKind } from '../domain/remote-error';
import { numberHeader, retryAfterMs, type Answer, type Refusal } from '../http/classification';

const NOT_FOUND = 'CMNC-404';
/** Three letters name the service; then C is a client's mistake and B a business rule (U is the server's own fault). */
const PERMANENT = /^[A-Z]{3}[CB]-/;
/** "You have sent too many requests. Please wait before sending another request." */
const QUOTA_SPENT = /too many requests/i;

export function classify(answer: Answer): Refusal {
  if (isThrottled(answer)) {
    const wait = numberHeader(answer.headers, 'brightpearl-next-throttle-period') ?? retryAfterMs(answer.headers);
    return { kind: 'throttled', ...wordsOf(answer.body), ...(wait !== undefined && { retryAfterMs: wait }) };
  }
  const words = wordsOf(answer.body);
  const kind = kindOfCode(answer.status, words.code);
  return { ...words, ...(kind && { kind }) };
}

/**
 * Other 503s exist, and the last request that the quota allowed answers `remaining: 0` too: for a write only the text
 * proves that nothing was done.
 */
export function isThrottled({ status, headers, body, write }: Answer): boolean {
  if (status === 429) return true;
  if (status !== 503) return false;
  const text = textOf(body);
  if (text !== undefined) return QUOTA_SPENT.test(text);
  return !write && numberHeader(headers, 'brightpearl-requests-remaining') === 0;
}

function kindOfCode(status: number, code: string | undefined): RemoteErrorKind | undefined {
  if (code === NOT_FOUND) return 'not-found';
  // Statuses that say more than "wrong" keep their meaning.
  const isTelling = [401, 403, 404, 409, 412].includes(status);
  return code && PERMANENT.test(code) && !isTelling ? 'invalid' : undefined;
}

function wordsOf(body: unknown): { readonly code?: string; readonly message?: string } {
  const text = textOf(body);
  if (text !== undefined) return { message: text };
  const errors = isRecord(body) && Array.isArray(body['errors']) ? body['errors'].filter(isRecord) : [];
  const code = errors.map((error) => error['code']).find((value) => typeof value === 'string');
  const message = errors
    .flatMap((error) => (typeof error['message'] === 'string' ? [error['message']] : []))
    .slice(0, 3)
    .join('; ');
  return { ...(code && { code }), ...(message && { message }) };
}

/** `{"response": "…"}`, the form of 401 and 503. */
const textOf = (body: unknown): string | undefined =>
  isRecord(body) && typeof body['response'] === 'string' ? body['response'] : undefined;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
