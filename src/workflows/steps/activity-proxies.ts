/** Activity stubs by queue. Retries belong to activities and have no cap: an outage may last a weekend. */
import { proxyActivities } from '@temporalio/workflow';
import type { ActivityOptions } from '@temporalio/workflow';
import type {
  BigCommerceOrderActivities,
  BrightpearlOrderActivities,
  OrchestrateActivities,
} from '../../domain/activity-types';
import type { BrightpearlNoteActivities, FulfillmentInput, ShipmentActivities } from '../../domain/fulfillment-types';
import type { OrderTimings, OrderWorkflowInput } from '../../domain/messages';
import { bigcommerceQueue, brightpearlQueue, orchestrateQueue } from '../../domain/queues';

/** One activity is a handful of requests of at most 30 s each. Runs started before this was a setting do not carry it. */
const DEFAULT_TIMEOUT_MS = 120_000;

const optionsOf = (taskQueue: string, timings: OrderTimings): ActivityOptions => ({
  taskQueue,
  startToCloseTimeout: timings.activityTimeoutMs ?? DEFAULT_TIMEOUT_MS,
  retry: {
    initialInterval: timings.retryInitialMs,
    maximumInterval: timings.retryMaxMs,
    backoffCoefficient: 2,
  },
});

export const orchestrateActivities = (input: OrderWorkflowInput, summary: string) =>
  proxyActivities<OrchestrateActivities>({
    ...optionsOf(orchestrateQueue(input.taskQueuePrefix), input.timings),
    summary,
  });

export const bigcommerceActivities = (input: OrderWorkflowInput, summary: string) =>
  proxyActivities<BigCommerceOrderActivities>({
    ...optionsOf(bigcommerceQueue(input.taskQueuePrefix, input.key.storeHash), input.timings),
    summary,
  });

export const brightpearlActivities = (input: OrderWorkflowInput, account: string, summary: string) =>
  proxyActivities<BrightpearlOrderActivities>({
    ...optionsOf(brightpearlQueue(input.taskQueuePrefix, account), input.timings),
    summary,
  });

export const noteActivities = (input: FulfillmentInput, account: string, summary: string) =>
  proxyActivities<BrightpearlNoteActivities>({
    ...optionsOf(brightpearlQueue(input.taskQueuePrefix, account), input.timings),
    summary,
  });

export const shipmentActivities = (input: FulfillmentInput, summary: string) =>
  proxyActivities<ShipmentActivities>({
    ...optionsOf(bigcommerceQueue(input.taskQueuePrefix, input.key.storeHash), input.timings),
    summary,
  });
