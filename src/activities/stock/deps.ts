/** What the activities of stock share: who feeds whom. */
import type { Config, StockConfig, StoreConfig } from '../../config/config';
import type { SkuMatch } from '../../mapping/stock/link-types';
import type { OrderKey } from '../../domain/ids';
import type { ActivityDeps } from '../deps';

export type StockDeps = ActivityDeps;

/** Undefined: the store's stock is left alone. */
export const stockConfigOf = ({ config }: Pick<ActivityDeps, 'config'>, storeHash: string): StockConfig | undefined =>
  config.stores.find((store) => store.hash === storeHash)?.stock;

/** When two SKUs are the same; undefined: there is no such store. */
export function skuMatchOf({ config }: Pick<ActivityDeps, 'config'>, storeHash: string): SkuMatch | undefined {
  const store = config.stores.find(({ hash }) => hash === storeHash);
  return store?.stock?.skuMatch ?? store?.prices?.skuMatch ?? (store && 'trim');
}

/** Accounts that feed a store, each once, in the order of its feeds. */
export const accountsOf = ({ feeds }: StockConfig): string[] => [...new Set(feeds.map(({ account }) => account))];

/** Stores with a feed from the account. */
export const storesFedBy = ({ config }: Pick<ActivityDeps, 'config'>, account: string): string[] =>
  config.stores
    .filter(({ stock }) => stock !== undefined && accountsOf(stock).includes(account))
    .map(({ hash }) => hash);

/** Stores that draw on what feeds a store, itself included; none where nothing feeds it. */
export function poolStoresOf(config: Config, storeHash: string): string[] {
  const stock = config.stores.find(({ hash }) => hash === storeHash)?.stock;
  if (!stock) return [];
  const accounts = accountsOf(stock);
  return config.stores.filter((other) => drawsOn(config, other, accounts)).map(({ hash }) => hash);
}

/** By its levels, or by what it sells: a store without `stock` still takes from the warehouses its orders go to. */
const drawsOn = ({ routes }: Config, { hash, stock }: StoreConfig, accounts: readonly string[]): boolean =>
  (stock !== undefined && accountsOf(stock).some((account) => accounts.includes(account))) ||
  routes.some((route) => route.store === hash && accounts.includes(route.account));

/** Whether anybody's levels depend on what is sold in the account. */
export const isPooled = (deps: Pick<ActivityDeps, 'config'>, account: string): boolean =>
  storesFedBy(deps, account).length > 0;

export const subjectOf = ({ storeHash, orderId }: OrderKey): string => `order ${storeHash}/${orderId}`;
