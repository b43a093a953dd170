/** What the workflows of stock are started with, from the configuration: of every store whose stock is kept. */
import type { Config, StockConfig, StoreConfig } from '../../config/config';
import type { InventoryInput } from '../../domain/stock-messages';
import type { InventoryInputs } from '../../temporal/stock-client';
import { accountsOf, poolStoresOf } from './deps';
import type { StockDeps } from './deps';

/** Of one attempt of an activity, where the configuration does not say. */
const ACTIVITY_TIMEOUT_MS = 120_000;
const HEARTBEAT_TIMEOUT_MS = 15_000;
/** A request or two. */
const STORE_PATIENCE_MS = 30_000;
/** Two windows of its quota: who waits for those is not away. */
const ACCOUNT_PATIENCE_MS = 120_000;
const LEFT_OUT_MS = 5 * 60_000;

/** A workflow can outlive the configuration that it was started with: every cycle begins with the one of now. */
export const configuredInput = async (
  { config }: Pick<StockDeps, 'config'>,
  { storeHash }: InventoryInput,
): Promise<InventoryInput | undefined> => inventoryInputs(config).get(storeHash);

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
      heartbeatTimeoutMs: HEARTBEAT_TIMEOUT_MS,
      storePatienceMs: STORE_PATIENCE_MS,
      accountPatienceMs: ACCOUNT_PATIENCE_MS,
      leftOutMs: LEFT_OUT_MS,
    },
  };
}
