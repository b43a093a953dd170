/** A request with its answer, as it becomes a row of the audit trail. */
import type { RemoteErrorKind, RemoteSystem } from '../domain/remote-error';
import type { DataProtection } from './encryption';
import { toJsonb } from './json';

export interface NewExchange {
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly system: RemoteSystem;
  /** Store hash or account code. */
  readonly scope: string;
  readonly method: string;
  /** With its query, which is stored encrypted. */
  readonly path: string;
  /** Absent when no answer came. */
  readonly status?: number | undefined;
  readonly error?: RemoteErrorKind | undefined;
  readonly requestId?: string | undefined;
  /** Of the activity, from 1. */
  readonly attempt?: number | undefined;
  readonly workflowId?: string | undefined;
  readonly runId?: string | undefined;
  readonly activity?: string | undefined;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly requestBody?: unknown;
  readonly responseBody?: unknown;
  /** What it concerns: `orderSubject`, `emailSubject`, `customerSubject`. */
  readonly subjects?: Iterable<string> | undefined;
}

/** What is encrypted of it. */
export interface ExchangeContent {
  readonly path: string;
  readonly requestBody?: unknown;
  readonly responseBody?: unknown;
}

export const exchangeContext = (id: string): string => `exchange:${id}`;

/** @param maxBodyBytes a longer body is cut to this many bytes, and kept as text */
export function exchangeRow(id: string, exchange: NewExchange, protection: DataProtection, maxBodyBytes: number) {
  const request = bounded(exchange.requestBody, maxBodyBytes);
  const response = bounded(exchange.responseBody, maxBodyBytes);
  const content: ExchangeContent = { path: exchange.path, requestBody: request.kept, responseBody: response.kept };
  return {
    ...inClear(exchange),
    id,
    content: protection.seal(content, exchangeContext(id)),
    truncated: request.cut || response.cut,
  };
}

function inClear(exchange: NewExchange) {
  return {
    startedAt: exchange.startedAt,
    durationMs: Math.round(exchange.durationMs),
    system: exchange.system,
    scope: exchange.scope,
    method: exchange.method,
    path: exchange.path.split('?')[0] ?? '',
    status: exchange.status ?? null,
    attempt: exchange.attempt ?? null,
    errorKind: exchange.error ?? null,
    requestId: exchange.requestId ?? null,
    workflowId: exchange.workflowId ?? null,
    runId: exchange.runId ?? null,
    activity: exchange.activity ?? null,
    requestHeaders: toJsonb(exchange.requestHeaders),
    responseHeaders: toJsonb(exchange.responseHeaders),
  };
}

function bounded(body: unknown, maxBytes: number): { readonly kept: unknown; readonly cut: boolean } {
  const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
  if (Buffer.byteLength(text) <= maxBytes) return { kept: body, cut: false };
  // The last character may be cut in two: what is left of it is dropped.
  const kept = Buffer.from(text)
    .subarray(0, maxBytes)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
  return { kept, cut: true };
}
