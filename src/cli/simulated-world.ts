/** Both simulators and the configuration that connects them: what `connector dev --simulate` and the demo run against. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { createBigCommerceSimulator } from '../simulators/bigcommerce/simulator';
import type { BigCommerceSimulator } from '../simulators/bigcommerce/simulator';
import { createBrightpearlSimulator } from '../simulators/brightpearl/simulator';
import type { BrightpearlSimulator } from '../simulators/brightpearl/simulator';
import type { ProductSeed } from '../simulators/brightpearl/seeds/catalog';
import { CATALOG } from './demo-catalog';

export interface SimulatedWorld {
  readonly bigcommerce: { readonly url: string; readonly simulator: BigCommerceSimulator };
  readonly brightpearl: { readonly url: string; readonly simulator: BrightpearlSimulator };
  /** Path of the configuration written for them. */
  readonly configFile: string;
  /** Variables that the configuration names. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export interface SimulatedWorldOptions {
  readonly dataDir: string;
  readonly seed?: number;
  /** Milliseconds until a Brightpearl search shows what was written. */
  readonly indexLagMs?: number;
  /** Whether the store sells from the account's stock: then it has the catalog, without levels, and its stock is kept. */
  readonly stock?: boolean;
  /** Merged into the written configuration's `timings`. */
  readonly timings?: Readonly<Record<string, number>>;
  /** Rules of the written route, by their keys in place of the demo's. */
  readonly rules?: Readonly<Record<string, unknown>>;
  /** Settings of the written store, by their keys in place of the ones it has. */
  readonly store?: Readonly<Record<string, unknown>>;
  /** Requests a window that both sides allow. @default as the vendors allow them */
  readonly quota?: number;
}

/** Currencies a demo shopper may pay in; rates as the store's control panel shows them. */
const STORE_CURRENCIES = [
  { code: 'USD', rate: '1.0000000000', isTransactional: true },
  { code: 'EUR', rate: '0.9200000000', isTransactional: true },
  { code: 'JPY', rate: '151.3500000000', isTransactional: true },
] as const;

export async function startSimulatedWorld(options: SimulatedWorldOptions): Promise<SimulatedWorld> {
  // The simulators forget everything when they end, the connector's database does not: each start is another store.
  const suffix = randomBytes(3).toString('hex');
  const seed = options.seed ?? 1;
  const store = createBigCommerceSimulator({
    storeHash: `sim${suffix}`,
    seed,
    allowHttpWebhooks: true,
    ...(options.quota === undefined ? {} : { quota: options.quota }),
    store: { currencies: STORE_CURRENCIES },
  });
  const account = createBrightpearlSimulator({
    account: `sim${suffix}`,
    seed,
    indexLagMs: options.indexLagMs ?? 500,
    ...(options.quota === undefined ? {} : { quotaPerMinute: options.quota }),
  });
  account.seedCatalog(CATALOG);
  if (options.stock) for (const seed of CATALOG) store.control.addProduct(storeProduct(seed));
  const storeServer = await store.listen(0);
  const accountServer = await account.listen(0);
  const configFile = join(options.dataDir, 'connector.yaml');
  mkdirSync(options.dataDir, { recursive: true });
  const content = demoConfig(
    { hash: store.storeHash, url: storeServer.url },
    { code: account.accountCode, url: accountServer.url },
    options,
  );
  writeFileSync(configFile, stringify(content));
  return {
    bigcommerce: { url: storeServer.url, simulator: store },
    brightpearl: { url: accountServer.url, simulator: account },
    configFile,
    env: {
      SIMULATED_STORE_TOKEN: store.token,
      SIMULATED_STORE_SECRET: store.clientSecret,
      SIMULATED_ACCOUNT_APP_REF: account.app.appRef,
      SIMULATED_ACCOUNT_TOKEN: account.app.token,
    },
    async close() {
      await Promise.all([storeServer.close(), accountServer.close()]);
    },
  };
}

/** Services and downloads have no stock on either side. */
export const storeProduct = ({ sku, name, stockTracked }: ProductSeed): Record<string, unknown> => ({
  sku,
  name,
  inventory_tracking: stockTracked === false ? 'none' : 'product',
});

/** For people who watch. */
const QUICK_STOCK = { debounceSeconds: 0.3, debounceCeilingSeconds: 2, deltaMinutes: 0.5, visibilityLagSeconds: 2 };

function demoConfig(
  store: { readonly hash: string; readonly url: string },
  account: { readonly code: string; readonly url: string },
  { timings, stock, rules, store: settings }: SimulatedWorldOptions,
): unknown {
  return {
    version: 1,
    stores: [
      {
        hash: store.hash,
        name: 'Simulated store',
        apiUrl: store.url,
        tokenEnv: 'SIMULATED_STORE_TOKEN',
        clientSecretEnv: 'SIMULATED_STORE_SECRET',
        cutover: '2020-01-01T00:00:00Z',
        ...(stock ? { stock: { feeds: [{ account: account.code, warehouses: [2] }], ...QUICK_STOCK } } : {}),
        newProducts: [NEW_PRODUCTS],
        ...settings,
      },
    ],
    accounts: [
      {
        code: account.code,
        name: 'Simulated account',
        apiUrl: account.url,
        auth: { kind: 'private-app', appRefEnv: 'SIMULATED_ACCOUNT_APP_REF', tokenEnv: 'SIMULATED_ACCOUNT_TOKEN' },
        instanceId: 13,
      },
    ],
    routes: [{ name: 'main', store: store.hash, account: account.code, default: true, rules: { ...RULES, ...rules } }],
    timings: {
      settleSeconds: 2,
      recheckSeconds: 0.5,
      sweepMinutes: 0.5,
      searchLagSeconds: 2,
      requestTimeoutSeconds: 5,
      ...timings,
    },
  };
}

/** Ids and codes are those of a new simulated account, here and below. */
const NEW_PRODUCTS = { brandId: 74, productTypeId: 1, categoryCodes: [296], taxCodeId: 2, weightFactor: '0.001' };

const RULES = {
  brightpearl: { channelId: 4, warehouseId: 2, leadSourceId: 4 },
  statuses: { hold: 2 },
  // Orders that await a bank transfer are reserved for, too.
  import: { statusIds: [2, 3, 7, 8, 9, 10, 11, 14] },
  nominals: { giftCertificate: '2150', wrapping: '4050', handling: '4050' },
  tax: { default: 'T', zeroRated: 'NT', outOfScope: '-' },
  shippingMethods: {
    map: [
      { when: 'Two Day', id: 2 },
      { when: 'Next Day', id: 3 },
    ],
    pickup: 4,
    unmapped: 1,
  },
  paymentMethods: {
    map: [
      { when: { method: 'gift_certificate' }, code: 'GIFTCERT' },
      { when: { method: 'store_credit' }, code: 'STORECREDIT' },
      { when: { paymentMethod: 'PayPal' }, code: 'PAYPAL' },
      { when: { method: 'credit_card' }, code: 'CARD' },
    ],
    unmapped: { code: 'BANK' },
  },
};
