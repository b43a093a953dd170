/** What the activities of customers share: whose customers are followed, and where. */
import type { Config, CustomersConfig } from '../../config/config';
import type { ActivityDeps } from '../deps';

/** Neither system is older. */
export const BEGINNING = new Date('2000-01-01T00:00:00Z');

/** Undefined: the store's customers are left alone. */
export const customersConfigOf = (
  { config }: { readonly config: Config },
  storeHash: string,
): CustomersConfig | undefined => config.stores.find(({ hash }) => hash === storeHash)?.customers;

/** Hashes of the stores whose customers are followed. */
export const followedStores = ({ config }: { readonly config: Config }): string[] =>
  config.stores.filter(({ customers }) => customers !== undefined).map(({ hash }) => hash);

/** Accounts that the store's orders go to, each once, in the order of its routes. */
export const accountsOfStore = ({ routes }: Config, storeHash: string): string[] => [
  ...new Set(routes.filter(({ store }) => store === storeHash).map(({ account }) => account)),
];

/** Notes customers as changed, in every account; nothing where they are left alone. The workflow is poked apart from it. */
export async function noteCustomers(
  { config, store }: Pick<ActivityDeps, 'config' | 'store'>,
  storeHash: string,
  customerIds: readonly number[],
  { reason, isLate }: { readonly reason: string; readonly isLate: boolean },
): Promise<void> {
  await store.customerNews.add(
    { storeHash, accounts: accountsOfStore(config, storeHash) },
    customerIds,
    reason,
    isLate,
  );
}
