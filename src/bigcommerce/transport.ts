/** The HTTP client of one store: where it lives, who it is, and how its answers tell the quota. */
import { RateBudget, type Lane, type QuotaReading } from '../http/budget';
import { numberHeader, type Answer } from '../http/classification';
import type { Observe } from '../http/exchange';
import { createHttpClient, type HttpClient } from '../http/http-client';
import { classify } from './errors';

export type { CallOptions, SendOptions } from '../http/http-request';

export interface BigCommerceOptions {
  /** `https://api.bigcommerce.com`, or a simulator's URL. */
  readonly apiUrl: string;
  readonly storeHash: string;
  /** Access token of the store's API account. */
  readonly token: string;
  readonly observe: Observe;
  /** Milliseconds. @default MAX_REQUEST_AGE_MS */
  readonly timeoutMs?: number;
  /** One for all clients of the store; without it requests are never held back. */
  readonly budget?: RateBudget;
  /** @default 'orders' */
  readonly lane?: Lane;
  /** Of the work that the requests are for. @default never aborts */
  readonly signal?: () => AbortSignal | undefined;
}

export function createTransport(options: BigCommerceOptions): HttpClient {
  const { apiUrl, storeHash, token, observe, timeoutMs, budget, lane = 'orders', signal } = options;
  return createHttpClient({
    system: 'bigcommerce',
    scope: storeHash,
    baseUrl: `${apiUrl.replace(/\/+$/, '')}/stores/${storeHash}`,
    headers: () => ({ 'x-auth-token': token }),
    signal,
    observe,
    timeoutMs,
    classify,
    readQuota,
    pace: budget && { budget, lane },
  });
}

/** 150 requests per 30 seconds is the smallest plan's quota ("API Rate Limits"); answers tell the store's own. `reserve`: left to other apps. */
export const createBigCommerceBudget = (reserve = 0): RateBudget =>
  new RateBudget({ windowMs: 30_000, quota: 150, reserve });

/** A 429 without these headers is an overload or a concurrency limit, and says nothing about the quota. */
function readQuota({ headers }: Answer): QuotaReading | undefined {
  const left = numberHeader(headers, 'x-rate-limit-requests-left');
  const resetsInMs = numberHeader(headers, 'x-rate-limit-time-reset-ms');
  const quota = numberHeader(headers, 'x-rate-limit-requests-quota');
  if (left === undefined || resetsInMs === undefined) return undefined;
  return { left, resetsInMs, ...(quota !== undefined && { quota }) };
}
