/** What of a configuration decides where orders go, and where stock, prices and products come from: all that can be told without a secret. */
import type { AccountConfig, RouteConfig, StoreConfig } from '../config';
import type { FileConfig } from '../file-schema';
import { present, resolveFollowed, resolveRoute } from '../resolve';

export type StorePlace = Pick<
  StoreConfig,
  'hash' | 'name' | 'stock' | 'prices' | 'products' | 'newProducts' | 'attributes' | 'customers'
>;
export type AccountPlace = Pick<AccountConfig, 'code' | 'name' | 'instanceId'>;

export interface Landscape {
  readonly stores: readonly StorePlace[];
  readonly accounts: readonly AccountPlace[];
  readonly routes: readonly RouteConfig[];
  readonly taskQueuePrefix: string;
}

export const landscapeOf = ({ stores, accounts, routes, taskQueuePrefix }: FileConfig): Landscape => ({
  stores: stores.map((store) => ({ hash: store.hash, name: store.name, ...resolveFollowed(store, routes) })),
  accounts: accounts.map(({ code, name, instanceId }) => ({ code, name, ...present({ instanceId }) })),
  routes: routes.map(resolveRoute),
  taskQueuePrefix,
});

/** How people call an account, with what identifies it. */
export function accountLabel({ accounts }: Pick<Landscape, 'accounts'>, code: string): string {
  const name = accounts.find((account) => account.code === code)?.name;
  return name === undefined ? code : `${name} (${code})`;
}

export const storeLabel = ({ hash, name }: StorePlace): string => `${name} (${hash})`;
