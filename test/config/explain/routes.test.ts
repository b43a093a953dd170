import { aRoute, explained, THE_DEFAULT, warnings } from './support';

const region = (name: string, shipToCountries: readonly string[], more: object = {}) =>
  aRoute(name, { match: { shipToCountries }, ...more });

describe('routes in words', () => {
  it('tell which orders take them and what becomes of those, the default last', () => {
    const routes = [
      THE_DEFAULT,
      aRoute('trade-eu', {
        account: 'other',
        match: { channels: [1, 7], shipToCountries: ['DE', 'FR', 'NL'], currencies: ['EUR'], customerGroups: [0, 3] },
        rules: {
          brightpearl: { channelId: 9, warehouseId: 5, priceListId: 6 },
          statuses: { new: 12, hold: 31 },
          reference: '{prefix}{channelId}/{orderId}',
          referencePrefix: 'EU-',
        },
      }),
    ];

    expect(explained({ routes }).stores[0]).toEqual({
      store: 'Main (aaa111)',
      routes: [
        {
          route: 'trade-eu',
          orders:
            'orders of channel 1 or 7, shipped to DE, FR or NL, paid in EUR, by customers of group 3 or guests and customers without a group',
          goes: 'Other (other): channel 9, warehouse 5, price list 6, status 12, on hold status 31, order 4711 is called "EU-1/4711"',
        },
        {
          route: 'all',
          orders: 'all other orders',
          goes: `Acme (acme): channel 4, warehouse 2, the contact's price list, the account's status of new orders, on hold status 30, order 4711 is called "4711"`,
        },
      ],
      stock: ['no feed: levels stay as they are'],
      follows: ['nothing: prices, products and contacts stay as they are'],
    });
  });

  it('say "all orders" of a store with one route', () => {
    expect(explained().stores[1]?.routes.map(({ orders }) => orders)).toEqual(['all orders']);
  });
});

describe('routes that overlap', () => {
  it('are told with an order that fits both, by what both ask for', () => {
    const routes = [
      THE_DEFAULT,
      aRoute('web', { match: { channels: [1, 2] } }),
      aRoute('islands', { match: { channels: [2], shipToCountries: ['JE', 'GG'], currencies: ['GBP'] } }),
    ];

    expect(warnings('overlap', { routes })).toEqual([
      'An order of store aaa111 of channel 2, shipped to JE, paid in GBP fits "web" and "islands": neither wins, and it stops with NO_ROUTE. Give one of them a condition that the other does not meet.',
    ]);
  });

  it('are none where one condition keeps them apart, nor between stores, nor with the default', () => {
    const routes = [
      THE_DEFAULT,
      aRoute('pounds', { match: { channels: [1], currencies: ['GBP'] } }),
      aRoute('euros', { match: { channels: [1], currencies: ['EUR'] } }),
    ];
    const others = [aRoute('b-pounds', { store: 'bbb222', match: { currencies: ['GBP'] } })];

    expect(warnings('overlap', { routes, others })).toEqual([]);
  });
});

describe('routes that no order reaches', () => {
  it('are a default behind a route without conditions', () => {
    expect(warnings('unreachable', { routes: [THE_DEFAULT, aRoute('everything')] })).toEqual([
      'Route "all" is never reached: "everything" has no condition and takes every order of store aaa111 before the default. Give "everything" a condition, or make it the default and remove "all".',
    ]);
  });

  it('are those of countries and currencies that do not exist', () => {
    const routes = [
      THE_DEFAULT,
      region('uk', ['UK']),
      region('north', ['SE', 'XX']),
      aRoute('old', { match: { currencies: ['XXZ'], shipToCountries: ['DE'] } }),
    ];

    expect(warnings('unreachable', { routes })).toEqual([
      'Route "uk" is never reached: UK is no country that an order can have. Correct shipToCountries; the United Kingdom is GB.',
      'Part of route "north" is never met: XX is no country that an order can have. Correct shipToCountries.',
      'Route "old" is never reached: XXZ is no currency that an order can have. Correct currencies.',
    ]);
  });
});

describe('an order to several countries', () => {
  it('takes the default unless one route has all of them', () => {
    const routes = [THE_DEFAULT, region('uk', ['GB', 'IE']), region('eu', ['DE', 'FR'])];

    expect(explained({ routes }).notes).toEqual([
      'An order of store aaa111 that is shipped to several countries takes a route only where that has all of them: one to GB and DE takes the default, all.',
    ]);
  });

  it('is told of one region, too', () => {
    expect(explained({ routes: [THE_DEFAULT, region('uk', ['GB', 'IE'])] }).notes).toEqual([
      expect.stringContaining('one to GB and another country takes the default, all.'),
    ]);
  });
});

describe('a store without a default route', () => {
  it('is told of, and of what becomes of orders that fit none', () => {
    expect(explained({ routes: [region('uk', ['GB']), region('eu', ['DE'])] }).notes).toEqual([
      'Store aaa111 has no default route: an order that fits none of its routes stops with NO_ROUTE.',
      expect.stringContaining('one to GB and DE stops with NO_ROUTE.'),
    ]);
  });

  const gaps = (routes: readonly object[]): string[] =>
    explained({ routes }).notes.filter((note) => note.startsWith('No route') || note.includes('more such gaps'));

  it('is told of orders between its routes, by values that these name', () => {
    const routes = [
      region('web-uk', ['GB', 'IE'], { match: { channels: [1, 3], shipToCountries: ['GB', 'IE'] } }),
      region('web-us', ['US'], { match: { channels: [1, 3], shipToCountries: ['US'] } }),
      region('trade-us', ['US'], { match: { channels: [2], shipToCountries: ['US'] } }),
    ];

    expect(gaps(routes)).toEqual([
      'No route of store aaa111 takes an order of channel 2, shipped to GB or IE: it stops with NO_ROUTE. Let a route take such orders, unless they are to stop.',
    ]);
  });

  it('is told of orders with another value than one route alone asks for', () => {
    const routes = [
      region('uk', [], { match: { shipToCountries: ['GB'], currencies: ['GBP'] } }),
      region('us', [], { match: { shipToCountries: ['US'], customerGroups: [4, 5] } }),
      region('us-0', [], { match: { shipToCountries: ['US'], customerGroups: [0] } }),
    ];

    expect(gaps(routes)).toEqual([
      expect.stringContaining('an order shipped to GB, paid in another currency than GBP: it stops'),
      expect.stringContaining('shipped to US, paid in GBP, by customers of another group than 4, 5 or 0: it stops'),
      expect.stringContaining('shipped to US, paid in another currency than GBP, by customers of another group than'),
    ]);
  });

  it('is told of no more than three such gaps, and how many others there are', () => {
    const routes = Array.from({ length: 3 }, (_, at) =>
      region(`r${at}`, [], { match: { channels: [at + 1], currencies: [['EUR', 'GBP', 'USD'][at]] } }),
    );

    expect(gaps(routes)).toHaveLength(4);
    expect(gaps(routes)[3]).toBe('There are 3 more such gaps between the routes of store aaa111.');
  });

  it('has no gaps where its routes share out what they name, and with a default', () => {
    const split = [region('uk', ['GB']), region('eu', ['DE', 'FR'])];
    const partly = region('pounds', ['JE'], { match: { shipToCountries: ['JE'], currencies: ['GBP'] } });

    expect(gaps(split)).toEqual([]);
    expect(gaps([THE_DEFAULT, partly])).toEqual([]);
  });
});

describe('queues', () => {
  it('with the prefix that nobody chose are told of', () => {
    expect(explained({ more: { taskQueuePrefix: undefined } }).notes).toEqual([
      'Queues begin with "connector": another connector in the same Temporal namespace needs a taskQueuePrefix.',
    ]);
  });
});
