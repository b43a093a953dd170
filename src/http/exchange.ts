/** One HTTP request with its answer, as the audit trail keeps it. */
import type { RemoteErrorKind, RemoteSystem } from '../domain/remote-error';

export const REDACTED = '[redacted]';

export interface Exchange {
  readonly system: RemoteSystem;
  /** Store hash or account code. */
  readonly scope: string;
  readonly method: string;
  /** Path with query, relative to the host: may hold personal data, so it is stored encrypted. */
  readonly path: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  /** Undefined when no answer came. */
  readonly status?: number;
  /** Lower-case names; credentials read `[redacted]`. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly requestBody?: unknown;
  /** Parsed JSON, or the text when it was none. */
  readonly responseBody?: unknown;
  /** How the exchange was classified when it did not succeed. */
  readonly error?: RemoteErrorKind;
}

/** Called and awaited after every request, whatever its outcome. What it throws is dropped: an audit changes no outcome. */
export type Observe = (exchange: Exchange) => void | Promise<void>;

const SECRET_HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'x-auth-token',
  'x-auth-client',
  'brightpearl-account-token',
  'brightpearl-app-ref',
  'brightpearl-staff-token',
  'cookie',
  'set-cookie',
]);

/** Header names in lower case, with every credential replaced. */
export function redactHeaders(headers: Headers | Record<string, string>): Record<string, string> {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers);
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const lower = name.toLowerCase();
      return [lower, SECRET_HEADERS.has(lower) ? REDACTED : value];
    }),
  );
}
