/** All activities over both simulators, real HTTP and a real database: what a worker has, without the worker. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { Client } from '@temporalio/client';
import { createActivities } from '../../../src/activities';
import { createAccountFactsCache } from '../../../src/activities/account-facts';
import { createReportedProducts } from '../../../src/activities/reported-products';
import { createMailSettingsCache } from '../../../src/activities/shipments/mail-settings';
import type { SetupDeps } from '../../../src/activities/setup';
import { CATALOG } from '../../../src/cli/demo-catalog';
import { startSimulatedWorld, storeProduct } from '../../../src/cli/simulated-world';
import { customersSchema } from '../../../src/config/customers-schema';
import type {
  Config,
  CustomersConfig,
  MatchingConfig,
  PricesConfig,
  AttributesConfig,
  ProductsConfig,
  StockConfig,
  TimingsConfig,
} from '../../../src/config/config';
import { loadConfig } from '../../../src/config/load';
import { orderWorkflowId } from '../../../src/domain/ids';
import type { OrderKey } from '../../../src/domain/ids';
import type { CustomersChanged } from '../../../src/domain/customer-messages';
import type { NotesChanged } from '../../../src/domain/note-messages';
import type { OrderChanged } from '../../../src/domain/messages';
import type { StockMoved } from '../../../src/domain/stock-messages';
import { accountCreationSchema } from '../../../src/mapping/catalog/fields/account-creation-rules';
import { fieldRulesSchema } from '../../../src/mapping/catalog/fields/rule-schema';
import { attributeRulesSchema } from '../../../src/mapping/catalog/attributes/rule-schema';
import { priceRulesSchema } from '../../../src/mapping/prices/rule-schema';
import type { RouteRules } from '../../../src/mapping/rules';
import { buildOrder } from '../../../src/simulators/bigcommerce/order-builder';
import type { OrderInput } from '../../../src/simulators/bigcommerce/order-input';
import { Secret } from '../../../src/config/secret';
import { createBigCommerceSimulator } from '../../../src/simulators/bigcommerce/simulator';
import type { BigCommerceSimulator } from '../../../src/simulators/bigcommerce/simulator';
import type { BrightpearlSimulator } from '../../../src/simulators/brightpearl/simulator';
import { activityInterceptors } from '../../../src/worker/activity-interceptor';
import { sql } from 'kysely';
import type { z } from 'zod';
import { createClients } from '../../../src/worker/clients';
import { startSecondAccount, withSecondAccount } from './second-account';
import { withTestStore } from '../../support/database';
import type { TestStore } from '../../support/database';

type Activities = ReturnType<typeof createActivities>;
type InputOf<Name extends keyof Activities> = Parameters<Activities[Name]>;

export interface WorldOptions {
  /** Over the rules of the demo's route. */
  readonly rules?: Partial<RouteRules>;
  /** Over quick ones. */
  readonly timings?: Partial<TimingsConfig>;
  /** Simulated milliseconds until a Brightpearl search shows a write. @default 0 */
  readonly indexLagMs?: number;
  /** ISO time; orders placed earlier are not imported. */
  readonly cutover?: string;
  /** The database knows of no earlier time: whatever was placed before now may have been imported from another one. */
  readonly newDatabase?: boolean;
  /** Of the store's `stock`; absent: its stock is left alone. Its feeds are of the simulated account, whatever they say. */
  readonly stock?: Partial<StockConfig>;
  /** The store's price rules, as the file has them, all of the simulated account. */
  readonly prices?: z.input<typeof priceRulesSchema>;
  /** Fields of products follow the account's. */
  readonly products?: z.input<typeof fieldRulesSchema>;
  /** What the account gets products of the stores with, as the file would have it; absent: as in the demo. */
  readonly newProducts?: z.input<typeof accountCreationSchema>;
  /** Options follow the account's. */
  readonly attributes?: z.input<typeof attributeRulesSchema>;
  /** Of the stores' `customers`, as the file would have them; absent: they are left alone. */
  readonly customers?: z.input<typeof customersSchema>;
  /** Of the store's `matching`; absent: by SKU. */
  readonly matching?: Omit<MatchingConfig, 'auditAt'>;
  /** Another store that sells the same catalog from the same stock. */
  readonly secondStore?: boolean;
  /** The first store also sells into another account, by a route of its own. */
  readonly secondAccount?: boolean;
  /** The second store has no `stock`: its levels are left alone, and its orders draw on the pool all the same. */
  readonly secondOnlySells?: boolean;
  /** For the activities that talk to Temporal themselves. */
  readonly client?: Client;
  /** Where both systems are told to send webhooks; null: nowhere. */
  readonly publicUrl?: string | null;
}

export interface ActivityWorld extends Pick<TestStore, 'db' | 'store' | 'protection'> {
  readonly config: Config;
  readonly storeHash: string;
  readonly account: string;
  readonly bigcommerce: BigCommerceSimulator;
  /** Only with `secondStore`. */
  readonly secondStore: BigCommerceSimulator | undefined;
  readonly brightpearl: BrightpearlSimulator;
  /** Only with `secondAccount`. */
  readonly secondAccount: BrightpearlSimulator | undefined;
  readonly deps: SetupDeps;
  /** What was sent to orders' workflows, oldest first. */
  readonly signals: { readonly key: OrderKey; readonly change: OrderChanged }[];
  /** What was sent to stores' inventory workflows. */
  readonly stockSignals: { readonly storeHash: string; readonly change: StockMoved }[];
  /** What was sent to accounts' notes workflows. */
  readonly noteSignals: { readonly account: string; readonly change: NotesChanged }[];
  /** What was sent to stores' customers workflows. */
  readonly customerSignals: { readonly storeHash: string; readonly change: CustomersChanged }[];
  /** What asked stores' catalog workflows for a look at their prices. */
  readonly priceLooks: string[];
  /** Stores and accounts whose job of new products was started or poked. */
  readonly productLooks: string[];
  /** Mappings whose freeing was started. */
  readonly freed: number[];
  /** Runs one attempt of an activity as a worker would, interceptor included. */
  run<Name extends keyof Activities>(
    name: Name,
    ...input: InputOf<Name>
  ): Promise<Awaited<ReturnType<Activities[Name]>>>;
  /** As `run`, as the given attempt of a workflow's activity. */
  attempt<Name extends keyof Activities>(
    attempt: {
      readonly number?: number;
      readonly of?: OrderKey;
      readonly activityId?: string;
      /** What the attempt before told last. */
      readonly heartbeatDetails?: unknown;
      readonly onHeartbeat?: (details: unknown) => void;
      /** Ends the attempt as a worker does one that takes longer than it may. */
      readonly end?: AbortSignal;
    },
    name: Name,
    ...input: InputOf<Name>
  ): Promise<Awaited<ReturnType<Activities[Name]>>>;
  /** A shopper places an order. */
  place(order: Partial<OrderInput>): OrderKey;
  /** Requests since the last call of `forgetRequests`: `POST /order-service/sales-order`. */
  requests(system: 'bigcommerce' | 'brightpearl'): string[];
  forgetRequests(): void;
}

/** Two mugs at 12.95 and shipping at 7.95, taxed. */
const AN_ORDER: OrderInput = {
  taxMode: 'exclusive',
  lines: [{ sku: 'MUG-BLUE', name: 'Enamel mug, blue', price: '12.95', quantity: 2, taxRate: '8.25' }],
  shipping: { cost: '7.95', method: 'Ground', taxRate: '8.25' },
};

/** What stands before the resource in every path. */
const SCOPE = /^\/(public-api|stores)\/\{\w+\}/;

/** Nobody tries a throttled attempt again here, and a quick machine does in seconds what a shop does in minutes. */
const PLENTY = 100_000;

const QUICK: Partial<TimingsConfig> = { searchLagMs: 400, requestTimeoutMs: 2_000, sweepOverlapMs: 2_000 };

/** As if every request had been sent an hour ago: what a look-up does not find can be believed. */
export const ageIntents = async ({ db }: Pick<ActivityWorld, 'db'>): Promise<void> => {
  await sql`update intents set sent_at = sent_at - interval '1 hour'`.execute(db);
};

/** For each call a world of its own, closed after the test. */
export function activityWorlds(): (options?: WorldOptions) => Promise<ActivityWorld> {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  return async (options = {}) => {
    const { world, close } = await openWorld(options);
    closers.push(close);
    return world;
  };
}

async function openWorld(options: WorldOptions): Promise<{ world: ActivityWorld; close: () => Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'connector-activities-'));
  const [simulated, database] = await Promise.all([
    startSimulatedWorld({
      dataDir,
      indexLagMs: options.indexLagMs ?? 0,
      stock: (options.stock ?? options.prices) !== undefined,
      quota: PLENTY,
    }),
    withTestStore(),
  ]);
  if (!options.newDatabase) await database.store.watermarks.advance('database', 'born', new Date(0));
  const file = loadConfig({
    file: simulated.configFile,
    devSecrets: true,
    overrides: { ...simulated.env, CONNECTOR_DATA_DIR: dataDir },
  });
  const second = options.secondStore ? await startSecondStore() : undefined;
  const other = options.secondAccount ? await startSecondAccount(PLENTY) : undefined;
  const config = withSecondAccount(
    withSecond(adjusted(file, options), second, options.secondOnlySells ?? false),
    other,
  );
  const clients = createClients(config, database.store, database.protection);
  const signals: ActivityWorld['signals'] = [];
  const stockSignals: ActivityWorld['stockSignals'] = [];
  const noteSignals: ActivityWorld['noteSignals'] = [];
  const customerSignals: ActivityWorld['customerSignals'] = [];
  const freed: number[] = [];
  const priceLooks: string[] = [];
  const productLooks: string[] = [];
  const deps: SetupDeps = {
    config,
    store: database.store,
    protection: database.protection,
    bigcommerce: (storeHash) => clients.bigcommerce(storeHash),
    brightpearl: (account) => clients.brightpearl(account),
    facts: createAccountFactsCache(config, (account) => clients.brightpearl(account), database.store.links),
    reported: createReportedProducts((account) => clients.brightpearl(account)),
    mailSettings: createMailSettingsCache((storeHash) => clients.bigcommerce(storeHash)),
    orders: {
      changed: async (key, change) => void signals.push({ key, change }),
      command: () => Promise.reject(new Error('No activity sends commands')),
      status: async () => undefined,
      describe: async () => undefined,
    },
    stock: {
      moved: async (storeHash, change) => void stockSignals.push({ storeHash, change }),
      compare: async () => undefined,
      status: async () => undefined,
    },
    notes: { changed: async (account, change) => void noteSignals.push({ account, change }) },
    catalog: {
      wanted: async (storeHash, { reason }) => void priceLooks.push(`${storeHash} ${reason}`),
      audit: async () => undefined,
      status: async () => undefined,
    },
    customers: {
      changed: async (storeHash, change) => void customerSignals.push({ storeHash, change }),
      explain: () => Promise.reject(new Error('No activity asks why')),
      readAll: () => Promise.reject(new Error('No activity asks for all')),
      findDuplicates: () => Promise.reject(new Error('No activity asks for duplicates')),
    },
    freeings: { start: async (mappingId) => void freed.push(mappingId) },
    newProducts: { wanted: async ({ storeHash, account }) => void productLooks.push(`${storeHash}/${account}`) },
    client: options.client ?? (undefined as never),
    publicUrl: options.publicUrl === null ? undefined : (options.publicUrl ?? 'https://connector.example.com'),
    registerSearchAttributes: async () => [],
    webhookSecretOf: (scope) => `secret-of-${scope}`,
  };
  const world = worldOf(deps, database, simulated, {
    signals,
    stockSignals,
    noteSignals,
    customerSignals,
    freed,
    priceLooks,
    productLooks,
    secondStore: second?.simulator,
    secondAccount: other?.simulator,
  });
  const close = async () => {
    await second?.close();
    await other?.close();
    await simulated.close();
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { world, close };
}

interface SecondStore {
  readonly simulator: BigCommerceSimulator;
  readonly url: string;
  close(): Promise<void>;
}

async function startSecondStore(): Promise<SecondStore> {
  const simulator = createBigCommerceSimulator({
    storeHash: 'second',
    seed: 2,
    allowHttpWebhooks: true,
    quota: PLENTY,
  });
  for (const seed of CATALOG) simulator.control.addProduct(storeProduct(seed));
  const server = await simulator.listen(0);
  return { simulator, url: server.url, close: () => server.close() };
}

/** As the first store, elsewhere. */
function withSecond(config: Config, second: SecondStore | undefined, onlySells: boolean): Config {
  const [store] = config.stores;
  const [route] = config.routes;
  if (!second || !store || !route) return config;
  const { storeHash: hash, token } = second.simulator;
  const { stock: _stock, ...unstocked } = store;
  return {
    ...config,
    stores: [
      ...config.stores,
      { ...(onlySells ? unstocked : store), hash, apiUrl: second.url, token: new Secret(token) },
    ],
    routes: [...config.routes, { ...route, name: 'second', store: hash }],
  };
}

const adjusted = (
  config: Config,
  { rules, timings, cutover, stock, prices, attributes, products, newProducts, customers, matching }: WorldOptions,
): Config => ({
  ...config,
  stores: config.stores.map(({ stock: fed, ...store }) => ({
    ...store,
    ...(cutover === undefined ? {} : { cutover }),
    ...(fed && stock ? { stock: adjustedStock(fed, stock) } : {}),
    ...(prices ? { prices: pricesOf(config, prices) } : {}),
    ...(products ? { products: followedProducts(config, products) } : {}),
    ...(newProducts
      ? {
          newProducts: config.accounts.map(({ code: account }) => ({
            account,
            rules: accountCreationSchema.parse(newProducts),
          })),
        }
      : {}),
    ...(attributes ? { attributes: followedOptions(config, attributes) } : {}),
    ...(matching ? { matching: { ...matching, auditAt: { hour: 4, minute: 30, zone: 'UTC' } } } : {}),
    ...(customers ? { customers: followed(customers) } : {}),
  })),
  routes: config.routes.map((route) => ({ ...route, rules: { ...route.rules, ...rules } })),
  timings: { ...config.timings, ...QUICK, ...timings },
});

function pricesOf(config: Config, prices: z.input<typeof priceRulesSchema>): PricesConfig {
  const account = config.accounts[0]?.code ?? '';
  const rules = priceRulesSchema.parse({ ...prices, rules: prices.rules.map((rule) => ({ ...rule, account })) });
  return { rules, accounts: [account], skuMatch: 'trim', intervalMs: 60_000, visibilityLagMs: 0 };
}

const followedProducts = (config: Config, rules: z.input<typeof fieldRulesSchema>): ProductsConfig => ({
  rules: fieldRulesSchema.parse(rules),
  account: config.accounts[0]?.code ?? '',
  intervalMs: 60_000,
  visibilityLagMs: 0,
});

const followedOptions = (config: Config, rules: z.input<typeof attributeRulesSchema>): AttributesConfig => ({
  rules: attributeRulesSchema.parse(rules),
  account: config.accounts[0]?.code ?? '',
  intervalMs: 60_000,
});

function followed(customers: z.input<typeof customersSchema>): CustomersConfig {
  const { gatherSeconds, ...rules } = customersSchema.parse(customers);
  return { ...rules, gatherMs: gatherSeconds * 1_000 };
}

/** The simulated account has a name of its own. */
const adjustedStock = (stock: StockConfig, { feeds = stock.feeds, ...more }: Partial<StockConfig>): StockConfig => ({
  ...stock,
  ...more,
  feeds: feeds.map((feed) => ({ ...feed, account: stock.feeds[0]?.account ?? feed.account })),
});

function worldOf(
  deps: SetupDeps,
  { db, store, protection }: TestStore,
  simulated: Awaited<ReturnType<typeof startSimulatedWorld>>,
  more: Pick<
    ActivityWorld,
    | 'signals'
    | 'stockSignals'
    | 'noteSignals'
    | 'customerSignals'
    | 'freed'
    | 'priceLooks'
    | 'productLooks'
    | 'secondStore'
    | 'secondAccount'
  >,
): ActivityWorld {
  const activities = createActivities(deps);
  const bigcommerce = simulated.bigcommerce.simulator;
  const brightpearl = simulated.brightpearl.simulator;
  const { storeHash } = bigcommerce;
  const logs = { bigcommerce: bigcommerce.requests, brightpearl: brightpearl.core.requests };
  const attempt: ActivityWorld['attempt'] = ({ number = 1, of, activityId = '1', end, ...more }, name, ...input) => {
    const workflowExecution = { workflowId: of ? orderWorkflowId(of) : 'test', runId: 'run-1' };
    const environment = new MockActivityEnvironment(
      {
        attempt: number,
        activityType: name,
        activityId,
        workflowExecution,
        heartbeatDetails: more.heartbeatDetails,
      },
      { interceptors: [activityInterceptors(store.orders)], logger: new DefaultLogger('ERROR') },
    );
    environment.on('heartbeat', (details: unknown) => more.onHeartbeat?.(details));
    end?.addEventListener('abort', () => environment.cancel('TIMED_OUT'));
    return environment.run(activities[name] as never, ...(input as never[])) as never;
  };
  return {
    db,
    store,
    protection,
    config: deps.config,
    storeHash,
    account: brightpearl.accountCode,
    bigcommerce,
    brightpearl,
    deps,
    ...more,
    attempt,
    run: (name, ...input) => attempt({}, name, ...input),
    place: (order) => ({
      storeHash,
      orderId: bigcommerce.control.addOrder(buildOrder({ ...AN_ORDER, ...order })),
    }),
    requests: (system) =>
      logs[system].entries().map(({ method, template }) => `${method} ${template.replace(SCOPE, '')}`),
    forgetRequests: () => {
      for (const log of Object.values(logs)) log.clear();
    },
  };
}
