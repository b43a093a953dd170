/** What the `customers` workflows are started with, from the configuration: of every store whose customers are followed. */
import type { Config, CustomersConfig, StoreConfig } from '../../config/config';
import type { CustomersInput } from '../../domain/customer-messages';
import type { CustomersInputs } from '../../temporal/customers-client';
import { accountsOfStore } from './deps';

/** Of one attempt of an activity, where the configuration does not say. */
const ACTIVITY_TIMEOUT_MS = 120_000;

export const customersInputs = (config: Config): CustomersInputs =>
  new Map(
    config.stores.flatMap((store) =>
      store.customers ? [[store.hash, inputOf(config, store, store.customers)] as const] : [],
    ),
  );

function inputOf(config: Config, { hash }: StoreConfig, { gatherMs }: CustomersConfig): CustomersInput {
  const { retryInitialMs, retryMaxMs, activityTimeoutMs = ACTIVITY_TIMEOUT_MS } = config.timings.order;
  return {
    storeHash: hash,
    taskQueuePrefix: config.taskQueuePrefix,
    accounts: accountsOfStore(config, hash),
    timings: { gatherMs, retryInitialMs, retryMaxMs, activityTimeoutMs },
  };
}
