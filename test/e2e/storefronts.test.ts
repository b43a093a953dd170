/** Two stores, two channels and two accounts in one connector, one storefront split by region: nothing lands elsewhere. */
import { eventually, must } from './support/http';
import {
  BRITISH_LIST,
  FEEDS,
  ROUTES,
  TRADE,
  WEB,
  type AccountName,
  type RouteFacts,
  type StoreName,
} from './support/storefront-config';
import { openStorefronts, SKU, type Bought, type Storefronts } from './support/storefronts';
import type { OrderDetail } from './support/world';

const TIMINGS = {
  settleSeconds: 0.6,
  recheckSeconds: 0.1,
  sweepMinutes: 0.2,
  searchLagSeconds: 1,
  retryInitialMs: 100,
  retryMaxMs: 1_000,
  requestTimeoutSeconds: 5,
};

/** Registered in both stores, under other numbers and one e-mail address. */
const SAM = 'sam@example.com';

interface Placed extends Bought {
  readonly orderId: number;
  readonly route: keyof typeof ROUTES;
}

let world: Storefronts;
const placed: Placed[] = [];

/** Both stores, both channels, both regions; each by a guest of its own and by Sam. */
const COMBINATIONS: readonly Omit<Bought, 'email'>[] = (['north', 'south'] as const).flatMap((store) =>
  [WEB, TRADE].flatMap((channel) => ['US', 'GB'].map((country) => ({ store, channel, country }))),
);

const routeOf = ({ store, channel, country }: Omit<Bought, 'email'>): keyof typeof ROUTES => {
  const kind = channel === WEB ? 'web' : 'trade';
  return store === 'south' ? `south-${kind}` : country === 'US' ? `north-${kind}-us` : `north-${kind}-gb`;
};

beforeAll(async () => {
  world = await openStorefronts(TIMINGS);
  const customers = new Map<StoreName, number>();
  for (const store of ['north', 'south'] as const) {
    const { control, webhooks } = world.stores[store].simulator;
    if (store === 'south') control.addCustomer({ email: 'first@example.com', first_name: 'Una', last_name: 'Example' });
    customers.set(store, control.addCustomer({ email: SAM, first_name: 'Sam', last_name: 'Example' }));
    // All is told twice: once must be enough.
    webhooks.setFaults({ duplicate: 1 });
  }
  for (const [index, combination] of COMBINATIONS.entries()) {
    const customerId = customers.get(combination.store) ?? 0;
    for (const who of [{ email: `guest-${index}@example.com` }, { email: SAM, customerId }]) {
      const bought = { ...combination, ...who };
      placed.push({ ...bought, orderId: world.buy(bought), route: routeOf(bought) });
    }
  }
  await Promise.all(placed.map(({ store, orderId }) => inState(store, orderId, 'SYNCED')));
}, 240_000);

afterAll(() => world.close());

const inState = (store: StoreName, orderId: number, state: OrderDetail['order']['state']): Promise<OrderDetail> => {
  let seen: OrderDetail | undefined;
  const look = async (): Promise<OrderDetail | false> => {
    seen = await world.detail(store, orderId);
    return seen?.order.state === state && seen;
  };
  return eventually(`Order ${orderId} of ${store} ${state}`, look, {
    limitMs: 150_000,
    // Of many orders at once, on the machine that is to import them.
    everyMs: 500,
    last: () => seen && { state: seen.order.state, issue: seen.order.issue, error: seen.order.lastError },
  });
};

const placedFor = (account: AccountName): Placed[] => placed.filter(({ route }) => ROUTES[route].account === account);
const refOf = ({ store, orderId }: Placed): string => `${world.stores[store].simulator.storeHash}-${orderId}`;
const ledgerOf = (account: AccountName) => world.accounts[account].simulator.ledger();

describe.each(['west', 'east'] as const)('the account %s', (account) => {
  it('has the sales orders of its routes, each once, and no other', () => {
    expect(placedFor(account)).toHaveLength(8);
    const refs = ledgerOf(account).salesOrders.map(({ externalRef }) => externalRef);
    expect(refs).toHaveLength(8);
    expect(new Set(refs)).toEqual(new Set(placedFor(account).map(refOf)));
  });

  it('has each with the channel, warehouse, price list, status and reference of its route, and in its own money', () => {
    const { state } = world.accounts[account].simulator;
    const shown = ledgerOf(account).salesOrders.map(
      ({ id, externalRef, instanceId, ref, channelId, warehouseId, currency }) => {
        const { priceListId, leadSourceId, statusId } = state().orders.get(id) ?? {};
        return { externalRef, instanceId, ref, channelId, warehouseId, priceListId, leadSourceId, statusId, currency };
      },
    );
    const wanted = placedFor(account).map((order) => {
      const { channelId, warehouseId, priceListId, leadSourceId, statusId, prefix }: RouteFacts = ROUTES[order.route];
      return {
        externalRef: refOf(order),
        ref: `${prefix}${order.orderId}`,
        currency: order.country === 'GB' ? 'GBP' : 'USD',
        channelId,
        warehouseId,
        priceListId,
        leadSourceId,
        statusId,
        instanceId: account === 'west' ? 13 : 14,
      };
    });
    expect(shown).toHaveLength(wanted.length);
    expect(shown).toEqual(expect.arrayContaining(wanted));
  });

  it('has the tax codes of its own scheme', () => {
    const codes = ledgerOf(account).salesOrders.flatMap(({ rows }) => rows.map(({ taxCode }) => taxCode));
    expect(new Set(codes)).toEqual(new Set([account === 'west' ? 'T' : 'T20']));
  });

  it('has one payment per order, of the whole of it', () => {
    const { salesOrders, payments } = ledgerOf(account);
    const paid = payments.map(({ orderId, amountPaid, currency }) => ({
      orderId,
      amountPaid: Number(amountPaid),
      currency,
    }));
    expect(paid).toHaveLength(salesOrders.length);
    expect(paid).toEqual(
      expect.arrayContaining(
        salesOrders.map(({ id, total, currency }) => ({ orderId: id, amountPaid: Number(total), currency })),
      ),
    );
  });

  it('has one contact per guest of its orders and one Sam, whichever store he bought in', () => {
    const emails = ledgerOf(account).contacts.flatMap(({ email }) => (email?.endsWith('@example.com') ? [email] : []));
    const ours = emails.filter((email) => email === SAM || email.startsWith('guest-'));
    const guests = placedFor(account).flatMap(({ email }) => (email === SAM ? [] : [email]));
    expect(ours.sort()).toEqual([...guests, SAM].sort());
    const { salesOrders, contacts } = ledgerOf(account);
    const sam = contacts.find(({ email }) => email === SAM)?.id;
    expect(salesOrders.filter(({ contactId }) => contactId === sam)).toHaveLength(4);
  });

  it("has each order reserved in its route's warehouse", () => {
    const { salesOrders, reservations } = ledgerOf(account);
    const reserved = reservations.map(({ orderId, warehouseId, rows }) => ({
      orderId,
      warehouseId,
      units: rows.map(({ quantity }) => quantity),
    }));
    expect(reserved).toHaveLength(salesOrders.length);
    expect(reserved).toEqual(
      expect.arrayContaining(salesOrders.map(({ id, warehouseId }) => ({ orderId: id, warehouseId, units: [1] }))),
    );
  });
});

describe('stock', () => {
  /** What can be sold of the warehouses in an account: on hand at first, less what its routes reserved there. */
  const left = (
    account: AccountName,
    warehouses: readonly number[],
    counted: Readonly<Record<number, number>>,
  ): number =>
    warehouses.reduce((sum, id) => {
      const reserved = placedFor(account).filter(({ route }) => ROUTES[route].warehouseId === id);
      return sum + (counted[id] ?? 0) - reserved.length;
    }, 0);

  const levels = (store: StoreName): Record<number, number | null> =>
    Object.fromEntries(
      world.stores[store].simulator.control.levels(SKU).map(({ locationId, onHand }) => [locationId, onHand]),
    );

  const shows = (wanted: Readonly<Record<StoreName, Record<number, number | null>>>): Promise<unknown> => {
    const seen = () => ({ north: levels('north'), south: levels('south') });
    const fits = async (): Promise<boolean> => JSON.stringify(seen()) === JSON.stringify(wanted);
    return eventually(`levels ${JSON.stringify(wanted)}`, fits, { last: seen });
  };

  const WEST = { 2: 500, 3: 300 };

  it('at each location is what its own account has left', async () => {
    expect(FEEDS.north[1].account).toBe('east');
    await shows({
      north: { 1: left('west', [2, 3], WEST), 2: left('east', [2, 3], { 2: 200, 3: 100 }) },
      south: { 1: left('west', [3], WEST), 2: null },
    });
  });

  it('that is counted in one account moves only the locations which that one feeds', async () => {
    const onHand = 900;
    const url = `${world.accounts.east.url}/_sim/stock`;
    await fetch(url, { method: 'POST', body: JSON.stringify({ sku: SKU, warehouseId: 3, onHand }) });
    const reservedThere = placedFor('east').filter(({ route }) => ROUTES[route].warehouseId === 3).length;
    await shows({
      north: { 1: left('west', [2, 3], WEST), 2: left('east', [2, 3], { 2: 200, 3: onHand + reservedThere }) },
      south: { 1: left('west', [3], WEST), 2: null },
    });
  });
});

describe('prices', () => {
  /** What staff ask, by list: the same lists in both accounts, and other amounts. */
  const asked = (account: AccountName, prices: Readonly<Record<number, string>>): Promise<unknown> =>
    must('POST', `${world.accounts[account].url}/_sim/prices`, { body: { sku: SKU, prices } });

  const inStore = (store: StoreName) => {
    const { catalog, priceLists } = world.stores[store].simulator.state;
    const records = [...(priceLists.get(BRITISH_LIST)?.records.values() ?? [])];
    return {
      catalog: Number(catalog.variantsBySku(SKU)[0]?.product.fields['price']),
      british: records.map(({ currency, prices: { price } }) => `${price} ${currency.toUpperCase()}`),
    };
  };

  const ask = (wanted: Readonly<Record<StoreName, ReturnType<typeof inStore>>>): Promise<unknown> => {
    const seen = () => ({ north: inStore('north'), south: inStore('south') });
    const fits = async (): Promise<boolean> => JSON.stringify(seen()) === JSON.stringify(wanted);
    return eventually(`prices ${JSON.stringify(wanted)}`, fits, { last: seen });
  };

  it('of each store are those of the account and list that its rules name, in that money', async () => {
    await Promise.all([asked('west', { 2: '12.95', 3: '9.95' }), asked('east', { 2: '11.50', 3: '8.40' })]);
    await ask({ north: { catalog: 12.95, british: ['8.4 GBP'] }, south: { catalog: 9.95, british: [] } });
  });

  it('that change in one account move only what follows that list of it', async () => {
    await asked('east', { 2: '11.00', 3: '8.10' });
    await ask({ north: { catalog: 12.95, british: ['8.1 GBP'] }, south: { catalog: 9.95, british: [] } });
  });
});

describe('an order that fits no route', () => {
  it('is an issue, and in no account', async () => {
    const orderId = world.buy({ store: 'north', channel: WEB, country: 'FR', email: 'francois@example.com' });

    const { order } = await inState('north', orderId, 'NEEDS_ATTENTION');
    expect(order.issue).toMatchObject({ code: 'NO_ROUTE', message: expect.stringContaining('ship-to FR') as unknown });
    for (const account of ['west', 'east'] as const) {
      expect(ledgerOf(account).salesOrders).toHaveLength(8);
      expect(ledgerOf(account).contacts.map(({ email }) => email)).not.toContain('francois@example.com');
    }
  });
});
