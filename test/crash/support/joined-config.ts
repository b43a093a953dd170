/** One connector.yaml for several sites, made of those that were written for each. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { CREATED_PRICES, CREATED_PRODUCTS } from './creation-errands';
import { CUSTOMERS } from './customer-errands';
import type { OpenedSite } from './site';
import { PRICES } from './priced-goods';
import { STOCK_TIMINGS } from './timings';
import { ATTRIBUTES, PRODUCTS } from './varied-goods';

interface StoreConfig {
  readonly stock?: object;
}

interface SiteConfig {
  readonly version: number;
  readonly stores: readonly StoreConfig[];
  readonly accounts: readonly object[];
  readonly routes: readonly object[];
  readonly timings: object;
}

/** With queues of its own: the lanes share a Temporal namespace. */
export async function joinedConfig(
  dataDir: string,
  taskQueuePrefix: string,
  sites: readonly OpenedSite[],
): Promise<{ readonly configFile: string; readonly env: Readonly<Record<string, string>> }> {
  const configs = await Promise.all(sites.map(configOf));
  const configFile = path.join(dataDir, 'connector.yaml');
  const joined = {
    ...configs[0],
    taskQueuePrefix,
    stores: configs.flatMap(({ stores }) => stores),
    accounts: configs.flatMap(({ accounts }) => accounts),
    routes: configs.flatMap(({ routes }) => routes),
  };
  await writeFile(configFile, stringify(joined));
  const variables = sites.flatMap(({ world }, index) =>
    Object.entries(world.env).map(([name, value]) => [ofSite(index, name), value] as const),
  );
  return { configFile, env: Object.fromEntries(variables) };
}

/** Variables and names are every site's own. */
async function configOf(
  { world, key, hasPrices, hasCustomers, createsProducts, tee }: OpenedSite,
  index: number,
): Promise<SiteConfig> {
  const text = await readFile(world.configFile, 'utf8');
  const config = parse(text.replace(/\bSIMULATED_\w+/g, (name) => ofSite(index, name))) as SiteConfig;
  const named = (entries: readonly object[]): object[] => entries.map((entry) => ({ ...entry, name: key }));
  return {
    ...config,
    stores: named(
      config.stores.map((store) => ({
        ...quick(store),
        ...(hasPrices ? { prices: PRICES } : {}),
        ...(hasCustomers ? { customers: CUSTOMERS } : {}),
        ...(createsProducts ? { products: CREATED_PRODUCTS, prices: CREATED_PRICES } : {}),
        ...(tee ? { attributes: ATTRIBUTES, products: PRODUCTS } : {}),
      })),
    ),
    accounts: named(config.accounts),
    routes: named(config.routes),
  };
}

const quick = (store: StoreConfig): StoreConfig =>
  store.stock ? { ...store, stock: { ...store.stock, ...STOCK_TIMINGS } } : store;

const ofSite = (index: number, variable: string): string => `SITE_${index + 1}_${variable}`;
