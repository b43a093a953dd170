/** The HTTP client of one account: where it lives, who we are there, and how its answers tell the quota. */
import { z, type ZodType } from 'zod';
import { RateBudget, type Lane, type QuotaReading } from '../http/budget';
import { numberHeader, type Answer } from '../http/classification';
import type { Observe } from '../http/exchange';
import { createHttpClient, type HttpClient, type Renew } from '../http/http-client';
import type { CallOptions, Query } from '../http/http-request';
import { classify, isThrottled } from './errors';

export type { CallOptions, SendOptions } from '../http/http-request';

/** A private system app: one quota shared by all private apps of the account, and no instance id. */
interface PrivateAppAuth {
  readonly kind: 'private-app';
  readonly appRef: string;
  readonly accountToken: string;
}

/** Who refreshes tokens, and when, is not the client's business. */
export interface TokenSupplier {
  /** A token that is valid now. */
  accessToken(): Promise<string>;
  /** Told of a token that was refused with 401. True: the next one will be another. */
  refused(accessToken: string): Promise<boolean>;
}

/** An OAuth instance app. */
interface OAuthAuth {
  readonly kind: 'oauth';
  readonly appRef: string;
  readonly devRef: string;
  readonly tokens: TokenSupplier;
}

export interface BrightpearlOptions {
  /** `https://euw1.brightpearlconnect.com`, as the OAuth answer's `api_domain` says, or a simulator's URL. */
  readonly apiUrl: string;
  /** Account code. */
  readonly account: string;
  readonly auth: PrivateAppAuth | OAuthAuth;
  readonly observe: Observe;
  /** Milliseconds. @default MAX_REQUEST_AGE_MS */
  readonly timeoutMs?: number;
  /** One for all clients of the account; without it requests are never held back. */
  readonly budget?: RateBudget;
  /** @default 'orders' */
  readonly lane?: Lane;
  /** Of the work that the requests are for. @default never aborts */
  readonly signal?: () => AbortSignal | undefined;
}

export function createTransport(options: BrightpearlOptions): HttpClient {
  const { apiUrl, account, auth, observe, timeoutMs, budget, lane = 'orders', signal } = options;
  return createHttpClient({
    system: 'brightpearl',
    scope: account,
    baseUrl: `${apiUrl.replace(/\/+$/, '')}/public-api/${account}`,
    headers: () => headersOf(auth),
    renew: auth.kind === 'oauth' ? renewalOf(auth.tokens) : undefined,
    signal,
    observe,
    timeoutMs,
    classify,
    readQuota,
    pace: budget && { budget, lane },
  });
}

/** 200 requests a minute ("API request limits"); larger limits exist by approval and show in the answers. `reserve`: left to other apps. */
export const createBrightpearlBudget = (reserve = 0): RateBudget =>
  new RateBudget({ windowMs: 60_000, quota: 200, reserve });

/** A success: what stands under `response`. */
export const responseOf = <T>(schema: ZodType<T>): ZodType<T> =>
  z.object({ response: schema }).transform(({ response }) => response);

interface ReadRequest<T> extends CallOptions {
  readonly path: string;
  readonly query?: Query;
  readonly response: ZodType<T>;
  /** The answer holds a secret: the audit gets none. */
  readonly secret?: boolean;
}

export async function read<T>(http: HttpClient, { response, ...request }: ReadRequest<T>): Promise<T> {
  return (await http.request({ method: 'GET', ...request, answer: responseOf(response) })).body;
}

async function headersOf(auth: BrightpearlOptions['auth']): Promise<Record<string, string>> {
  const common = { 'content-type': 'application/json', 'brightpearl-app-ref': auth.appRef };
  if (auth.kind === 'private-app') return { ...common, 'brightpearl-account-token': auth.accountToken };
  return { ...common, 'brightpearl-dev-ref': auth.devRef, authorization: BEARER + (await auth.tokens.accessToken()) };
}

const BEARER = 'Bearer ';

const renewalOf =
  (tokens: TokenSupplier): Renew =>
  ({ authorization = '' }) =>
    tokens.refused(authorization.slice(BEARER.length));

/** Both headers stand on every answer, errors included; milliseconds. */
function readQuota(answer: Answer): QuotaReading | undefined {
  const left = numberHeader(answer.headers, 'brightpearl-requests-remaining');
  const resetsInMs = numberHeader(answer.headers, 'brightpearl-next-throttle-period');
  if (left === undefined || resetsInMs === undefined) return undefined;
  return { left: isThrottled(answer) ? 0 : left, resetsInMs };
}
