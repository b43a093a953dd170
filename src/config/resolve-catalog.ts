import type { AttributesConfig, NewProductsConfig, PricesConfig, ProductsConfig } from './config';
import type { FileConfig } from './file-schema';

type FileStore = FileConfig['stores'][number];

/** Accounts that the store's routes lead to, each once. */
const routedAccounts = (routes: FileConfig['routes'], storeHash: string): string[] => [
  ...new Set(routes.filter(({ store }) => store === storeHash).map(({ account }) => account)),
];

/** Every rule has its account: where the file leaves it out there is only one (`catalog-checks.ts`). */
export function resolvePrices(
  { hash, stock }: FileStore,
  prices: NonNullable<FileStore['prices']>,
  routes: FileConfig['routes'],
): PricesConfig {
  const [only = ''] = routedAccounts(routes, hash);
  const rules = prices.rules.map((rule) => ({ ...rule, account: rule.account ?? only }));
  return {
    rules: { ...prices, rules },
    accounts: [...new Set(rules.map(({ account }) => account))],
    skuMatch: stock?.skuMatch ?? 'trim',
    intervalMs: prices.everyMinutes * 60_000,
    visibilityLagMs: prices.visibilityLagSeconds * 1_000,
  };
}

/** As with prices, an account that is left out is the only one. */
export function resolveAttributes(
  { hash }: FileStore,
  { account, everyMinutes, ...rules }: NonNullable<FileStore['attributes']>,
  routes: FileConfig['routes'],
): AttributesConfig {
  const [only = ''] = routedAccounts(routes, hash);
  return { rules, account: account ?? only, intervalMs: everyMinutes * 60_000 };
}

export function resolveProducts(
  { hash }: FileStore,
  { account, everyMinutes, visibilityLagSeconds, ...rules }: NonNullable<FileStore['products']>,
  routes: FileConfig['routes'],
): ProductsConfig {
  const [only = ''] = routedAccounts(routes, hash);
  return {
    rules,
    account: account ?? only,
    intervalMs: everyMinutes * 60_000,
    visibilityLagMs: visibilityLagSeconds * 1_000,
  };
}

export function resolveNewProducts(
  { hash }: FileStore,
  newProducts: NonNullable<FileStore['newProducts']>,
  routes: FileConfig['routes'],
): NewProductsConfig[] {
  const [only = ''] = routedAccounts(routes, hash);
  return newProducts.map(({ account = only, ...rules }) => ({ account, rules }));
}
