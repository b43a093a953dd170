/** What routes take and give. Routes never write to a socket, so that a fault can hold back or discard any answer. */

export interface SimRequest {
  readonly method: string;
  /** Path without the query, as sent (not decoded). */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Decoded values of the template's `{name}` parts. */
  readonly params: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The parsed JSON body; undefined when there is none or when it is not JSON (see `malformed`). */
  readonly body: unknown;
  readonly rawBody: Buffer;
  /** The body is not empty and not JSON. */
  readonly malformed: boolean;
}

export interface SimResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, a string as it is; absent: no body at all. */
  readonly body?: unknown;
}

export type SimHandler = (request: SimRequest) => SimResponse | Promise<SimResponse>;

export interface Route {
  readonly method: string;
  /** `/v2/orders/{id}`: a part in braces takes one path segment. */
  readonly path: string;
  readonly handle: SimHandler;
}

/** Answers a request. `templateOf` names its route for counting; it is the plain path when no route takes it. */
export interface Router {
  readonly handle: (request: SimRequest) => Promise<SimResponse>;
  readonly templateOf: (method: string, path: string) => string;
}

export interface RouterOptions<R extends Route = Route> {
  /** Stands before every route's path and stays out of the templates, e.g. `/stores/{storeHash}`. */
  readonly base?: string;
  readonly routes: readonly R[];
  readonly notFound: SimHandler;
  /** The path is known, the method is not. Default: `notFound`. */
  readonly methodNotAllowed?: SimHandler;
  /** Runs before a found route (authentication, quota); an answer ends the request. */
  readonly guard?: (request: SimRequest, route: R) => SimResponse | undefined;
  /** Runs over every answer, the guard's included (quota headers). */
  readonly decorate?: (request: SimRequest, response: SimResponse) => SimResponse;
}

/** A router over a table of routes; the first match wins, so literal paths stand before templates. */
export function createRouter<R extends Route>(options: RouterOptions<R>): Router {
  const { base = '', routes } = options;
  const table = routes.map((route) => ({ route, pattern: patternOf(base + route.path) }));
  const candidates = (path: string) =>
    table.flatMap(({ route, pattern }) => {
      const match = pattern.exec(path);
      return match ? [{ route, params: decodeAll(match.groups ?? {}) }] : [];
    });
  const find = (method: string, path: string) => candidates(path).find(({ route }) => route.method === method);

  async function answer(request: SimRequest): Promise<SimResponse> {
    const match = find(request.method, request.path);
    if (!match) {
      const known = candidates(request.path).length > 0;
      return ((known && options.methodNotAllowed) || options.notFound)(request);
    }
    const bound = { ...request, params: match.params };
    return options.guard?.(bound, match.route) ?? match.route.handle(bound);
  }

  return {
    handle: async (request) => {
      const response = await answer(request);
      return options.decorate?.(request, response) ?? response;
    },
    templateOf: (method, path) => find(method, path)?.route.path ?? path,
  };
}

function patternOf(template: string): RegExp {
  const source = template
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith('{') ? `(?<${part.slice(1, -1)}>[^/]+)` : escapeRegExp(part)))
    .join('');
  return new RegExp(`^${source}/?$`);
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const decodeAll = (groups: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decode(value)]));

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
