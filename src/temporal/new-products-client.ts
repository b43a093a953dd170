/** The only way to reach the workflows that make products in an account of what a store sells. */
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { CatalogAccountStep } from '../domain/catalog-types';
import { newProductsWorkflowId, unknownProductsWorkflowId } from '../domain/ids';
import {
  NEW_PRODUCTS_WORKFLOW_TYPE,
  newProductsStatusQuery,
  newProductsWantedSignal,
  UNKNOWN_PRODUCTS_WORKFLOW_TYPE,
} from '../domain/new-product-types';
import type {
  NewProductsInput,
  NewProductTimings,
  NewProductsStatus,
  NewProductsWanted,
  UnknownProducts,
} from '../domain/new-product-types';
import { orchestrateQueue } from '../domain/queues';
import { StoreKey } from '../domain/search-attributes';
import { runJob } from './job-client';
import { runStatus } from './run-status';
import { within } from './within';

const SIGNAL_DEADLINE_MS = 5_000;
/** Beside catching up (see `order-client.ts`). */
const PRIORITY = 4;

export interface NewProductsClient {
  /** Starts or pokes the job, which goes through what the database says is asked for. @throws TemporalError */
  wanted(scope: CatalogAccountStep, request: NewProductsWanted): Promise<void>;
  /** What could be made, by both catalogs as they are; kept as a report. @throws TemporalError */
  unknown(scope: CatalogAccountStep): Promise<UnknownProducts>;
  /** Undefined while nothing runs. */
  status(scope: CatalogAccountStep): Promise<NewProductsStatus | undefined>;
}

export function createNewProductsClient(
  client: Client,
  taskQueuePrefix: string,
  timings: NewProductTimings,
): NewProductsClient {
  const taskQueue = orchestrateQueue(taskQueuePrefix);
  const inputOf = ({ storeHash, account }: CatalogAccountStep): NewProductsInput => ({
    storeHash,
    account,
    taskQueuePrefix,
    timings,
  });
  return {
    wanted: (scope, request) =>
      within(client, SIGNAL_DEADLINE_MS, async () => {
        const { storeHash, account } = scope;
        await client.workflow.signalWithStart(NEW_PRODUCTS_WORKFLOW_TYPE, {
          workflowId: newProductsWorkflowId(storeHash, account),
          taskQueue,
          args: [inputOf(scope)],
          signal: newProductsWantedSignal,
          signalArgs: [request],
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          typedSearchAttributes: [{ key: StoreKey, value: storeHash }],
          staticSummary: `Products of store ${storeHash} for account ${account}`,
          priority: { priorityKey: PRIORITY, fairnessKey: storeHash },
        });
      }),
    unknown: (scope) => {
      const workflowId = unknownProductsWorkflowId(scope.storeHash, scope.account, randomUUID());
      const start = { workflowId, taskQueue, args: [inputOf(scope)] };
      return runJob<UnknownProducts>(client, UNKNOWN_PRODUCTS_WORKFLOW_TYPE, start);
    },
    status: ({ storeHash, account }) =>
      runStatus(client, newProductsWorkflowId(storeHash, account), newProductsStatusQuery),
  };
}
