/** Requests as an outsider makes them, and waiting for what they will show. */
import { setTimeout as pause } from 'node:timers/promises';

export interface Answer<Body = unknown> {
  readonly status: number;
  readonly body: Body;
}

export interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function send<Body>(method: string, url: string, { body, headers }: Sent = {}): Promise<Answer<Body>> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (isJson(response) && text !== '' ? JSON.parse(text) : text) as Body };
}

const isJson = (response: Response): boolean => response.headers.get('content-type')?.includes('json') ?? false;

/** Throws unless the answer is a success: for what must work before a test can say anything. */
export async function must<Body>(method: string, url: string, sent: Sent = {}): Promise<Body> {
  const { status, body } = await send<Body>(method, url, sent);
  if (status >= 300) throw new Error(`${method} ${url} was answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

const LOOK_EVERY_MS = 150;

/** Looks until there is something; what was seen last is told when time runs out. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  {
    limitMs = 90_000,
    everyMs = LOOK_EVERY_MS,
    last,
  }: { readonly limitMs?: number; readonly everyMs?: number; readonly last?: () => unknown } = {},
): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > deadline) {
      const shown = last ? `; last seen: ${JSON.stringify(last())}` : '';
      throw new Error(`${what}: not within ${limitMs / 1_000} s${shown}`);
    }
    await pause(everyMs);
  }
}
