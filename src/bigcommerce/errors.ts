/**
 * BigCommerce's refusals come in several shapes: V2 arrays, V3 objects (`problem+json` among them), lists of batch errors,
 * and `{error: {code}}` from its gateway (reference: "API Status Codes" in BigCommerce's developer documentation).
 */
import { numberHeader, retryAfterMs, type Answer, type Refusal } from '../http/classification';

export function classify(answer: Answer): Refusal {
  const { code, message, retryAfterSeconds } = read(answer.body);
  const words = { ...(code && { code }), ...(message && { message }) };
  if (isThrottled(answer))
    return { kind: 'throttled', ...words, ...optional('retryAfterMs', throttleMs(answer.headers)) };
  const wait = retryAfterSeconds === undefined ? retryAfterMs(answer.headers) : retryAfterSeconds * 1000;
  return { ...words, ...optional('retryAfterMs', wait) };
}

/**
 * A 503 is the quota only if it says so: every answer carries the quota's headers, and a write that failed for another
 * reason has an unknown outcome. A 429 without headers is an overload or a concurrency limit: nothing was done either.
 */
function isThrottled({ status, headers }: Answer): boolean {
  if (status === 429) return true;
  return status === 503 && (headers.has('x-retry-after') || numberHeader(headers, 'x-rate-limit-requests-left') === 0);
}

function throttleMs(headers: Headers): number | undefined {
  const seconds = numberHeader(headers, 'x-retry-after');
  return (
    numberHeader(headers, 'x-rate-limit-time-reset-ms') ??
    (seconds === undefined ? retryAfterMs(headers) : seconds * 1000)
  );
}

interface Words {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
}

function read(body: unknown): Words {
  if (Array.isArray(body)) return { message: joined(body.map((entry) => read(entry).message)) };
  if (!isRecord(body)) return {};
  if (Array.isArray(body['batch_errors'])) return { message: joined(body['batch_errors'].map((e) => read(e).message)) };
  if (isRecord(body['error'])) return readGateway(body['error']);
  const parts = [
    body['title'],
    body['message'],
    body['detail'],
    ...fieldErrors(body['errors'] ?? body['field_errors']),
  ];
  return { message: joined(parts) };
}

function readGateway({ code, message, retry_after_seconds: seconds }: Record<string, unknown>): Words {
  return {
    code: typeof code === 'string' ? code : undefined,
    message: typeof message === 'string' ? message : undefined,
    retryAfterSeconds: typeof seconds === 'number' ? seconds : undefined,
  };
}

/** `{field: message}`, or a list of messages. */
function fieldErrors(errors: unknown): string[] {
  if (Array.isArray(errors)) return errors.filter((error) => typeof error === 'string');
  if (!isRecord(errors)) return [];
  return Object.entries(errors).flatMap(([field, error]) => (typeof error === 'string' ? [`${field}: ${error}`] : []));
}

const joined = (parts: readonly unknown[]): string | undefined =>
  [...new Set(parts.filter((part) => typeof part === 'string' && part !== ''))].slice(0, 5).join('; ') || undefined;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const optional = <K extends string>(key: K, value: number | undefined): { readonly [P in K]?: number } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: number });
