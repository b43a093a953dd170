import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { controlRoutes } from './control';
import type { SimClock } from './clock';
import { FaultEngine } from './faults';
import { createRouter, type Route, type Router, type SimHandler } from './http';
import { createPipeline, type SimulatorHooks } from './pipeline';
import { RequestLog } from './request-log';
import type { Rng } from './rng';
import type { WebhookDispatcher } from './webhook-dispatcher';

export interface SimulatorAppOptions {
  /** For messages: `bigcommerce`, `brightpearl`. */
  readonly name: string;
  readonly clock: SimClock;
  readonly rng: Rng;
  readonly webhooks: WebhookDispatcher;
  /** What the vendor answers when it throttles, for the fault mode `throttle`. */
  readonly throttleAnswer: SimHandler;
  readonly router: Router;
  readonly control: {
    /** The vendor's own routes under `/_sim/`. */
    readonly routes: readonly Route[];
    /** Forgets all state of the vendor; the core resets its own. */
    readonly reset: () => void;
  };
}

export interface RunningSimulator {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Destroys open connections and ends the server. */
  readonly close: () => Promise<void>;
}

export interface SimulatorApp {
  readonly app: Express;
  readonly faults: FaultEngine;
  readonly requests: RequestLog;
  readonly webhooks: WebhookDispatcher;
  /** Set by tests in the same process; see {@link SimulatorHooks}. */
  readonly hooks: SimulatorHooks;
  /** Port 0 takes a free one. The host is loopback unless given. */
  readonly listen: (port: number, host?: string) => Promise<RunningSimulator>;
}

const BODY_LIMIT = '64mb';

/** Long, so that an idle connection does not end just as a client reuses it: resets are for faults to make. */
const KEEP_ALIVE_MS = 300_000;

/** A vendor's simulator as an HTTP server: its routes, with faults and recording around them, and `/_sim/` beside them. */
export function createSimulatorApp(options: SimulatorAppOptions): SimulatorApp {
  const faults = new FaultEngine(options.rng);
  const requests = new RequestLog();
  const hooks: SimulatorHooks = {};
  const parts = { ...options, faults, requests, hooks, epoch: { value: 0 } };
  const control = createRouter({
    routes: [...controlRoutes(parts), ...options.control.routes],
    notFound: ({ method, path }) => ({ status: 404, body: { error: `No control route ${method} ${path}` } }),
  });
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(express.raw({ type: () => true, limit: BODY_LIMIT }));
  app.use(createPipeline({ ...parts, control }));
  const { webhooks } = options;
  return { app, faults, requests, webhooks, hooks, listen: (port, host) => listen(app, port, host) };
}

async function listen(app: Express, port: number, host = '127.0.0.1'): Promise<RunningSimulator> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return { url: `http://${host}:${address.port}`, port: address.port, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
