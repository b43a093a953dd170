/** Two stores and two accounts as servers of their own in this process, and one connector in another that serves them all. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { freePort } from '../../../src/embedded/free-port';
import { buildOrder } from '../../../src/simulators/bigcommerce/order-builder';
import { createBigCommerceSimulator } from '../../../src/simulators/bigcommerce/simulator';
import { createBrightpearlSimulator } from '../../../src/simulators/brightpearl/simulator';
import { ConnectorProcess } from '../../crash/support/connector-process';
import { startInfrastructure } from '../../crash/support/infrastructure';
import { createEmptyDatabase } from '../../support/database';
import { ensureBuilt } from './built-connector';
import { must, send } from './http';
import { BRITISH_LIST, storefrontConfig, TRADE, type Sides, type StoreName } from './storefront-config';
import type { OrderDetail } from './world';

/** Of both accounts and stores; what is on hand is each account's own. */
export const SKU = 'MUG-BLUE';
const ON_HAND = { west: { '2': 500, '3': 300 }, east: { '2': 200, '3': 100 } } as const;

const CURRENCIES = [
  { code: 'USD', rate: '1.0000000000', isTransactional: true },
  { code: 'GBP', rate: '0.7900000000', isTransactional: true },
] as const;

/** Of no vendor's plan: what is looked at is who gets what. */
const PLENTY = 100_000;

export interface Bought {
  readonly store: StoreName;
  readonly channel: number;
  readonly country: string;
  readonly email: string;
  readonly customerId?: number;
}

export interface Storefronts extends Sides {
  readonly connector: ConnectorProcess;
  /** Places an order of one mug, paid by card in the money of the country; its id. */
  buy(bought: Bought): number;
  /** Undefined while the connector does not know of it. */
  detail(store: StoreName, orderId: number): Promise<OrderDetail | undefined>;
  close(): Promise<void>;
}

/** Set up, with webhooks and schedules. */
export async function openStorefronts(timings: object): Promise<Storefronts> {
  ensureBuilt();
  const [infrastructure, sides] = await Promise.all([startInfrastructure(), startSides()]);
  const configFile = join(infrastructure.scratch, 'connector.yaml');
  await writeFile(configFile, stringify(storefrontConfig(sides, timings)));
  const connector = new ConnectorProcess({
    configFile,
    apiPort: await freePort(),
    logFile: join(infrastructure.scratch, 'connector.log'),
    env: {
      ...credentialsOf(sides),
      ...infrastructure.secrets,
      DATABASE_URL: await createEmptyDatabase(infrastructure.postgresUrl),
      TEMPORAL_ADDRESS: infrastructure.temporalAddress,
      TEMPORAL_NAMESPACE: 'default',
      LOG_LEVEL: 'info',
    },
  });
  const headers = { authorization: `Bearer ${infrastructure.secrets.CONNECTOR_API_TOKEN}` };
  const opened: Storefronts = {
    ...sides,
    connector,
    buy: (bought) => sides.stores[bought.store].simulator.control.addOrder(orderOf(bought)),
    async detail(store, orderId) {
      const path = `/api/orders/${sides.stores[store].simulator.storeHash}/${orderId}`;
      const answer = await send<OrderDetail>('GET', `${connector.url}${path}`, { headers });
      return answer.status === 200 ? answer.body : undefined;
    },
    async close() {
      await connector.kill();
      await sides.close();
      await infrastructure.stop();
    },
  };
  try {
    await connector.start();
    await must('POST', `${connector.url}/api/setup`, { headers });
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function startSides() {
  const [north, south] = [newStore('north1', 1), newStore('south1', 2)];
  const [west, east] = [
    createBrightpearlSimulator({ account: 'west1', seed: 3, indexLagMs: 400, quotaPerMinute: PLENTY, instanceId: 13 }),
    createBrightpearlSimulator({
      account: 'east1',
      seed: 4,
      indexLagMs: 400,
      quotaPerMinute: PLENTY,
      instanceId: 14,
      baseCurrency: 'GBP',
      taxScheme: 'VAT',
      timeZone: 'Europe/London',
    }),
  ];
  west.seedCatalog([{ sku: SKU, name: 'Enamel mug, blue', onHand: ON_HAND.west }]);
  east.seedCatalog([{ sku: SKU, name: 'Enamel mug, blue', onHand: ON_HAND.east }]);
  const servers = {
    north: await north.listen(0),
    south: await south.listen(0),
    west: await west.core.listen(0),
    east: await east.core.listen(0),
  };
  return {
    stores: {
      north: { url: servers.north.url, simulator: north },
      south: { url: servers.south.url, simulator: south },
    },
    accounts: { west: { url: servers.west.url, simulator: west }, east: { url: servers.east.url, simulator: east } },
    async close() {
      await Promise.all(Object.values(servers).map((server) => server.close()));
    },
  };
}

function newStore(storeHash: string, seed: number) {
  const store = createBigCommerceSimulator({
    storeHash,
    seed,
    allowHttpWebhooks: true,
    quota: PLENTY,
    token: `token-of-${storeHash}`,
    clientSecret: `secret-of-${storeHash}`,
    store: { currencies: CURRENCIES },
  });
  store.control.setLocation({ id: 2, label: 'Britain' });
  store.control.addPriceList({ id: BRITISH_LIST, name: 'Britain, trade' });
  store.control.assignPriceList(BRITISH_LIST, { channel_id: TRADE });
  store.control.addProduct({ sku: SKU, name: 'Enamel mug, blue', inventory_tracking: 'product' });
  return store;
}

const credentialsOf = ({ stores: { north, south }, accounts: { west, east } }: Sides): Record<string, string> => ({
  NORTH_TOKEN: north.simulator.token,
  NORTH_SECRET: north.simulator.clientSecret,
  SOUTH_TOKEN: south.simulator.token,
  SOUTH_SECRET: south.simulator.clientSecret,
  WEST_APP_REF: west.simulator.app.appRef,
  WEST_APP_TOKEN: west.simulator.app.token,
  EAST_APP_REF: east.simulator.app.appRef,
  EAST_APP_TOKEN: east.simulator.app.token,
});

const PLACES: Readonly<Record<string, { readonly city: string; readonly zip: string; readonly country: string }>> = {
  US: { city: 'Austin', zip: '78701', country: 'United States' },
  GB: { city: 'Leeds', zip: 'LS1 4DY', country: 'United Kingdom' },
  FR: { city: 'Lyon', zip: '69001', country: 'France' },
};

function orderOf({ channel, country, email, customerId }: Bought) {
  const isBritish = country === 'GB';
  const taxRate = isBritish ? '20' : '8.25';
  return buildOrder({
    taxMode: isBritish ? 'inclusive' : 'exclusive',
    ...(isBritish ? { currency: 'GBP', storeCurrency: 'USD', exchangeRate: '0.79' } : {}),
    lines: [{ sku: SKU, name: 'Enamel mug, blue', price: '12.95', quantity: 1, taxRate }],
    shipping: { cost: '7.95', method: 'Ground', taxRate },
    channelId: channel,
    ...(customerId === undefined ? {} : { customerId }),
    billing: {
      first_name: 'Sam',
      last_name: 'Example',
      email,
      street_1: '1 Sample Street',
      state: '',
      ...PLACES[country],
      country_iso2: country,
    },
  });
}
