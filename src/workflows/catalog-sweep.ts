/** By schedule: a part of a store's catalog is looked at, by the workflow that alone writes it. */
import { proxyActivities } from '@temporalio/workflow';
import type { CatalogPart } from '../domain/catalog-messages';
import type { ConnectorCatalogActivities } from '../domain/catalog-types';
import { orchestrateQueue } from '../domain/queues';

interface CatalogSweepInput {
  readonly taskQueuePrefix: string;
  readonly storeHash: string;
  readonly part: CatalogPart;
}

export async function catalogSweep({ taskQueuePrefix, storeHash, part }: CatalogSweepInput): Promise<void> {
  const { requestLook } = proxyActivities<ConnectorCatalogActivities>({
    taskQueue: orchestrateQueue(taskQueuePrefix),
    startToCloseTimeout: '2m',
    retry: { initialInterval: '1s', maximumInterval: '1m', backoffCoefficient: 2 },
    summary: `Ask for a look at the ${part}`,
  });
  await requestLook({ storeHash, part });
}
