/**
 * Two stores and two accounts in one connector.yaml. The north store is split by region, without a route for the rest: America to
 * the account west, Britain to the account east, each with its two channels. The south store splits by channel, whatever the region.
 */
import type { BigCommerceSimulator } from '../../../src/simulators/bigcommerce/simulator';
import type { BrightpearlSimulator } from '../../../src/simulators/brightpearl/simulator';

export type StoreName = 'north' | 'south';
export type AccountName = 'west' | 'east';

export const WEB = 1;
export const TRADE = 2;

/** What of a route is seen on its sales orders. */
export interface RouteFacts {
  readonly store: StoreName;
  readonly account: AccountName;
  readonly channelId: number;
  readonly warehouseId: number;
  readonly priceListId: number;
  readonly statusId: number;
  readonly leadSourceId: number;
  readonly prefix: string;
  readonly match: object;
  readonly isDefault?: boolean;
}

const ofRegion = (channel: number, country: string): object => ({ channels: [channel], shipToCountries: [country] });

export const ROUTES = {
  'north-web-us': {
    store: 'north',
    account: 'west',
    prefix: 'NUS-',
    match: ofRegion(WEB, 'US'),
    channelId: 4,
    warehouseId: 2,
    priceListId: 2,
    statusId: 1,
    leadSourceId: 4,
  },
  'north-trade-us': {
    store: 'north',
    account: 'west',
    prefix: 'NTUS-',
    match: ofRegion(TRADE, 'US'),
    channelId: 5,
    warehouseId: 3,
    priceListId: 3,
    statusId: 3,
    leadSourceId: 5,
  },
  'north-web-gb': {
    store: 'north',
    account: 'east',
    prefix: 'NGB-',
    match: ofRegion(WEB, 'GB'),
    channelId: 4,
    warehouseId: 2,
    priceListId: 6,
    statusId: 1,
    leadSourceId: 4,
  },
  'north-trade-gb': {
    store: 'north',
    account: 'east',
    prefix: 'NTGB-',
    match: ofRegion(TRADE, 'GB'),
    channelId: 5,
    warehouseId: 3,
    priceListId: 3,
    statusId: 3,
    leadSourceId: 5,
  },
  'south-web': {
    store: 'south',
    account: 'west',
    prefix: 'SW-',
    match: {},
    isDefault: true,
    channelId: 6,
    warehouseId: 3,
    priceListId: 4,
    statusId: 1,
    leadSourceId: 1,
  },
  'south-trade': {
    store: 'south',
    account: 'east',
    prefix: 'ST-',
    match: { channels: [TRADE] },
    channelId: 6,
    warehouseId: 2,
    priceListId: 2,
    statusId: 3,
    leadSourceId: 1,
  },
} as const satisfies Readonly<Record<string, RouteFacts>>;

/** By location of the store; the south store shows only what is in the west. */
export const FEEDS = {
  north: [
    { location: 1, account: 'west', warehouses: [2, 3] },
    { location: 2, account: 'east', warehouses: [2, 3] },
  ],
  south: [{ location: 1, account: 'west', warehouses: [3] }],
} as const;

/** BigCommerce price list of the north store, in pounds, for its trade channel. */
export const BRITISH_LIST = 7;

/** By store: which list of which account is asked where. */
const PRICES = {
  north: [
    { account: 'west', from: 2, to: 'catalog' },
    { account: 'east', from: 3, to: { priceList: BRITISH_LIST, currency: 'GBP', for: { channels: [TRADE] } } },
  ],
  south: [{ account: 'west', from: 3, to: 'catalog' }],
} as const;

export interface Sides {
  readonly stores: Readonly<Record<StoreName, { readonly url: string; readonly simulator: BigCommerceSimulator }>>;
  readonly accounts: Readonly<Record<AccountName, { readonly url: string; readonly simulator: BrightpearlSimulator }>>;
}

export function storefrontConfig({ stores, accounts }: Sides, timings: object): object {
  const hashOf = (store: StoreName): string => stores[store].simulator.storeHash;
  const codeOf = (account: AccountName): string => accounts[account].simulator.accountCode;
  return {
    version: 1,
    stores: (['north', 'south'] as const).map((name) => ({
      hash: hashOf(name),
      name,
      apiUrl: stores[name].url,
      tokenEnv: `${name.toUpperCase()}_TOKEN`,
      clientSecretEnv: `${name.toUpperCase()}_SECRET`,
      cutover: '2020-01-01T00:00:00Z',
      ...(name === 'north' ? { defaultRoute: 'none' } : {}),
      stock: {
        feeds: FEEDS[name].map(({ account, ...feed }) => ({ ...feed, account: codeOf(account) })),
        debounceSeconds: 0.3,
        debounceCeilingSeconds: 2,
        visibilityLagSeconds: 2,
        deltaMinutes: 0.5,
      },
      prices: {
        taxBasis: 'exclusive',
        everyMinutes: 0.2,
        visibilityLagSeconds: 1,
        rules: PRICES[name].map(({ account, ...rule }) => ({ ...rule, account: codeOf(account) })),
      },
    })),
    accounts: (['west', 'east'] as const).map((name) => ({
      code: codeOf(name),
      name,
      apiUrl: accounts[name].url,
      auth: {
        kind: 'private-app',
        appRefEnv: `${name.toUpperCase()}_APP_REF`,
        tokenEnv: `${name.toUpperCase()}_APP_TOKEN`,
      },
      instanceId: accounts[name].simulator.app.instanceId,
    })),
    routes: Object.entries(ROUTES).map(([name, route]: [string, RouteFacts]) => ({
      name,
      store: hashOf(route.store),
      account: codeOf(route.account),
      ...(route.isDefault ? { default: true } : { match: route.match }),
      rules: rulesOf(route),
    })),
    timings,
  };
}

/** Tax codes are of the account, as are all ids. */
const rulesOf = ({ account, channelId, warehouseId, priceListId, leadSourceId, statusId, prefix }: RouteFacts) => ({
  brightpearl: { channelId, warehouseId, priceListId, leadSourceId },
  statuses: { new: statusId, hold: 2 },
  referencePrefix: prefix,
  tax:
    account === 'west'
      ? { default: 'T', zeroRated: 'NT', outOfScope: '-' }
      : { default: 'T20', zeroRated: 'T0', outOfScope: 'T9' },
  shippingMethods: { unmapped: 1 },
  paymentMethods: { unmapped: { code: 'CARD' } },
});
