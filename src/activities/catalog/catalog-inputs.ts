/** What the `catalog` workflows are started with, from the configuration: of every store whose products, options or prices are kept. */
import type { Config, ProductsConfig, StoreConfig } from '../../config/config';
import type { CatalogInput } from '../../domain/catalog-messages';
import type { CatalogInputs } from '../../temporal/catalog-client';

/** What it reads is as long as the catalogs are: only silence tells that an attempt is dead. */
const ACTIVITY_TIMEOUT_MS = 2 * 60 * 60_000;
/** A handful of requests are made between two signs of life. */
const REQUESTS_A_HEARTBEAT = 4;
const ACCOUNT_PATIENCE_MS = 15 * 60_000;
const LEFT_OUT_MS = 15 * 60_000;
/** Somebody who releases one price after the other is served at once. */
const GATHER_MS = 500;

export const catalogInputs = (config: Config): CatalogInputs =>
  new Map(
    config.stores
      .filter(({ products, attributes, prices }) => products ?? attributes ?? prices)
      .map((store) => [store.hash, inputOf(config, store)]),
  );

function inputOf(
  { taskQueuePrefix, timings }: Config,
  { hash, products, attributes, prices }: StoreConfig,
): CatalogInput {
  const { retryInitialMs, retryMaxMs } = timings.order;
  return {
    storeHash: hash,
    taskQueuePrefix,
    priceAccounts: prices?.accounts ?? [],
    ...(attributes ? { attributesFrom: attributes.account } : {}),
    ...(products ? { productsFrom: productsFrom(products, timings) } : {}),
    timings: {
      gatherMs: GATHER_MS,
      visibilityLagMs: prices?.visibilityLagMs ?? 0,
      retryInitialMs,
      retryMaxMs,
      activityTimeoutMs: ACTIVITY_TIMEOUT_MS,
      heartbeatTimeoutMs: REQUESTS_A_HEARTBEAT * timings.requestTimeoutMs,
      accountPatienceMs: ACCOUNT_PATIENCE_MS,
      leftOutMs: LEFT_OUT_MS,
    },
  };
}

/** What is looked at must not be followed by a request that an attempt before sent and was not answered. */
const productsFrom = (
  { account, visibilityLagMs, rules }: ProductsConfig,
  { requestTimeoutMs }: Config['timings'],
): NonNullable<CatalogInput['productsFrom']> => ({
  account,
  visibilityLagMs: Math.max(visibilityLagMs, requestTimeoutMs),
  ...(rules.create === 'off' ? {} : { missing: true }),
});
