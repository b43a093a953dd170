/** What is recorded of the workflows of the catalog (see `record-histories.ts`): each plays under its own name. */
import type { Client } from '@temporalio/client';
import { CATALOG_WORKFLOW_TYPE, catalogWantedSignal } from '../../src/domain/catalog-messages';
import type { CatalogInput, CatalogWanted } from '../../src/domain/catalog-messages';
import type {
  AccountCatalogActivities,
  ConnectorCatalogActivities,
  StoreCatalogActivities,
} from '../../src/domain/catalog-types';
import { orchestrateQueue } from '../../src/domain/queues';
import { ACCOUNT, PREFIX, STORE } from './stock-histories';

const taskQueue = orchestrateQueue(PREFIX);

const TIMINGS = {
  gatherMs: 50,
  visibilityLagMs: 50,
  retryInitialMs: 50,
  retryMaxMs: 200,
  activityTimeoutMs: 10_000,
  heartbeatTimeoutMs: 10_000,
  accountPatienceMs: 10_000,
  leftOutMs: 10_000,
};

/** Two looks: the first writes and finds it not kept, the second nothing to write. */
async function lookAtPrices(client: Client): Promise<void> {
  const args: [CatalogInput] = [
    { storeHash: STORE, taskQueuePrefix: PREFIX, priceAccounts: [ACCOUNT], timings: TIMINGS },
  ];
  const signalArgs: [{ reason: string }] = [{ reason: 'pushed by ann' }];
  const start = { workflowId: 'catalog', taskQueue, args, signal: catalogWantedSignal, signalArgs };
  await client.workflow.signalWithStart(CATALOG_WORKFLOW_TYPE, start);
  await client.workflow.getHandle('catalog').result();
}

/** Products, and neither options nor prices. */
async function lookAtProducts(client: Client): Promise<void> {
  const productsFrom = { account: ACCOUNT, visibilityLagMs: 50 };
  const args: [CatalogInput] = [
    { storeHash: STORE, taskQueuePrefix: PREFIX, priceAccounts: [], productsFrom, timings: TIMINGS },
  ];
  const signalArgs: [CatalogWanted] = [{ reason: 'pushed by ann', part: 'products' }];
  const start = { workflowId: 'catalogProducts', taskQueue, args, signal: catalogWantedSignal, signalArgs };
  await client.workflow.signalWithStart(CATALOG_WORKFLOW_TYPE, start);
  await client.workflow.getHandle('catalogProducts').result();
}

/** With those that the store does not have. */
async function makeMissing(client: Client): Promise<void> {
  const productsFrom = { account: ACCOUNT, visibilityLagMs: 50, missing: true };
  const args: [CatalogInput] = [
    { storeHash: STORE, taskQueuePrefix: PREFIX, priceAccounts: [], productsFrom, timings: TIMINGS },
  ];
  const signalArgs: [CatalogWanted] = [{ reason: 'pushed by ann', part: 'products' }];
  const start = { workflowId: 'catalogMissing', taskQueue, args, signal: catalogWantedSignal, signalArgs };
  await client.workflow.signalWithStart(CATALOG_WORKFLOW_TYPE, start);
  await client.workflow.getHandle('catalogMissing').result();
}

/** Options of which one call was not answered at first, and no prices. */
async function lookAtOptions(client: Client): Promise<void> {
  const args: [CatalogInput] = [
    { storeHash: STORE, taskQueuePrefix: PREFIX, priceAccounts: [], attributesFrom: ACCOUNT, timings: TIMINGS },
  ];
  const signalArgs: [CatalogWanted] = [{ reason: 'pushed by ann', part: 'attributes' }];
  const start = { workflowId: 'catalogAttributes', taskQueue, args, signal: catalogWantedSignal, signalArgs };
  await client.workflow.signalWithStart(CATALOG_WORKFLOW_TYPE, start);
  await client.workflow.getHandle('catalogAttributes').result();
}

async function sweepCatalog(client: Client): Promise<void> {
  const args = [{ taskQueuePrefix: PREFIX, storeHash: STORE, part: 'prices' }];
  await client.workflow.execute('catalogSweep', { workflowId: 'catalogSweep', taskQueue, args });
}

async function auditCatalog(client: Client): Promise<void> {
  const args = [{ taskQueuePrefix: PREFIX, storeHash: STORE, accounts: [ACCOUNT] }];
  await client.workflow.execute('catalogAudit', { workflowId: 'catalogAudit', taskQueue, args });
}

/** `name` is also the id of its workflow. */
export const CATALOG_PLAYS = [
  { name: 'catalogAudit', play: auditCatalog },
  { name: 'catalog', play: lookAtPrices },
  { name: 'catalogProducts', play: lookAtProducts },
  { name: 'catalogMissing', play: makeMissing },
  { name: 'catalogAttributes', play: lookAtOptions },
  { name: 'catalogSweep', play: sweepCatalog },
];

export function catalogFakes(): StoreCatalogActivities & AccountCatalogActivities & ConnectorCatalogActivities {
  let looks = 0;
  return {
    refreshCatalogLinks: async () => ({ linked: 7 }),
    readPrices: async () => ({ asked: 7, answered: 7, readAt: 1, lists: [] }),
    readRecords: async () => ({ records: 7, readAt: 1 }),
    writePrices: async () => {
      looks += 1;
      const written = looks === 1 ? 1 : 0;
      return { written, toCheck: written, deleted: 0, unchanged: 6, held: 0, refused: 0, isStale: false };
    },
    checkPrices: async () => ({ different: 1 }),
    readProducts: async () => ({ products: 1, readAt: 1 }),
    writeProducts: async () => ({ products: 1, written: 1, issues: 0 }),
    noteShownProducts: async () => ({ products: 1 }),
    readMissing: async () => ({ products: 2, readAt: 1, lists: [] }),
    createMissing: async () => ({ made: 1, shown: 0, impossible: 1, refused: 0, toCheck: 1 }),
    readOptions: async () => ({ products: 1, readAt: 1 }),
    followOptions: async () => ({ products: 1, written: 2, issues: 0 }),
    requestLook: async () => undefined,
    readStoreDetails: async () => ({ records: 7 }),
    readAccountDetails: async () => ({ records: 7 }),
    reportMatches: async () => ({ variants: 7, products: 7, findings: 2, blocks: 1 }),
  };
}
