/**
 * The one HTTP transport under both vendors' clients: over the global fetch, with a deadline, one audit point and one
 * place that says what a failure means. It never retries and never follows redirects (they would carry the credentials).
 */
import { RemoteError, type RemoteSystem } from '../domain/remote-error';
import type { Classify } from './classification';
import { REDACTED, redactHeaders, type Exchange, type Observe } from './exchange';
import { isWrite, parseBody, pathWithQuery, payloadOf, type HttpRequest } from './http-request';
import { judge, type HttpResponse, type Outcome, type Received } from './outcome';
import { waitForTurn, type Pace, type ReadQuota } from './pace';

/** Milliseconds after which a request is given up. What it asked for can still be applied later. */
export const MAX_REQUEST_AGE_MS = 30_000;
const USER_AGENT = 'bigcommerce-brightpearl-connector';

export interface HttpClientOptions {
  readonly system: RemoteSystem;
  /** Store hash or account code. */
  readonly scope: string;
  readonly baseUrl: string;
  /** Asked before every request, so that a rotated token is used at once. */
  readonly headers: () => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /**
   * Told of the headers that were refused with 401. True: the next request has other credentials, so that the refusal is
   * no more than `unavailable`. Without it a 401 is `unauthorized`.
   */
  readonly renew?: Renew | undefined;
  /** Of the work that the requests are for. When it aborts, so do they: the outcome of a write is unknown then. */
  readonly signal?: (() => AbortSignal | undefined) | undefined;
  readonly observe: Observe;
  /** Milliseconds from sending to the last byte of the answer. @default MAX_REQUEST_AGE_MS */
  readonly timeoutMs?: number | undefined;
  readonly classify: Classify;
  readonly readQuota: ReadQuota;
  /** Without it requests are never held back. */
  readonly pace?: Pace | undefined;
}

export type Renew = (headers: Readonly<Record<string, string>>) => Promise<boolean>;

export interface HttpClient {
  /** Store hash or account code. */
  readonly scope: string;
  /**
   * @throws RemoteError for everything that is not a success with the body asked for. When the caller's signal aborts,
   * its reason is thrown instead; a write may then have been applied.
   */
  request<T>(request: HttpRequest<T>): Promise<HttpResponse<T>>;
  /**
   * Runs `work` with a client whose next `requests` requests have their place in the budget already, so that it is not
   * stopped half-way. Places that it does not use are given back.
   * @throws RemoteError `throttled` when there is no room for all of them now.
   */
  withRoom<T>(requests: number, work: (http: HttpClient) => Promise<T>, options?: RoomOptions): Promise<T>;
}

interface RoomOptions {
  readonly signal?: AbortSignal | undefined;
}

export const createHttpClient = (options: HttpClientOptions): HttpClient => clientWith(options, { prepaid: 0 });

function clientWith(options: HttpClientOptions, places: { prepaid: number }): HttpClient {
  return {
    scope: options.scope,
    async request(request) {
      request.signal?.throwIfAborted();
      if (places.prepaid > 0) places.prepaid -= 1;
      else await takePlaces(options, 1, request.method, request.path, request.signal);
      return perform(options, request);
    },
    async withRoom(requests, work, { signal } = {}) {
      await takePlaces(options, requests, 'RESERVE', `${requests} requests`, signal);
      const room = { prepaid: requests };
      try {
        return await work(clientWith(options, room));
      } finally {
        const { prepaid } = room;
        room.prepaid = 0;
        options.pace?.budget.giveBack(options.pace.lane, prepaid);
      }
    },
  };
}

async function takePlaces(
  { system, scope, pace }: HttpClientOptions,
  requests: number,
  method: string,
  path: string,
  signal?: AbortSignal,
): Promise<void> {
  const retryAfterMs = pace && (await waitForTurn(pace, requests, signal));
  if (retryAfterMs === undefined) return;
  throw new RemoteError({ system, scope, kind: 'throttled', method, path, code: 'OWN_BUDGET', retryAfterMs });
}

async function perform<T>(options: HttpClientOptions, request: HttpRequest<T>): Promise<HttpResponse<T>> {
  const headers = await readyToSend(options, request);
  const sent = await send(options, request, headers);
  options.pace?.budget.answered(sent.answer && options.readQuota(sent.answer));
  const outcome = judge(options, request, sent);
  await audit(options.observe, exchangeOf(options, request, headers, sent, outcome));
  if ('response' in outcome) return outcome.response;
  if (!sent.answer) request.signal?.throwIfAborted();
  throw await renewed(options, headers, outcome.error);
}

/** Whatever takes its time, as a refresh of a token, comes before `beforeSend`. */
async function readyToSend<T>(options: HttpClientOptions, request: HttpRequest<T>): Promise<Record<string, string>> {
  const { system, scope, pace, signal } = options;
  const { method, path } = request;
  try {
    const own = { accept: 'application/json', 'user-agent': USER_AGENT, ...request.headers };
    const headers = { ...own, ...(await options.headers()) };
    if (signal?.()?.aborted) throw new RemoteError({ system, scope, kind: 'unavailable', method, path, code: ABORTED });
    await request.beforeSend?.();
    return headers;
  } catch (error) {
    pace?.budget.giveBack(pace.lane, 1);
    throw error;
  }
}

const ABORTED = 'ABORTED';

/** Credentials that ended early: nothing was done, and the next try has new ones. */
async function renewed({ renew }: HttpClientOptions, headers: Record<string, string>, error: RemoteError) {
  const isRenewed = error.kind === 'unauthorized' && (await renew?.(headers)) === true;
  return isRenewed ? new RemoteError({ ...error.fields, kind: 'unavailable' }, { cause: error }) : error;
}

interface Sent extends Received {
  readonly startedAt: Date;
  readonly durationMs: number;
}

async function send<T>(
  options: HttpClientOptions,
  request: HttpRequest<T>,
  headers: Record<string, string>,
): Promise<Sent> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(tooLate()), options.timeoutMs ?? MAX_REQUEST_AGE_MS);
  const startedAt = new Date();
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  try {
    const response = await fetch(options.baseUrl + pathWithQuery(request), {
      method: request.method,
      redirect: 'manual',
      signal: AbortSignal.any([request.signal, options.signal?.(), deadline.signal].filter((one) => one !== undefined)),
      ...payloadOf(request, headers),
    });
    const body = parseBody(await response.text());
    const answer = { status: response.status, headers: response.headers, body, write: isWrite(request) };
    return { startedAt, durationMs: elapsed(), answer };
  } catch (failure) {
    return { startedAt, durationMs: elapsed(), failure };
  } finally {
    clearTimeout(timer);
  }
}

/** Looks like the failures of fetch, whose cause carries the code. */
const tooLate = (): Error => new Error('No answer in time', { cause: { code: 'TIMEOUT' } });

function exchangeOf<T>(
  { system, scope }: HttpClientOptions,
  request: HttpRequest<T>,
  headers: Record<string, string>,
  { startedAt, durationMs, answer }: Sent,
  outcome: Outcome<T>,
): Exchange {
  const requestBody = request.form ?? request.body;
  const responseBody = answer?.body;
  return {
    system,
    scope,
    method: request.method,
    path: pathWithQuery(request),
    startedAt,
    durationMs,
    requestHeaders: redactHeaders(headers),
    responseHeaders: answer ? redactHeaders(answer.headers) : {},
    ...(answer && { status: answer.status }),
    ...(requestBody !== undefined && { requestBody: request.secret ? REDACTED : requestBody }),
    ...(responseBody !== undefined && { responseBody: request.secret ? REDACTED : responseBody }),
    ...('error' in outcome && { error: outcome.error.kind }),
  };
}

async function audit(observe: Observe, exchange: Exchange): Promise<void> {
  try {
    await observe(exchange);
  } catch {
    // What was sent was sent: an audit row that cannot be stored changes no outcome.
  }
}
