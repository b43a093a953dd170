/** Puts the connector together and runs it: the API, the workers, or both, over one database pool and one Temporal. */
import { NativeConnection } from '@temporalio/worker';
import type { Worker } from '@temporalio/worker';
import { listen } from '../api/server';
import type { Store } from '../store/store';
import type { JobClient } from '../temporal/job-client';
import type { OrderClient } from '../temporal/order-client';
import { apiApp, healthApp } from './api-role';
import { opening } from './closers';
import type { Closers } from './closers';
import { openParts } from './parts';
import type { ConnectorOptions, Parts } from './parts';
import { workersOf } from './worker-role';
import { runWorkers, stopWorkers, workersReady } from './workers';

export interface RunningConnector {
  /** Undefined without the role `api`. */
  readonly apiUrl: string | undefined;
  readonly jobs: JobClient;
  readonly orders: OrderClient;
  readonly store: Store;
  /** Settles when the workers end by themselves, with the reason if there is one. */
  readonly ended: Promise<void>;
  /** Lets running requests and activities end, then closes everything. */
  stop(): Promise<void>;
}

/** @throws when the database or Temporal cannot be reached; nothing is left open then */
export const startConnector = (options: ConnectorOptions): Promise<RunningConnector> =>
  opening((opened) => start(options, opened));

async function start(options: ConnectorOptions, opened: Closers): Promise<RunningConnector> {
  const { config, roles, logger, host } = options;
  const parts = await openParts(options, opened);
  const workers: Worker[] = [];
  const workersRun = (): boolean => !roles.includes('worker') || workersReady(workers);
  const isApi = roles.includes('api');
  const server = await listen(isApi ? apiApp(parts, workersRun) : healthApp(parts, workersRun), config.api.port, host);
  opened.add(() => server.close());
  const apiUrl = isApi ? server.url : undefined;
  const { ended } = roles.includes('worker') ? await runRole(parts, workers, apiUrl, opened) : NEVER_ENDS;
  logger.info({ roles, url: server.url }, 'connector started');
  return {
    apiUrl,
    jobs: parts.jobs,
    orders: parts.orders,
    store: parts.store,
    ended,
    async stop() {
      await opened.closeAll();
      logger.info('connector stopped');
    },
  };
}

const NEVER_ENDS = { ended: new Promise<void>(() => undefined) };

/** Gives the end of the workers once they have begun; in an object, as a bare promise would be waited for. */
async function runRole(
  parts: Parts,
  workers: Worker[],
  apiUrl: string | undefined,
  opened: Closers,
): Promise<{ readonly ended: Promise<void> }> {
  const native = await NativeConnection.connect(parts.options.temporal.connectionOptions);
  opened.add(() => native.close());
  workers.push(...(await workersOf(parts, native, apiUrl)));
  const ended = runWorkers(workers);
  opened.add(async () => {
    stopWorkers(workers);
    // Why they ended is told by `ended`; here it only matters that they did.
    await ended.catch(() => undefined);
  });
  return { ended };
}
