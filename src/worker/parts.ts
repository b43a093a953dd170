/** What the roles of a process share: the database, Temporal, and what is derived from the configuration. */
import { createHmac } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { ConnectionOptions } from '@temporalio/client';
import type { NativeConnectionOptions } from '@temporalio/worker';
import { databaseBirth } from '../activities/database-birth';
import type { Config } from '../config/config';
import { migrate, openDatabase } from '../store/database';
import type { Database } from '../store/database';
import { createDataProtection } from '../store/encryption';
import type { DataProtection } from '../store/encryption';
import { createStore } from '../store/store';
import type { Store } from '../store/store';
import { createCatalogClient } from '../temporal/catalog-client';
import type { CatalogClient } from '../temporal/catalog-client';
import { createCustomersClient } from '../temporal/customers-client';
import type { CustomersClient } from '../temporal/customers-client';
import { createFreeingClient } from '../temporal/freeing-client';
import type { FreeingClient } from '../temporal/freeing-client';
import { createJobClient } from '../temporal/job-client';
import type { JobClient } from '../temporal/job-client';
import { createNewProductsClient } from '../temporal/new-products-client';
import type { NewProductsClient } from '../temporal/new-products-client';
import { createNotesClient } from '../temporal/notes-client';
import type { NotesClient } from '../temporal/notes-client';
import { createOrderClient } from '../temporal/order-client';
import type { OrderClient } from '../temporal/order-client';
import { createStockClient } from '../temporal/stock-client';
import type { StockClient } from '../temporal/stock-client';
import { createStockJobClient } from '../temporal/stock-job-client';
import type { StockJobClient } from '../temporal/stock-job-client';
import type { Closers } from './closers';
import { createDataConverter } from './codec/data-converter';
import type { Logger } from './logger';
import { catalogInputs } from '../activities/catalog/catalog-inputs';
import { customersInputs } from '../activities/customers/customers-inputs';
import { newProductTimings } from '../activities/new-products/timings';
import { notesInputs } from '../activities/notes/notes-inputs';
import { inventoryInputs } from '../activities/stock/inventory-inputs';

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

export interface Parts {
  readonly options: ConnectorOptions;
  readonly db: Database;
  readonly store: Store;
  readonly protection: DataProtection;
  readonly connection: Connection;
  readonly client: Client;
  readonly orders: OrderClient;
  readonly jobs: JobClient;
  readonly stock: StockClient;
  readonly stockJobs: StockJobClient;
  readonly notes: NotesClient;
  readonly catalog: CatalogClient;
  readonly customers: CustomersClient;
  readonly freeings: FreeingClient;
  readonly newProducts: NewProductsClient;
}

export const LOOPBACK = '127.0.0.1';

/** Opens the database, brings it to this version, and makes the clients of Temporal. */
export async function openParts(options: ConnectorOptions, opened: Closers): Promise<Parts> {
  const { config, temporal } = options;
  const db = openDatabase({ url: options.databaseUrl });
  opened.add(() => db.destroy());
  await migrate(db);
  const protection = createDataProtection({
    keys: config.keys.data,
    hashKey: Buffer.from(config.keys.hash.reveal(), 'base64'),
  });
  const store = createStore(db, protection, { maxBodyBytes: config.audit.maxBodyBytes });
  await databaseBirth(store);
  // Lazy: the API starts, and says that it is not ready, while Temporal is away.
  const connection = Connection.lazy(temporal.connectionOptions);
  opened.add(() => connection.close());
  const dataConverter = createDataConverter(config.keys.payload);
  const client = new Client({ connection, namespace: temporal.namespace, dataConverter });
  return { options, db, store, protection, connection, client, ...temporalClients(options, client, protection) };
}

function temporalClients(
  { config, temporal }: ConnectorOptions,
  client: Client,
  protection: DataProtection,
): Pick<
  Parts,
  'orders' | 'jobs' | 'stock' | 'stockJobs' | 'notes' | 'catalog' | 'customers' | 'freeings' | 'newProducts'
> {
  const { taskQueuePrefix: queuePrefix } = config;
  const inputs = inventoryInputs(config);
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
    stock: createStockClient(client, inputs),
    stockJobs: createStockJobClient(client, inputs, config.timings.searchLagMs),
    notes: createNotesClient(client, notesInputs(config)),
    catalog: createCatalogClient(client, catalogInputs(config)),
    customers: createCustomersClient(client, customersInputs(config)),
    freeings: createFreeingClient(client, queuePrefix),
    newProducts: createNewProductsClient(client, queuePrefix, newProductTimings(config)),
  };
}

/** The configured secret, else one of our own for each store and account that nobody can guess and every process knows. */
export function webhookSecretOf(config: Config, scope: string): string {
  const configured = config.stores.find((one) => one.hash === scope)?.webhookSecret;
  if (configured) return configured.reveal();
  return createHmac('sha256', config.keys.hash.reveal()).update(`webhook\0${scope}`).digest('base64url');
}
