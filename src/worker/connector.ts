/** Puts the connector together and runs it: the API, the workers, or both, over one database pool and one Temporal. */
import { createHmac } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { ConnectionOptions } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { NativeConnectionOptions, Worker } from '@temporalio/worker';
import { createAccountFactsCache } from '../activities/account-facts';
import { createActivities } from '../activities';
import { createApp } from '../api/app';
import { codecRoutes } from '../api/codec-routes';
import { storeRecords } from '../api/records';
import { listen } from '../api/server';
import type { RunningServer } from '../api/server';
import type { Config } from '../config/config';
import { WEBHOOK_SECRET_HEADER } from '../domain/webhooks';
import { migrate, openDatabase, ping } from '../store/database';
import type { Database } from '../store/database';
import { createDataProtection } from '../store/encryption';
import type { DataProtection } from '../store/encryption';
import { createStore } from '../store/store';
import type { Store } from '../store/store';
import { temporalServes } from '../temporal/health';
import { createJobClient } from '../temporal/job-client';
import type { JobClient } from '../temporal/job-client';
import { createOrderClient } from '../temporal/order-client';
import type { OrderClient } from '../temporal/order-client';
import { workflowBundle } from './bundle';
import { createClients } from './clients';
import { createDataConverter } from './codec/data-converter';
import { EncryptionCodec } from './codec/encryption-codec';
import type { Logger } from './logger';
import { createWorkers, runWorkers, stopWorkers, workersReady } from './workers';

export type Role = 'api' | 'worker';

export interface ConnectorOptions {
  readonly config: Config;
  readonly roles: readonly Role[];
  readonly databaseUrl: string;
  readonly temporal: {
    readonly connectionOptions: ConnectionOptions & NativeConnectionOptions;
    readonly namespace: string;
    /** Address of the web interface, for links. */
    readonly uiUrl?: string;
  };
  readonly logger: Logger;
  /** Interface the API listens on; loopback when everything is on one machine. */
  readonly host: string;
  /** Deployment version; on only where a deployment name is given. */
  readonly deployment?: { readonly name: string; readonly buildId: string };
}

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

export async function startConnector(options: ConnectorOptions): Promise<RunningConnector> {
  const { config, roles, logger } = options;
  const db = openDatabase({ url: options.databaseUrl });
  await migrate(db);
  const protection = createDataProtection({
    keys: config.keys.data,
    hashKey: Buffer.from(config.keys.hash.reveal(), 'base64'),
  });
  const store = createStore(db, protection, { maxBodyBytes: config.audit.maxBodyBytes });
  const dataConverter = createDataConverter(config.keys.payload);
  // Lazy: the API starts, and says that it is not ready, while Temporal is away.
  const connection = Connection.lazy(options.temporal.connectionOptions);
  const client = new Client({ connection, namespace: options.temporal.namespace, dataConverter });
  const parts: Parts = {
    options,
    db,
    store,
    protection,
    connection,
    client,
    ...temporalClients(options, client, protection),
  };

  const workers: Worker[] = [];
  const api = roles.includes('api') ? await startApi(parts, () => workersAre(roles, workers)) : undefined;
  const native = roles.includes('worker')
    ? await NativeConnection.connect(options.temporal.connectionOptions)
    : undefined;
  if (native) workers.push(...(await makeWorkers(parts, native, api?.url)));
  const ended = native ? runWorkers(workers) : new Promise<void>(() => undefined);
  logger.info({ roles, api: api?.url }, 'connector started');
  return {
    apiUrl: api?.url,
    jobs: parts.jobs,
    orders: parts.orders,
    store,
    ended,
    async stop() {
      await api?.close();
      stopWorkers(workers);
      if (native) await ended.catch(() => undefined);
      await native?.close();
      await connection.close();
      await db.destroy();
      logger.info('connector stopped');
    },
  };
}

interface Parts {
  readonly options: ConnectorOptions;
  readonly db: Database;
  readonly store: Store;
  readonly protection: DataProtection;
  readonly connection: Connection;
  readonly client: Client;
  readonly orders: OrderClient;
  readonly jobs: JobClient;
}

function temporalClients(
  { config, temporal }: ConnectorOptions,
  client: Client,
  protection: DataProtection,
): Pick<Parts, 'orders' | 'jobs'> {
  const { taskQueuePrefix: queuePrefix } = config;
  return {
    orders: createOrderClient(client, {
      queuePrefix,
      timings: config.timings.order,
      takeoverMs: config.timings.takeoverMs,
      namespace: temporal.namespace,
      protection,
      ...(temporal.uiUrl === undefined ? {} : { uiUrl: temporal.uiUrl }),
    }),
    jobs: createJobClient(client, {
      queuePrefix,
      storeHashes: config.stores.map((one) => one.hash),
      accountCodes: config.accounts.map((one) => one.code),
    }),
  };
}

const workersAre = (roles: readonly Role[], workers: readonly Worker[]): boolean =>
  !roles.includes('worker') || workersReady(workers);

async function startApi(parts: Parts, workersRun: () => boolean): Promise<RunningServer> {
  const { options, store, connection } = parts;
  const { config } = options;
  const app = createApp({
    logger: options.logger,
    token: config.api.token.reveal(),
    stores: new Map(
      config.stores.map((one) => [
        one.hash,
        {
          clientSecret: one.clientSecret?.reveal(),
          header: { name: WEBHOOK_SECRET_HEADER, value: webhookSecretOf(config, one.hash) },
        },
      ]),
    ),
    accounts: new Map(config.accounts.map((one) => [one.code, { webhookSecret: webhookSecretOf(config, one.code) }])),
    orders: parts.orders,
    jobs: parts.jobs,
    records: storeRecords(store),
    health: {
      temporal: async () => workersRun() && (await temporalServes(connection)),
      database: () => databaseAnswers(parts.db),
    },
    codec: codecRoutes({
      codec: new EncryptionCodec(config.keys.payload),
      apiToken: config.api.token.reveal(),
      codecToken: config.api.codecToken.reveal(),
      uiUrl: options.temporal.uiUrl ?? config.temporalUiUrl,
    }),
  });
  return listen(app, config.api.port, options.host);
}

async function databaseAnswers(db: Database): Promise<boolean> {
  try {
    await ping(db);
    return true;
  } catch {
    return false;
  }
}

async function makeWorkers(parts: Parts, native: NativeConnection, apiUrl: string | undefined): Promise<Worker[]> {
  const { options, store, client } = parts;
  const { config } = options;
  const clients = createClients(config, store);
  const activities = createActivities({
    config,
    store,
    protection: parts.protection,
    bigcommerce: (storeHash) => clients.bigcommerce(storeHash),
    brightpearl: (account) => clients.brightpearl(account),
    facts: createAccountFactsCache(config.accounts, (account) => clients.brightpearl(account)),
    orders: parts.orders,
    client,
    publicUrl: config.webhooks.publicUrl ?? (options.host === LOOPBACK ? apiUrl : undefined),
    webhookSecretOf: (scope) => webhookSecretOf(config, scope),
  });
  return createWorkers({
    connection: native,
    namespace: options.temporal.namespace,
    queuePrefix: config.taskQueuePrefix,
    storeHashes: config.stores.map((one) => one.hash),
    accountCodes: config.accounts.map((one) => one.code),
    activities,
    dataConverter: createDataConverter(config.keys.payload),
    bundle: await workflowBundle(),
    takeoverMs: config.timings.takeoverMs,
    board: store.orders,
    ...(options.deployment ? { deployment: options.deployment } : {}),
  });
}

export const LOOPBACK = '127.0.0.1';

/** The configured secret, else one of our own for each store and account that nobody can guess and every process knows. */
function webhookSecretOf(config: Config, scope: string): string {
  const configured = config.stores.find((one) => one.hash === scope)?.webhookSecret;
  if (configured) return configured.reveal();
  return createHmac('sha256', config.keys.hash.reveal()).update(`webhook\0${scope}`).digest('base64url');
}
