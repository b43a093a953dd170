/** What the workflows of stock are started with, from the configuration: of every store whose stock is kept. */
import { accountsOf, poolStoresOf } from '../activities/stock/deps';
import type { Config, StockConfig, StoreConfig } from '../config/config';
import type { InventoryInput } from '../domain/stock-messages';
import type { InventoryInputs } from '../temporal/stock-client';

/** Of one attempt of an activity, where the configuration does not say. */
const ACTIVITY_TIMEOUT_MS = 120_000;

export const inventoryInputs = (config: Config): InventoryInputs =>
  new Map(config.stores.flatMap((store) => (store.stock ? [[store.hash, inputOf(config, store, store.stock)]] : [])));

function inputOf(config: Config, { hash }: StoreConfig, stock: StockConfig): InventoryInput {
  const { retryInitialMs, retryMaxMs, activityTimeoutMs = ACTIVITY_TIMEOUT_MS } = config.timings.order;
  return {
    storeHash: hash,
    taskQueuePrefix: config.taskQueuePrefix,
    accounts: accountsOf(stock),
    poolStores: poolStoresOf(config, hash),
    timings: {
      debounceMs: stock.debounceMs,
      ceilingMs: stock.debounceCeilingMs,
      retryInitialMs,
      retryMaxMs,
      activityTimeoutMs,
    },
  };
}
