import { array, assert, constantFrom, option, property, record, shuffledSubarray, uniqueArray } from 'fast-check';
import { chooseRoute, findRouteOverlaps, shipToCountries, type RouteSelector } from '../../src/mapping/routing';
import { anOrder } from './support/an-order';
import { aSnapshot, STORE, type SnapshotInput } from './support/a-snapshot';

const route = (name: string, match: RouteSelector['match'] = {}, more: Partial<RouteSelector> = {}): RouteSelector => ({
  name,
  store: STORE,
  account: 'acme',
  match,
  ...more,
});

const chosen = (routes: readonly RouteSelector[], input: SnapshotInput = {}): string => {
  const choice = chooseRoute(routes, aSnapshot(input));
  return choice.ok ? choice.route.name : choice.issue.message;
};

const REST = route('rest', {}, { default: true });

describe('a route', () => {
  it.each<[string, RouteSelector['match'], SnapshotInput]>([
    ['the channel', { channels: [1, 2] }, { order: { channel_id: 2 } }],
    ['the ship-to country', { shipToCountries: ['gb', 'IE'] }, { order: { shipTo: [{ country_iso2: 'GB' }] } }],
    ['the currency', { currencies: ['EUR'] }, { order: { default_currency_code: 'EUR' } }],
    ['the customer group', { customerGroups: [5] }, { customer: { groupId: 5 } }],
    ['being a guest, who is in group 0', { customerGroups: [0] }, {}],
    ['everything at once', { channels: [1], currencies: ['USD'], shipToCountries: ['US'], customerGroups: [0] }, {}],
    ['nothing', {}, {}],
  ])('takes an order by %s', (_case, match, input) => {
    expect(chosen([route('special', match), REST], input)).toBe('special');
    expect(chosen([REST, route('special', match)], input)).toBe('special');
  });

  it.each<[string, RouteSelector['match'], SnapshotInput]>([
    ['another channel', { channels: [2] }, {}],
    ['another country', { shipToCountries: ['DE'] }, {}],
    [
      'only one of two ship-to countries',
      { shipToCountries: ['US'] },
      { order: { shipTo: [{}, { country_iso2: 'DE' }], lines: [{ address: 501 }, { address: 502 }] } },
    ],
    ['another currency', { currencies: ['EUR'] }, {}],
    ['another customer group', { customerGroups: [5] }, { customer: { groupId: 6 } }],
    ['the display currency', { currencies: ['EUR'] }, { order: { currency_code: 'EUR' } }],
    ['one condition of two', { channels: [1], currencies: ['EUR'] }, {}],
    [
      'an unknown country',
      { shipToCountries: ['US'] },
      { order: { shipTo: [{ country_iso2: '' }], billing_address: {} } },
    ],
  ])('leaves an order with %s to the default route', (_case, match, input) => {
    expect(chosen([route('special', match), REST], input)).toBe('rest');
  });

  it('of another store never takes the order', () => {
    const elsewhere = { store: 'other1' };
    expect(chosen([route('a', {}, elsewhere), route('b', {}, { ...elsewhere, default: true })])).toMatch(
      /matches no route of store abc123, and the store has no default route/,
    );
  });

  it('is never guessed between two that fit', () => {
    expect(chosen([route('b', { channels: [1] }), route('a', { currencies: ['USD'] }), REST])).toBe(
      'Order 100 (channel 1, ship-to US, USD, customer group 0) matches several routes: a, b. Change them so that only one fits.',
    );
  });
});

describe('the ship-to countries of an order', () => {
  it.each<[string, Parameters<typeof anOrder>[0], string[]]>([
    [
      'shipped goods: their addresses',
      { shipTo: [{ country_iso2: 'de' }, { country_iso2: 'AT' }], lines: [{ address: 501 }, { address: 502 }] },
      ['AT', 'DE'],
    ],
    ['a pickup: the pickup point', { pickup: true, billing_address: { country_iso2: 'CA' } }, ['US']],
    [
      'a download: the billing address',
      { lines: [{ type: 'digital' }], billing_address: { country_iso2: 'CA' } },
      ['CA'],
    ],
    ['nothing known: none', { shipTo: [{ country_iso2: '' }], billing_address: {} }, []],
  ])('for %s', (_case, input, expected) => {
    expect(shipToCountries(anOrder(input))).toEqual(expected);
  });
});

describe('the check of routes', () => {
  it.each<[string, RouteSelector[], RegExp]>([
    [
      'same channel',
      [route('a', { channels: [1, 2] }), route('b', { channels: [2, 3] })],
      /"a" and "b".*both take orders with channel 2:/,
    ],
    ['one without conditions', [route('a'), route('b', { channels: [2] })], /both take orders with channel 2:/],
    ['two without conditions', [route('a'), route('b')], /both take every order:/],
    [
      'conditions of different kinds',
      [route('a', { channels: [1] }), route('b', { currencies: ['EUR'] })],
      /orders with channel 1 and currency EUR:/,
    ],
    [
      'country codes in different case',
      [route('a', { shipToCountries: ['de'] }), route('b', { shipToCountries: ['DE'] })],
      /ship-to country DE:/,
    ],
    [
      'two defaults',
      [REST, route('other', {}, { default: true })],
      /both the default of store abc123: keep one default\.$/,
    ],
    [
      'a default with conditions',
      [route('a', { channels: [1] }, { default: true })],
      /is the default of store abc123 and has conditions \(channels\)/,
    ],
  ])('finds %s', (_case, routes, sentence) => {
    expect(findRouteOverlaps(routes)).toEqual([expect.stringMatching(sentence)]);
  });

  it.each<[string, RouteSelector[]]>([
    ['different channels', [route('a', { channels: [1] }), route('b', { channels: [2] }), REST]],
    [
      'one condition that tells them apart',
      [route('a', { channels: [1], currencies: ['EUR'] }), route('b', { channels: [1], currencies: ['USD'] })],
    ],
    ['different stores', [route('a'), route('b', {}, { store: 'other1' })]],
    ['the default of each store', [REST, route('b', {}, { store: 'other1', default: true })]],
  ])('accepts %s', (_case, routes) => {
    expect(findRouteOverlaps(routes)).toEqual([]);
  });
});

describe('whatever the routes', () => {
  const some = <T>(...values: T[]) =>
    option(uniqueArray(constantFrom(...values), { minLength: 1 }), { nil: undefined });
  const match = record(
    {
      channels: some(1, 2, 3),
      shipToCountries: some('US', 'DE', 'GB'),
      currencies: some('USD', 'EUR'),
      customerGroups: some(0, 5),
    },
    { requiredKeys: [] },
  );
  const anyRoutes = array(record({ match, isDefault: constantFrom(false, false, false, true) }), { maxLength: 5 }).map(
    (all) =>
      all.map(({ match: conditions, isDefault }, index) => {
        const given = Object.fromEntries(Object.entries(conditions).filter(([, value]) => value !== undefined));
        return route(`route-${index}`, isDefault ? {} : given, { default: isDefault });
      }),
  );
  const anyOrder = record({
    channel_id: constantFrom(1, 2, 3, 4),
    country: constantFrom('US', 'DE', 'GB', 'FR'),
    default_currency_code: constantFrom('USD', 'EUR', 'CAD'),
    groupId: constantFrom(0, 5, 6),
  });

  it('the choice does not depend on their order, and is unique where the check finds nothing', () => {
    const withShuffle = anyRoutes.chain((routes) =>
      record({ routes: constantFrom(routes), shuffled: shuffledSubarray(routes, { minLength: routes.length }) }),
    );
    assert(
      property(withShuffle, anyOrder, ({ routes, shuffled }, { country, groupId, ...order }) => {
        const snapshot = aSnapshot({ order: { ...order, shipTo: [{ country_iso2: country }] }, customer: { groupId } });
        const choice = chooseRoute(routes, snapshot);
        expect(chooseRoute(shuffled, snapshot)).toEqual(choice);
        expect(findRouteOverlaps(shuffled).length).toBe(findRouteOverlaps(routes).length);
        if (findRouteOverlaps(routes).length > 0) return;
        const hasDefault = routes.some((one) => one.default);
        expect(choice.ok || (!hasDefault && choice.issue.message.includes('no route'))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
