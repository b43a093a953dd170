/** What the activities of the catalog share: which prices of a store come from where. */
import type { AttributesConfig, Config, MatchingConfig, PricesConfig, ProductsConfig } from '../../config/config';
import type { PriceRule } from '../../mapping/prices/rule-schema';
import type { PriceTarget } from '../../mapping/prices/types';
import { targetName } from '../../mapping/prices/types';
import type { ActivityDeps } from '../deps';
import { accountsOf } from '../stock/deps';

export type CatalogDeps = ActivityDeps;

/** Undefined: the store's prices are left alone. */
export const pricesConfigOf = ({ config }: Pick<ActivityDeps, 'config'>, storeHash: string): PricesConfig | undefined =>
  config.stores.find(({ hash }) => hash === storeHash)?.prices;

/** Undefined: the store's products are left alone. */
export const productsConfigOf = (
  { config }: Pick<ActivityDeps, 'config'>,
  storeHash: string,
): ProductsConfig | undefined => config.stores.find(({ hash }) => hash === storeHash)?.products;

/** Undefined: the options of the store's products are left alone. */
export const attributesConfigOf = (
  { config }: Pick<ActivityDeps, 'config'>,
  storeHash: string,
): AttributesConfig | undefined => config.stores.find(({ hash }) => hash === storeHash)?.attributes;

export const matchingConfigOf = (
  { config }: Pick<ActivityDeps, 'config'>,
  storeHash: string,
): MatchingConfig | undefined => config.stores.find(({ hash }) => hash === storeHash)?.matching;

/** Accounts that a store has to do with: that it sells into, or has its levels, products, options or prices from. */
export function catalogAccountsOf({ stores, routes }: Pick<Config, 'stores' | 'routes'>, storeHash: string): string[] {
  const store = stores.find(({ hash }) => hash === storeHash);
  return [
    ...new Set([
      ...routes.filter((route) => route.store === storeHash).map(({ account }) => account),
      ...(store?.stock ? accountsOf(store.stock) : []),
      ...(store?.newProducts ?? []).map(({ account }) => account),
      ...(store?.products ? [store.products.account] : []),
      ...(store?.attributes ? [store.attributes.account] : []),
      ...(store?.prices?.accounts ?? []),
    ]),
  ];
}

export const rulesOf = ({ rules }: PricesConfig, account: string): PriceRule[] =>
  rules.rules.filter((rule) => rule.account === account);

export interface PriceTargets {
  /** What the account's rules write, each once. */
  readonly written: readonly PriceTarget[];
  /** These, and the catalog where a product's tax class is needed. */
  readonly read: readonly PriceTarget[];
}

export function targetsOf(config: PricesConfig, account: string, storeCurrency: string): PriceTargets {
  const rules = rulesOf(config, account);
  const catalog: PriceTarget = { kind: 'catalog', currency: storeCurrency.toUpperCase() };
  const all = rules.map(({ to }): PriceTarget =>
    to === 'catalog' ? catalog : { kind: 'list', priceListId: to.priceList, currency: to.currency },
  );
  const written = unique(all);
  const converts = rules.some(({ convertTax }) => convertTax === 'byTaxClass');
  return { written, read: converts ? unique([catalog, ...written]) : written };
}

const unique = (targets: readonly PriceTarget[]): PriceTarget[] => [
  ...new Map(targets.map((target) => [targetName(target), target])).values(),
];
