/** Everything in one process for trying and testing: PostgreSQL, Temporal, the connector and, if wanted, both vendors. */
import { join } from 'node:path';
import { freePort } from '../embedded/free-port';
import { loadConfig } from '../config/load';
import type { Config } from '../config/config';
import { startEmbeddedPostgres } from '../embedded/postgres';
import { startTemporalDevServer } from '../embedded/temporal-server';
import type { TemporalDevServer } from '../embedded/temporal-server';
import { opening } from '../worker/closers';
import type { Closers } from '../worker/closers';
import { startConnector } from '../worker/connector';
import type { RunningConnector } from '../worker/connector';
import { LOOPBACK } from '../worker/parts';
import { createLogger, installRuntime } from '../worker/logger';
import { startSimulatedWorld } from './simulated-world';
import type { SimulatedWorld } from './simulated-world';

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** 0: any free port. */
  readonly apiPort: number;
  /** Path of connector.yaml; with `simulate` it is written. */
  readonly configFile?: string;
  readonly simulate: boolean;
  /** Told what is being started; people read it. */
  readonly progress: (line: string) => void;
  readonly seed?: number;
  /** With `simulate`: rules of the route that is written. */
  readonly rules?: Readonly<Record<string, unknown>>;
  /** With `simulate`: settings of the store that is written. */
  readonly store?: Readonly<Record<string, unknown>>;
  /** With `simulate`: requests a window that both vendors allow. @default as they do */
  readonly quota?: number;
}

export interface EmbeddedConnector {
  readonly config: Config;
  readonly connector: RunningConnector;
  readonly temporal: TemporalDevServer;
  readonly world: SimulatedWorld | undefined;
  readonly apiUrl: string;
  readonly apiToken: string;
  stop(): Promise<void>;
}

export const startEmbedded = (options: EmbeddedOptions): Promise<EmbeddedConnector> =>
  opening((opened) => start(options, opened));

async function start(options: EmbeddedOptions, opened: Closers): Promise<EmbeddedConnector> {
  const { dataDir, progress } = options;
  progress('Starting PostgreSQL');
  const postgres = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') });
  opened.add(() => postgres.stop());
  const world = options.simulate ? await startWorld(options, opened) : undefined;
  // The codec's address must be known before Temporal's web interface starts, so the port is chosen ahead.
  const apiPort = options.apiPort === 0 ? await freePort() : options.apiPort;
  const config = loadConfig({
    file: world?.configFile ?? options.configFile ?? 'connector.yaml',
    devSecrets: true,
    overrides: { ...world?.env, CONNECTOR_DATA_DIR: dataDir, API_PORT: String(apiPort) },
  });
  const logger = createLogger(config.logLevel, { file: join(dataDir, 'connector.log') });
  installRuntime(logger);
  const temporal = await startTemporalDevServer({
    dataDir: join(dataDir, 'temporal'),
    host: config.host,
    codecEndpoint: `http://${LOOPBACK}:${apiPort}/codec/${config.api.codecToken.reveal()}`,
    log: progress,
  });
  opened.add(() => temporal.stop());
  progress('Starting the connector');
  const connector = await startConnector({
    config,
    roles: ['api', 'worker'],
    databaseUrl: postgres.url,
    temporal: {
      connectionOptions: { address: temporal.address },
      namespace: temporal.namespace,
      uiUrl: temporal.uiUrl,
    },
    logger,
    host: LOOPBACK,
  });
  opened.add(() => connector.stop());
  progress('Registering webhooks and schedules');
  await connector.jobs.setup();
  return {
    config,
    connector,
    temporal,
    world,
    apiUrl: connector.apiUrl ?? '',
    apiToken: config.api.token.reveal(),
    stop: () => opened.closeAll(),
  };
}

async function startWorld(options: EmbeddedOptions, opened: Closers): Promise<SimulatedWorld> {
  const { dataDir, seed, rules, store, quota } = options;
  const world = await startSimulatedWorld({
    dataDir,
    stock: true,
    ...(seed === undefined ? {} : { seed }),
    ...(rules ? { rules } : {}),
    ...(store ? { store } : {}),
    ...(quota === undefined ? {} : { quota }),
  });
  opened.add(() => world.close());
  return world;
}
