/** By schedule: a store's prices are looked at, by the workflow that alone writes them. */
import { proxyActivities } from '@temporalio/workflow';
import type { ConnectorCatalogActivities } from '../domain/catalog-types';
import { orchestrateQueue } from '../domain/queues';

interface CatalogSweepInput {
  readonly taskQueuePrefix: string;
  readonly storeHash: string;
}

export async function catalogSweep({ taskQueuePrefix, storeHash }: CatalogSweepInput): Promise<void> {
  const { requestPrices } = proxyActivities<ConnectorCatalogActivities>({
    taskQueue: orchestrateQueue(taskQueuePrefix),
    startToCloseTimeout: '2m',
    retry: { initialInterval: '1s', maximumInterval: '1m', backoffCoefficient: 2 },
    summary: 'Ask for a look at the prices',
  });
  await requestPrices({ storeHash });
}
