/** The role `api`, and what a process without it serves: its health. */
import express from 'express';
import type { Express } from 'express';
import { catalogAccountsOf } from '../activities/catalog/deps';
import { accountsOfStore } from '../activities/customers/deps';
import { linkedPairs } from '../activities/free-waiting';
import { accountsOf } from '../activities/stock/deps';
import { createApp } from '../api/app';
import { codecRoutes } from '../api/codec-routes';
import type { CustomerSide } from '../api/customer-deps';
import { customerRecords } from '../api/customer-records';
import type { ApiDeps } from '../api/deps';
import { healthRoutes } from '../api/health';
import { storeRecords } from '../api/records';
import type { PricesSide } from '../api/price-deps';
import { attributeRecords } from '../api/attribute-records';
import { catalogRecords } from '../api/catalog-records';
import { productRecords } from '../api/product-records';
import { priceRecords } from '../api/price-records';
import { mappingRecords } from '../api/mapping-records';
import { newProductRecords } from '../api/new-product-records';
import type { StockSide } from '../api/stock-deps';
import { stockRecords } from '../api/stock-records';
import { WEBHOOK_SECRET_HEADER } from '../domain/webhooks';
import { shadowedBy } from '../mapping/operator-mappings/shadowed';
import { ping } from '../store/database';
import type { Database } from '../store/database';
import { temporalServes } from '../temporal/health';
import { EncryptionCodec } from './codec/encryption-codec';
import { webhookSecretOf } from './parts';
import type { Parts } from './parts';

/** Ready means: the workers of this process run, if it has any, and Temporal and the database answer. */
type WorkersRun = () => boolean;

export function apiApp(parts: Parts, workersRun: WorkersRun): Express {
  const { options, store } = parts;
  const { config } = options;
  return createApp({
    logger: options.logger,
    token: config.api.token.reveal(),
    stores: new Map(
      config.stores.map((one) => [
        one.hash,
        {
          clientSecret: one.clientSecret?.reveal(),
          header: { name: WEBHOOK_SECRET_HEADER, value: webhookSecretOf(config, one.hash) },
        },
      ]),
    ),
    accounts: new Map(config.accounts.map((one) => [one.code, { webhookSecret: webhookSecretOf(config, one.code) }])),
    orders: parts.orders,
    jobs: parts.jobs,
    records: storeRecords(store),
    stock: stockSide(parts),
    products: {
      accounts: followedBy(parts, 'products'),
      creates: new Map(
        config.stores.flatMap(({ hash, products }) => {
          if (!products) return [];
          const { create, createWhere } = products.rules;
          return [[hash, { create, isNarrowed: createWhere !== undefined }] as const];
        }),
      ),
      client: parts.catalog,
      records: productRecords(parts.store),
    },
    newProducts: newProductSide(parts),
    attributes: {
      accounts: followedBy(parts, 'attributes'),
      client: parts.catalog,
      records: attributeRecords(parts.store),
    },
    prices: pricesSide(parts),
    catalog: catalogSide(parts),
    customers: customerSide(parts),
    notes: parts.notes,
    mappings: mappingSide(parts),
    health: healthOf(parts, workersRun),
    codec: codecRoutes({
      codec: new EncryptionCodec(config.keys.payload),
      apiToken: config.api.token.reveal(),
      codecToken: config.api.codecToken.reveal(),
      uiUrl: options.temporal.uiUrl ?? config.temporalUiUrl,
    }),
  });
}

function stockSide({ options, store, stock, stockJobs }: Parts): StockSide {
  const stores = new Map(
    options.config.stores.flatMap((one) =>
      one.stock
        ? [[one.hash, { accounts: accountsOf(one.stock), visibilityLagMs: one.stock.visibilityLagMs }] as const]
        : [],
    ),
  );
  return { stores, client: stock, jobs: stockJobs, records: stockRecords(store, stores) };
}

function catalogSide({ options: { config }, store, catalog }: Parts): ApiDeps['catalog'] {
  const accountsOf = (storeHash: string): string[] => catalogAccountsOf(config, storeHash);
  const { taskQueuePrefix } = config;
  return {
    records: catalogRecords(store),
    accountsOf,
    begin: (storeHash) => catalog.audit({ storeHash, taskQueuePrefix, accounts: accountsOf(storeHash) }),
  };
}

function newProductSide({ options, store, newProducts }: Parts): ApiDeps['newProducts'] {
  const accounts = new Map(
    options.config.stores.map((one) => [one.hash, (one.newProducts ?? []).map(({ account }) => account)] as const),
  );
  return { accounts, client: newProducts, records: newProductRecords(store) };
}

/** By store: the account that a part of its catalog follows. */
const followedBy = ({ options }: Parts, part: 'products' | 'attributes'): ReadonlyMap<string, string> =>
  new Map(
    options.config.stores.flatMap(({ hash, [part]: followed }) =>
      followed ? [[hash, followed.account] as const] : [],
    ),
  );

function pricesSide({ options, store, catalog }: Parts): PricesSide {
  const stores = new Map(
    options.config.stores.flatMap(({ hash, prices }) =>
      prices ? [[hash, { accounts: prices.accounts, rules: prices.rules }] as const] : [],
    ),
  );
  return { stores, client: catalog, records: priceRecords(store) };
}

function customerSide({ options: { config }, store, customers }: Parts): CustomerSide {
  const stores = new Map(
    config.stores.flatMap((one) => (one.customers ? [[one.hash, accountsOfStore(config, one.hash)] as const] : [])),
  );
  const creating = new Set(config.stores.flatMap((one) => (one.customers?.create === 'always' ? [one.hash] : [])));
  return { stores, creating, client: customers, records: customerRecords(store, stores) };
}

function mappingSide({ options: { config }, store, freeings }: Parts): ApiDeps['mappings'] {
  const records = mappingRecords(store, {
    shadowed: (key) => shadowedBy(key, config.routes),
    pairs: linkedPairs(config),
  });
  return { records, client: freeings };
}

/** `/livez` and `/readyz` alone, for a process that only works. */
export function healthApp(parts: Parts, workersRun: WorkersRun): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(healthRoutes({ health: healthOf(parts, workersRun) }));
  return app;
}

const healthOf = ({ connection, db }: Parts, workersRun: WorkersRun): ApiDeps['health'] => ({
  temporal: async () => workersRun() && (await temporalServes(connection)),
  database: () => databaseAnswers(db),
});

async function databaseAnswers(db: Database): Promise<boolean> {
  try {
    await ping(db);
    return true;
  } catch {
    return false;
  }
}
