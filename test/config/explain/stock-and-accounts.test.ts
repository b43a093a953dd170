import { aRoute, anAccount, explained, THE_DEFAULT, warnings } from './support';

describe('stock in words', () => {
  it('has a sentence per location, and one where there is no feed', () => {
    const stock =
      'feeds: [{ location: 1, account: acme, warehouses: [2, 3] }, { location: 4, account: other, warehouses: [5, 6], pool: max }, { location: 7, account: acme, warehouses: [8, 9], pool: primary }]';

    expect(explained({ stock }).stores.map((store) => store.stock)).toEqual([
      [
        'location 1: the sum of warehouses 2 and 3 of Acme (acme)',
        'location 4: the fullest of warehouses 5 and 6 of Other (other)',
        'location 7: warehouse 8 of Acme (acme)',
      ],
      ['no feed: levels stay as they are'],
    ]);
  });
});

describe('stock that is shared', () => {
  it('between stores is told with all its places', () => {
    const stock = 'feeds: [{ account: acme, warehouses: [2] }]';

    expect(
      explained({ stock, otherStock: 'feeds: [{ location: 3, account: acme, warehouses: [2] }]' }).notes,
    ).toContain(
      'Warehouse 2 of acme feeds store aaa111 location 1 and store bbb222 location 3: each shows all of it, and an order in one lowers the others.',
    );
  });

  it('with a store whose own stock is not kept is told as well', () => {
    const others = [
      aRoute('b-pounds', { store: 'bbb222', match: { currencies: ['GBP'] }, rules: { referencePrefix: 'B-' } }),
    ];

    expect(explained({ others, stock: 'feeds: [{ account: acme, warehouses: [2] }]' }).notes).toEqual([
      'Orders of store bbb222 by route b-pounds are reserved in warehouse 2 of acme and lower location 1 of store aaa111.',
    ]);
  });

  it('is none where every store has warehouses of its own', () => {
    const stock = 'feeds: [{ account: acme, warehouses: [2] }]';

    expect(explained({ stock, otherStock: 'feeds: [{ account: other, warehouses: [2] }]' }).notes).toEqual([]);
  });
});

describe('a feed', () => {
  it('from where none of the orders go is told', () => {
    expect(
      explained({
        stock: 'feeds: [{ account: acme, warehouses: [2] }, { location: 2, account: other, warehouses: [7] }]',
      }).notes,
    ).toEqual([
      'Location 2 of store aaa111 is fed from other, where no route of the store goes: its orders are never reserved there.',
    ]);
  });

  it('is missed where orders are reserved in what feeds nothing', () => {
    expect(explained({ stock: 'feeds: [{ account: acme, warehouses: [3] }]' }).notes).toEqual([
      'Route all reserves in warehouse 2 of acme, which feeds no location of store aaa111: its orders lower the levels there only until they are reserved.',
    ]);
  });
});

describe('an account', () => {
  it('that nothing uses is told', () => {
    expect(warnings('account', { accounts: [anAccount('idle', 'Idle')] })).toEqual([
      'No route and no stock feed uses account Idle (idle). Add a route to it, or take the account out.',
    ]);
  });

  it('that only feeds stock is told', () => {
    const accounts = [anAccount('depot', 'Depot')];

    expect(warnings('account', { accounts, stock: 'feeds: [{ account: depot, warehouses: [2] }]' })).toEqual([
      'No route goes to account Depot (depot): it only feeds stock to aaa111, and no order lowers what it feeds. Add a route to it, or take the account out.',
    ]);
  });

  it('with the instance id of another one is told', () => {
    const accounts = [anAccount('eu', 'EU', { instanceId: 13 }), anAccount('us', 'US', { instanceId: 13 })];
    const routes = [
      THE_DEFAULT,
      aRoute('to-eu', { account: 'eu', match: { channels: [5] } }),
      aRoute('to-us', { account: 'us', match: { channels: [6] } }),
    ];

    expect(warnings('account', { accounts, routes })).toEqual([
      'Accounts EU (eu) and US (us) have the same instanceId 13: every installation has its own, and with a wrong one Brightpearl refuses no second sales order. Look the instance id up in each account.',
    ]);
  });
});
