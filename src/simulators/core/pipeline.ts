import type { Request, Response } from 'express';
import type { SimClock } from './clock';
import type { Fault, FaultEngine } from './faults';
import type { Router, SimHandler, SimRequest, SimResponse } from './http';
import type { RequestEntry, RequestLog } from './request-log';

export interface HookInfo {
  readonly n: number;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly template: string;
  readonly body: unknown;
}

/** What a hook may ask for: the connection is destroyed, and a request not yet applied stays unapplied. */
type HookVerdict = void | 'drop';

/** Callbacks of a test harness in the same process, around every request outside `/_sim/`. Awaited. */
export interface SimulatorHooks {
  /** The request arrived and nothing of it was applied. */
  beforeRequest?: (request: HookInfo) => Promise<HookVerdict> | HookVerdict;
  /** It was applied and the answer was not sent. */
  afterApplied?: (request: HookInfo) => Promise<HookVerdict> | HookVerdict;
}

interface Parts {
  readonly name: string;
  readonly clock: SimClock;
  readonly faults: FaultEngine;
  readonly requests: RequestLog;
  readonly hooks: SimulatorHooks;
  readonly router: Router;
  readonly control: Router;
  readonly throttleAnswer: SimHandler;
  /** Counts resets: a request held back by a fault is forgotten when the state it was meant for is gone. */
  readonly epoch: { value: number };
}

/** Where an answer goes: sent once, or the connection is destroyed. */
interface Reply {
  readonly send: (answer: SimResponse) => void;
  readonly drop: () => void;
}

interface Exchange {
  readonly request: SimRequest;
  readonly info: HookInfo;
  readonly entry: RequestEntry;
  readonly reply: Reply;
}

const DEFAULT_FAULT_DELAY_MS = 1_000;

/** The one middleware: control routes at once; vendor routes with hooks, faults and recording around them. */
export function createPipeline(parts: Parts) {
  return async (req: Request, res: Response): Promise<void> => {
    const request = toSimRequest(req);
    if (request.path.startsWith('/_sim/')) await runControl(parts, request, res);
    else await runVendor(parts, request, res);
  };
}

async function runControl(parts: Parts, request: SimRequest, res: Response): Promise<void> {
  try {
    write(res, await parts.control.handle(request));
  } catch (error) {
    write(res, { status: 400, body: { error: textOf(error) } });
  }
}

async function runVendor(parts: Parts, request: SimRequest, res: Response): Promise<void> {
  const exchange = openExchange(parts, request, res);
  try {
    await serve(parts, exchange);
  } catch (error) {
    const message = `The ${parts.name} simulator failed on ${request.method} ${request.path}: ${textOf(error)}`;
    exchange.reply.send({ status: 500, body: { simulatorError: message } });
  }
}

async function serve(parts: Parts, exchange: Exchange): Promise<void> {
  const { info, reply } = exchange;
  if ((await parts.hooks.beforeRequest?.(info)) === 'drop') {
    reply.drop();
    return;
  }
  const fault = parts.faults.strike(info.method, info.path);
  if (fault) await runFault(parts, exchange, fault);
  else reply.send(await apply(parts, exchange));
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function runFault(parts: Parts, exchange: Exchange, fault: Fault): Promise<void> {
  const { reply, request } = exchange;
  const delayMs = fault.delayMs ?? DEFAULT_FAULT_DELAY_MS;
  switch (fault.mode) {
    case 'status':
      return reply.send({ status: fault.status ?? 500, headers: fault.headers ?? {}, body: fault.body });
    case 'throttle':
      return reply.send(await parts.throttleAnswer(request));
    case 'drop-before':
      return reply.drop();
    case 'apply-then-drop':
      await apply(parts, exchange);
      return reply.drop();
    case 'drop-then-apply-later':
      return applyAfterDrop(parts, exchange, delayMs);
    case 'delay':
      await sleep(delayMs);
      return reply.send(await apply(parts, exchange));
  }
}

async function applyAfterDrop(parts: Parts, exchange: Exchange, delayMs: number): Promise<void> {
  const epoch = parts.epoch.value;
  exchange.reply.drop();
  await sleep(delayMs);
  if (epoch === parts.epoch.value) await apply(parts, exchange);
}

async function apply(parts: Parts, exchange: Exchange): Promise<SimResponse> {
  const answer = await parts.router.handle(exchange.request);
  exchange.entry.applied = true;
  if ((await parts.hooks.afterApplied?.(exchange.info)) === 'drop') exchange.reply.drop();
  return answer;
}

function openExchange(parts: Parts, request: SimRequest, res: Response): Exchange {
  const { method, body } = request;
  const path = res.req.originalUrl;
  const template = parts.router.templateOf(method, request.path);
  const entry = parts.requests.open({ at: parts.clock.now().toISOString(), method, path, template });
  const info: HookInfo = { n: entry.n, method, path, template, body };
  return { request, info, entry, reply: replyOf(res, entry) };
}

function replyOf(res: Response, entry: RequestEntry): Reply {
  const startedAt = performance.now();
  let done = false;
  const once = (act: () => void): void => {
    if (done) return;
    done = true;
    entry.durationMs = Math.round(performance.now() - startedAt);
    act();
  };
  return {
    send: (answer) =>
      once(() => {
        if (res.destroyed) return;
        entry.status = answer.status;
        write(res, answer);
      }),
    drop: () => once(() => res.destroy()),
  };
}

function write(res: Response, answer: SimResponse): void {
  const { status, headers = {}, body } = answer;
  const payload = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  res.status(status);
  if (payload !== '') res.setHeader('Content-Type', 'application/json');
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  res.end(payload);
}

function toSimRequest(req: Request): SimRequest {
  const rawBody = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
  const [path = '', search = ''] = req.originalUrl.split('?', 2);
  return {
    method: req.method,
    path,
    query: new URLSearchParams(search),
    params: {},
    headers: lowerHeaders(req),
    rawBody,
    ...parseBody(rawBody),
  };
}

const lowerHeaders = (req: Request): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(req.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );

function parseBody(rawBody: Buffer): { body: unknown; malformed: boolean } {
  const text = rawBody.toString('utf8').trim();
  if (text === '') return { body: undefined, malformed: false };
  try {
    return { body: JSON.parse(text) as unknown, malformed: false };
  } catch {
    return { body: undefined, malformed: true };
  }
}

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
