/** The activities of the catalog, as the steps of its workflow call them. */
import { proxyActivities } from '@temporalio/workflow';
import type { ActivityOptions } from '@temporalio/workflow';
import type { CatalogInput } from '../../domain/catalog-messages';
import type { AccountCatalogActivities, StoreCatalogActivities } from '../../domain/catalog-types';
import { bigcommerceQueue, brightpearlQueue } from '../../domain/queues';

/** @param isPatient false: others wait, and a step that does not end in time is given up */
export const atStore = (input: CatalogInput, summary: string, isPatient = true) =>
  proxyActivities<StoreCatalogActivities>({
    ...options(input, bigcommerceQueue(input.taskQueuePrefix, input.storeHash), isPatient),
    summary,
  });

export const atAccount = (input: CatalogInput, account: string, summary: string, isPatient = true) =>
  proxyActivities<AccountCatalogActivities>({
    ...options(input, brightpearlQueue(input.taskQueuePrefix, account), isPatient),
    summary,
  });

function options({ timings }: CatalogInput, taskQueue: string, isPatient: boolean): ActivityOptions {
  return {
    taskQueue,
    startToCloseTimeout: timings.activityTimeoutMs,
    heartbeatTimeout: timings.heartbeatTimeoutMs,
    ...(isPatient ? {} : { scheduleToCloseTimeout: timings.accountPatienceMs }),
    retry: { initialInterval: timings.retryInitialMs, maximumInterval: timings.retryMaxMs, backoffCoefficient: 2 },
  };
}
