import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildOrder } from '../../../src/simulators/bigcommerce/order-builder';
import type { OrderInput } from '../../../src/simulators/bigcommerce/order-input';
import {
  createBigCommerceSimulator,
  type BigCommerceSimulator,
  type BigCommerceSimulatorOptions,
} from '../../../src/simulators/bigcommerce/simulator';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON body; undefined when there was none. */
  readonly body: unknown;
}

export interface Store {
  readonly simulator: BigCommerceSimulator;
  readonly url: string;
  /** `path` from the version on: `/v2/orders`. */
  readonly api: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  readonly sim: (method: string, path: string, body?: unknown) => Promise<Answer>;
  /** Places an order as a shopper does; answers its id. */
  readonly order: (input?: Partial<OrderInput>) => number;
  readonly close: () => Promise<void>;
}

export async function startStore(options: BigCommerceSimulatorOptions = {}): Promise<Store> {
  const simulator = createBigCommerceSimulator({ allowHttpWebhooks: true, ...options });
  const { url, close } = await simulator.listen(0);
  const headers = { 'X-Auth-Token': simulator.token, 'Content-Type': 'application/json' };
  return {
    simulator,
    url,
    close,
    api: (method, path, body, more) =>
      call(method, `${url}/stores/${simulator.storeHash}${path}`, body, { ...headers, ...more }),
    sim: (method, path, body) => call(method, `${url}/_sim/${path}`, body, {}),
    order: (input) => simulator.control.addOrder(buildOrder({ ...SIMPLE, ...input })),
  };
}

const SIMPLE: OrderInput = {
  taxMode: 'exclusive',
  lines: [{ name: 'Mug', sku: 'MUG', price: '10.00', quantity: 2, taxRate: 10 }],
  shipping: { cost: '5.00', taxRate: 10, method: 'Express' },
};

async function call(method: string, url: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
  const payload = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await fetch(url, { method, headers, ...payload });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}

export interface Callback {
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly body: { readonly scope: string; readonly hash: string; readonly data: Record<string, unknown> } & Record<
    string,
    unknown
  >;
}

export interface Receiver {
  readonly url: string;
  readonly callbacks: Callback[];
  /** What it answers from now on. */
  status: number;
  readonly close: () => Promise<void>;
}

/** A server that takes webhooks. */
export async function startReceiver(): Promise<Receiver> {
  const callbacks: Callback[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString();
      callbacks.push({ headers: request.headers, raw, body: JSON.parse(raw) as Callback['body'] });
      response.writeHead(receiver.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    callbacks,
    status: 200,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return receiver;
}

export async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
