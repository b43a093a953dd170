/** The role `worker`: the activities with their dependencies, on one Worker per queue. */
import type { NativeConnection, Worker } from '@temporalio/worker';
import { createActivities } from '../activities';
import { createAccountFactsCache } from '../activities/account-facts';
import { createReportedProducts } from '../activities/reported-products';
import { createMailSettingsCache } from '../activities/shipments/mail-settings';
import { registerSearchAttributes } from '../temporal/search-attributes';
import { workflowBundle } from './bundle';
import { createClients } from './clients';
import { createDataConverter } from './codec/data-converter';
import { LOOPBACK, webhookSecretOf } from './parts';
import type { Parts } from './parts';
import { createWorkers } from './workers';

export async function workersOf(parts: Parts, native: NativeConnection, apiUrl: string | undefined): Promise<Worker[]> {
  const { options, store, client } = parts;
  const { config } = options;
  const clients = createClients(config, store, parts.protection);
  const activities = createActivities({
    config,
    store,
    protection: parts.protection,
    bigcommerce: (storeHash, lane) => clients.bigcommerce(storeHash, lane),
    brightpearl: (account, lane) => clients.brightpearl(account, lane),
    facts: createAccountFactsCache(config, (account) => clients.brightpearl(account), store.links),
    reported: createReportedProducts((account) => clients.brightpearl(account)),
    mailSettings: createMailSettingsCache((storeHash) => clients.bigcommerce(storeHash)),
    orders: parts.orders,
    stock: parts.stock,
    notes: parts.notes,
    catalog: parts.catalog,
    customers: parts.customers,
    freeings: parts.freeings,
    newProducts: parts.newProducts,
    client,
    registerSearchAttributes: () => registerSearchAttributes(parts.connection, options.temporal.namespace),
    // On one machine the vendors are simulated, and reach us where we listen.
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
