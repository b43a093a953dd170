import {
  createBrightpearlSimulator,
  type BrightpearlSimulator,
  type BrightpearlSimulatorOptions,
} from '../../../../src/simulators/brightpearl/simulator';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface StartedSimulator {
  readonly simulator: BrightpearlSimulator;
  readonly url: string;
  /** A call of the private app; `headers` replace its own. The path is what follows `/public-api/{account}`. */
  api(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** As `api`, answering what stands under `response`; throws on any other status than 200. */
  ok<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** As `api`, answering status and code of a refusal: `400 ORDC-024`. */
  refusal(method: string, path: string, body?: unknown): Promise<string>;
  control(method: string, path: string, body?: unknown): Promise<Answer>;
  close(): Promise<void>;
}

export async function startSimulator(options: BrightpearlSimulatorOptions = {}): Promise<StartedSimulator> {
  const simulator = createBrightpearlSimulator({ account: 'acme', quotaPerMinute: 10_000, ...options });
  const { url, close } = await simulator.listen(0);
  const own = { 'brightpearl-app-ref': simulator.app.appRef, 'brightpearl-account-token': simulator.app.token };
  const api: StartedSimulator['api'] = (method, path, body, headers = own) =>
    send(method, `${url}/public-api/acme${path}`, body, headers);
  return {
    simulator,
    url,
    api,
    ok: async <T>(method: string, path: string, body?: unknown) => {
      const answer = await api(method, path, body);
      if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
      return (answer.body as { response: T }).response;
    },
    refusal: async (method, path, body) => {
      const answer = await api(method, path, body);
      const { errors } = answer.body as { errors?: { code: string }[] };
      return `${answer.status} ${errors?.[0]?.code ?? ''}`;
    },
    control: (method, path, body) => send(method, `${url}/_sim/${path}`, body, {}),
    close,
  };
}

async function send(method: string, url: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(url, { method, headers, redirect: 'manual', ...init });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
}
