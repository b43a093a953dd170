/** The operations API as the commands see it. Every failure is a sentence with an exit code. */
import { z } from 'zod';
import { CliError, EXIT } from './exit-codes';

const LOOK_TIMEOUT_MS = 30_000;
/** Longer than the server waits for a job. */
const JOB_TIMEOUT_MS = 270_000;

const problemSchema = z.object({
  status: z.int(),
  title: z.string(),
  detail: z.string(),
  requestId: z.string().optional(),
});

export interface ApiClientOptions {
  /** Without a slash at the end. */
  readonly url: string;
  readonly token: string;
}

interface Waiting {
  /** A job is waited for for minutes. */
  readonly isJob?: boolean;
}

export interface PostOptions extends Waiting {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Outgoing {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export class ApiClient {
  constructor(private readonly options: ApiClientOptions) {}

  get<Answer>(path: string, answer: z.ZodType<Answer>, query: Query = {}, { isJob }: Waiting = {}): Promise<Answer> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
    return this.send(
      search.size === 0 ? path : `${path}?${search.toString()}`,
      { method: 'GET' },
      isJob ? JOB_TIMEOUT_MS : LOOK_TIMEOUT_MS,
      answer,
    );
  }

  /** What is no JSON, as it comes. */
  text(path: string): Promise<string> {
    return this.exchange(path, { method: 'GET' }, LOOK_TIMEOUT_MS);
  }

  post<Answer>(path: string, answer: z.ZodType<Answer>, options: PostOptions = {}): Promise<Answer> {
    return this.change('POST', path, answer, options);
  }

  change<Answer>(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    answer: z.ZodType<Answer>,
    options: PostOptions = {},
  ): Promise<Answer> {
    const { body, headers, isJob } = options;
    const init = {
      method,
      headers: { ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    return this.send(path, init, isJob ? JOB_TIMEOUT_MS : LOOK_TIMEOUT_MS, answer);
  }

  private async send<Answer>(
    path: string,
    init: Outgoing,
    timeoutMs: number,
    answer: z.ZodType<Answer>,
  ): Promise<Answer> {
    const text = await this.exchange(path, init, timeoutMs);
    const parsed = answer.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    throw new CliError(
      EXIT.failure,
      `${this.options.url} answered something else than expected: is it a connector of this version?`,
    );
  }

  private async exchange(path: string, init: Outgoing, timeoutMs: number): Promise<string> {
    const { url, token } = this.options;
    const headers = { ...init.headers, authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await this.reached(
      fetch(`${url}/api${path}`, { ...init, headers, signal: AbortSignal.timeout(timeoutMs) }),
    );
    const text = await this.reached(response.text());
    if (!response.ok) throw problemOf(response, text, url);
    return text;
  }

  private async reached<T>(step: Promise<T>): Promise<T> {
    try {
      return await step;
    } catch (error) {
      throw new CliError(EXIT.failure, unreachable(this.options.url, error), { cause: error });
    }
  }
}

const ADVICE =
  'Start the connector ("connector dev" or "connector start"), or name its address with --api or CONNECTOR_API_URL';

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the host is not known',
  EAI_AGAIN: 'the host is not known',
  ECONNRESET: 'the connection was cut',
};

function unreachable(url: string, error: unknown): string {
  // What `fetch` throws hides the reason in its cause.
  const { name, cause } = error as { readonly name?: string; readonly cause?: { readonly code?: string } };
  if (name === 'TimeoutError') return `${url} did not answer in time`;
  const reason = REASONS[cause?.code ?? ''] ?? cause?.code ?? 'no connection';
  return `The connector's API at ${url} cannot be reached: ${reason}. ${ADVICE}`;
}

function problemOf(response: Response, text: string, url: string): CliError {
  const parsed = problemSchema.safeParse(jsonOf(text));
  if (!parsed.success) {
    return new CliError(EXIT.failure, `${url} answers ${response.status}, but not as the connector's API. ${ADVICE}`);
  }
  const { status, title, detail, requestId } = parsed.data;
  const log = status >= 500 && requestId ? ` (request ${requestId})` : '';
  return new CliError(exitCodeOf(status), `${title}: ${detail}${log}`);
}

function exitCodeOf(status: number) {
  if (status === 400) return EXIT.usage;
  return status === 404 ? EXIT.notFound : EXIT.failure;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
