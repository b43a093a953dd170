import { aRoute, THE_DEFAULT, warnings } from './support';

const prefixed = (name: string, referencePrefix: string, more: object = {}) =>
  aRoute(name, { match: { channels: [name.length] }, ...more, rules: { referencePrefix } });

describe('references of different orders that read alike', () => {
  it('are told of a prefix that ends in digits, with two orders', () => {
    const routes = [prefixed('all', 'WEB', { default: true, match: {} }), prefixed('trade', 'WEB2026')];

    expect(warnings('reference', { routes })).toEqual([
      'order 20261 of store aaa111 by route "all" and order 1 of store aaa111 by route "trade" both get the reference "WEB20261" in account acme. Give the routes prefixes that end in different characters that are no digits, like "US-" and "UK-".',
    ]);
  });

  it('are told of two stores in one account', () => {
    const others = [aRoute('b-acme', { store: 'bbb222', match: { currencies: ['GBP'] } })];

    expect(warnings('reference', { others })).toEqual([
      expect.stringContaining(
        'order 1 of store aaa111 by route "all" and order 1 of store bbb222 by route "b-acme" both get the reference "1" in account acme',
      ),
    ]);
  });

  it('are told of a channel and a number that run together', () => {
    const routes = [aRoute('all', { default: true, rules: { reference: '{channelId}{orderId}' } })];

    expect(warnings('reference', { routes })).toEqual([
      'order 11 of channel 1 of store aaa111 by route "all" and order 1 of channel 11 of store aaa111 by route "all" both get the reference "111" in account acme. Put {orderId} into the format, set apart from other numbers, like "{channelId}-{orderId}".',
    ]);
  });

  it('are told of orders that come from no other system', () => {
    const routes = [aRoute('all', { default: true, rules: { reference: '{externalOrderId}' } })];

    expect(warnings('reference', { routes })).toEqual([
      expect.stringContaining('both get no reference at all in account acme when they have no external order id'),
    ]);
  });

  it('are told of a format that is cut off before the number', () => {
    const routes = [aRoute('all', { default: true, rules: { reference: `${'long '.repeat(13)}{orderId}` } })];

    expect(warnings('reference', { routes })).toHaveLength(1);
  });

  it('are none with prefixes that end in a letter, in one account or in two', () => {
    const routes = [
      THE_DEFAULT,
      prefixed('uk', 'UK-'),
      prefixed('us', 'US-'),
      prefixed('elsewhere', '', { account: 'other' }),
    ];

    expect(warnings('reference', { routes })).toEqual([]);
  });
});
