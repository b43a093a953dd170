import { resolve } from 'node:path';
import type {
  AccountAuth,
  AccountConfig,
  Config,
  CustomersConfig,
  RouteConfig,
  StoreConfig,
  TimingsConfig,
  MatchingConfig,
} from './config';
import type { ConnectorEnv } from './env-schema';
import type { Environment } from './environment';
import type { FileConfig } from './file-schema';
import { derivedToken } from './derived-token';
import { resolveTimeOfDay } from './fields';
import { hostPaths } from './host';
import type { FileMatching } from './matching-schema';
import { resolveAttributes, resolveNewProducts, resolvePrices, resolveProducts } from './resolve-catalog';
import { resolveStock } from './resolve-stock';
import { Secret } from './secret';

/** Puts a checked file and a checked environment together. Every variable that the file names is known to be set. */
export function resolveConfig(file: FileConfig, vars: ConnectorEnv, env: Environment, hash: string): Config {
  return deepFreeze<Config>({
    stores: file.stores.map((store) => resolveStore(store, file.routes, env)),
    accounts: file.accounts.map((account) => resolveAccount(account, env)),
    routes: file.routes.map(resolveRoute),
    timings: resolveTimings(file.timings),
    taskQueuePrefix: file.taskQueuePrefix,
    audit: file.audit,
    webhooks: present({ publicUrl: file.webhooks.publicUrl && bare(file.webhooks.publicUrl) }),
    api: {
      port: vars.API_PORT,
      token: new Secret(vars.CONNECTOR_API_TOKEN),
      codecToken: new Secret(derivedToken(vars.CONNECTOR_API_TOKEN, 'codec')),
    },
    database: present({ url: optionalSecret(vars.DATABASE_URL) }),
    keys: {
      data: vars.CONNECTOR_DATA_KEYS,
      payload: vars.PAYLOAD_ENCRYPTION_KEYS,
      hash: new Secret(Buffer.from(vars.CONNECTOR_HASH_KEY).toString('base64')),
    },
    ...present({ temporalUiUrl: vars.CONNECTOR_TEMPORAL_UI_URL && bare(vars.CONNECTOR_TEMPORAL_UI_URL) }),
    logLevel: vars.LOG_LEVEL,
    ...present({ gitSha: vars.GIT_SHA, deployment: deploymentOf(vars) }),
    dataDir: resolve(vars.CONNECTOR_DATA_DIR),
    host: hostPaths(env),
    hash,
  });
}

const deploymentOf = ({ TEMPORAL_DEPLOYMENT_NAME: name, GIT_SHA: buildId }: ConnectorEnv): Config['deployment'] =>
  name !== undefined && buildId !== undefined ? { name, buildId } : undefined;

const resolveStore = (
  store: FileConfig['stores'][number],
  routes: FileConfig['routes'],
  env: Environment,
): StoreConfig => ({
  hash: store.hash,
  name: store.name,
  apiUrl: bare(store.apiUrl),
  token: secretOf(store.tokenEnv, env),
  ...present({
    clientSecret: store.clientSecretEnv && secretOf(store.clientSecretEnv, env),
    webhookSecret: store.webhookSecretEnv && secretOf(store.webhookSecretEnv, env),
  }),
  cutover: new Date(store.cutover).toISOString(),
  quotaReserve: store.quota.reserve,
  ...resolveFollowed(store, routes),
});

/** What is kept of the store, and by which rules: all that needs no secret. */
export const resolveFollowed = (store: FileConfig['stores'][number], routes: FileConfig['routes']) =>
  present({
    stock: store.stock && resolveStock(store.stock),
    matching: store.matching && resolveMatching(store.matching),
    products: store.products && resolveProducts(store, store.products, routes),
    newProducts: store.newProducts && resolveNewProducts(store, store.newProducts, routes),
    attributes: store.attributes && resolveAttributes(store, store.attributes, routes),
    prices: store.prices && resolvePrices(store, store.prices, routes),
    customers: store.customers && resolveCustomers(store.customers),
  });

const resolveMatching = ({ auditAt, productIdField, productIdMetafield, ...rules }: FileMatching): MatchingConfig => ({
  ...rules,
  ...present({ productIdField, productIdMetafield }),
  auditAt: resolveTimeOfDay(auditAt),
});

const resolveCustomers = ({
  gatherSeconds,
  ...rules
}: NonNullable<FileConfig['stores'][number]['customers']>): CustomersConfig => ({
  ...rules,
  gatherMs: gatherSeconds * 1_000,
});

const resolveAccount = (account: FileConfig['accounts'][number], env: Environment): AccountConfig => ({
  code: account.code,
  name: account.name,
  apiUrl: bare(account.apiUrl),
  auth: resolveAuth(account.auth, env),
  ...present({ instanceId: account.instanceId, closedUntil: account.closedUntil }),
  quotaReserve: account.quota.reserve,
});

function resolveAuth(auth: FileConfig['accounts'][number]['auth'], env: Environment): AccountAuth {
  if (auth.kind === 'private-app') {
    return { kind: auth.kind, appRef: secretOf(auth.appRefEnv, env), token: secretOf(auth.tokenEnv, env) };
  }
  const { clientSecretEnv, refreshTokenEnv, ...open } = auth;
  return {
    ...open,
    ...present({ clientSecret: clientSecretEnv && secretOf(clientSecretEnv, env) }),
    refreshToken: secretOf(refreshTokenEnv, env),
  };
}

export const resolveRoute = ({ match, ...route }: FileConfig['routes'][number]): RouteConfig => ({
  name: route.name,
  store: route.store,
  account: route.account,
  ...present({ default: route.default }),
  match: present(match),
  rules: route.rules,
});

const resolveTimings = (timings: FileConfig['timings']): TimingsConfig => ({
  order: {
    settleMs: timings.settleSeconds * 1_000,
    recheckMs: timings.recheckSeconds * 1_000,
    searchLagMs: timings.searchLagSeconds * 1_000,
    retryInitialMs: timings.retryInitialMs,
    retryMaxMs: timings.retryMaxMs,
    activityTimeoutMs: timings.activityTimeoutSeconds * 1_000,
  },
  notes: { gatherMs: timings.noteGatherSeconds * 1_000, shippedAgainMs: timings.shippedNoteDays * 86_400_000 },
  sweepIntervalMs: timings.sweepMinutes * 60_000,
  sweepOverlapMs: timings.sweepOverlapMinutes * 60_000,
  searchLagMs: timings.searchLagSeconds * 1_000,
  requestTimeoutMs: timings.requestTimeoutSeconds * 1_000,
  takeoverMs: timings.takeoverSeconds * 1_000,
});

function secretOf(name: string, env: Environment): Secret {
  const value = env[name];
  if (value === undefined) throw new TypeError(`The environment variable ${name} is not set`);
  return new Secret(value);
}

const optionalSecret = (value: string | undefined): Secret | undefined =>
  value === undefined ? undefined : new Secret(value);

const bare = (url: string): string => url.replace(/\/+$/, '');

/** Leaves out what is absent, so that an optional field is a value or not there. */
export function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined | ''> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined | ''>;
  };
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
