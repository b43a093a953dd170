/** What is recorded of the workflows of new products (see `record-histories.ts`). */
import type { Client } from '@temporalio/client';
import {
  NEW_PRODUCTS_WORKFLOW_TYPE,
  newProductsWantedSignal,
  UNKNOWN_PRODUCTS_WORKFLOW_TYPE,
} from '../../src/domain/new-product-types';
import type { NewProductsInput, NewProductsWanted } from '../../src/domain/new-product-types';
import { orchestrateQueue } from '../../src/domain/queues';
import { ACCOUNT, PREFIX, STORE } from './stock-histories';

const taskQueue = orchestrateQueue(PREFIX);
const TIMINGS = { retryInitialMs: 50, retryMaxMs: 200, stepTimeoutMs: 10_000, heartbeatTimeoutMs: 10_000 };
const args: [NewProductsInput] = [
  { taskQueuePrefix: PREFIX, storeHash: STORE, account: ACCOUNT, timings: { ...TIMINGS, secondLookMs: 20 } },
];

/** All of the store, of which one is put off. */
async function newProducts(client: Client): Promise<void> {
  const signalArgs: [NewProductsWanted] = [{ all: { by: 'ann', reason: 'new season' } }];
  const start = { workflowId: 'newProducts', taskQueue, args, signal: newProductsWantedSignal, signalArgs };
  await client.workflow.signalWithStart(NEW_PRODUCTS_WORKFLOW_TYPE, start);
  await client.workflow.getHandle('newProducts').result();
}

const unknownProducts = (client: Client): Promise<unknown> =>
  client.workflow.execute(UNKNOWN_PRODUCTS_WORKFLOW_TYPE, { workflowId: 'unknownProducts', taskQueue, args });

/** `name` is also the id of its workflow. */
export const NEW_PRODUCT_PLAYS = [
  { name: 'newProducts', play: newProducts },
  {
    name: 'unknownProducts',
    play: async (client: Client): Promise<void> => {
      await unknownProducts(client);
    },
  },
];
