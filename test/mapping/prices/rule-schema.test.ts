import { priceRuleSchema, priceRulesSchema } from '../../../src/mapping/prices/rule-schema';

const list = { priceList: 7, currency: 'EUR' };

it('leaves prices that are missing, refuses what is not the same, and guards, unless told otherwise', () => {
  expect(priceRulesSchema.parse({ taxBasis: 'inclusive', rules: [{ from: 2, to: 'catalog' }] })).toEqual({
    taxBasis: 'inclusive',
    taxRates: [],
    fallPercent: 50,
    everyMinutes: 30,
    visibilityLagSeconds: 30,
    vanish: { percent: 20, atLeast: 20 },
    rules: [{ from: 2, to: 'catalog', field: 'price', convertTax: 'refuse', noPrice: 'leave', zeroPrice: 'refuse' }],
  });
});

it.each<[string, object, string]>([
  ['the cost price list', { from: 0, to: 'catalog' }, '"from"'],
  ['no target', { from: 2 }, '"to"'],
  ['a currency in words', { from: 2, to: { priceList: 7, currency: 'Euro' } }, 'three letters'],
  ['an audience of nobody', { from: 2, to: { ...list, for: { channels: [] } } }, '"channels"'],
  ['a variant deleted', { from: 2, to: 'catalog', noPrice: 'delete' }, 'cannot be deleted'],
  ['a price taken away', { from: 2, to: list, noPrice: 'clear' }, 'BigCommerce wants a price'],
  ['a record deleted for its sale price', { from: 2, to: list, field: 'salePrice', noPrice: 'delete' }, 'use `clear`'],
  ['a sale price of 0', { from: 2, to: list, field: 'salePrice', zeroPrice: 'write' }, 'is none'],
  ['tiers in the catalog', { from: 2, to: 'catalog', breaks: true }, 'has tiers'],
  ['tiers of a sale price', { from: 2, to: list, field: 'salePrice', breaks: true }, 'has tiers'],
])('refuses a rule with %s', (_, rule, words) => {
  const { error } = priceRuleSchema.safeParse(rule);
  expect(error?.issues).toHaveLength(1);
  expect(JSON.stringify(error?.issues)).toContain(words);
});

const wholeRules = (more: object) => priceRulesSchema.safeParse({ taxBasis: 'inclusive', ...more });

describe('two rules for one target', () => {
  it.each<[string, object, object, string]>([
    ['price of the catalog', { to: 'catalog' }, { to: 'catalog' }, 'price of the catalog'],
    ['a price list', { to: list }, { to: list }, 'price of price list 7 (EUR)'],
    [
      'its currency in other letters',
      { to: list },
      { to: { ...list, currency: 'eur' } },
      'price of price list 7 (EUR)',
    ],
    [
      'other audiences, of the one record',
      { to: { ...list, for: { channels: [1] } } },
      { to: { ...list, for: { channels: [2] } } },
      'price of price list 7 (EUR)',
    ],
  ])('are an error that names both: %s', (_, first, second, what) => {
    const { error } = wholeRules({
      rules: [
        { from: 2, ...first },
        { from: 4, to: 'catalog', field: 'retailPrice' },
        { from: 3, ...second },
      ],
    });
    expect(error?.issues.map(({ message }) => message)).toEqual([
      `rules[0] and rules[2] both write ${what}: keep one of them`,
    ]);
  });

  it.each<[string, object, object]>([
    ['another field', { to: list }, { to: list, field: 'salePrice' }],
    ['another currency', { to: list }, { to: { ...list, currency: 'GBP' } }],
    ['another list', { to: list }, { to: { ...list, priceList: 8 } }],
    ['the catalog', { to: list }, { to: 'catalog' }],
  ])('are none where one is for %s', (_, first, second) => {
    expect(
      wholeRules({
        rules: [
          { from: 2, ...first },
          { from: 2, ...second },
        ],
      }).success,
    ).toBe(true);
  });
});

it.each<[string, object[], string]>([
  [
    'twice for one class',
    [
      { taxClass: 1, percent: '20' },
      { taxClass: 0, percent: 5 },
      { taxClass: 1, percent: '5' },
    ],
    'taxRates[0] and taxRates[2]',
  ],
  ['below zero', [{ taxClass: 1, percent: '-1' }], 'not negative'],
])('refuses a tax rate %s', (_, taxRates, words) => {
  const { error } = wholeRules({ taxRates, rules: [{ from: 2, to: 'catalog' }] });
  expect(error?.issues).toHaveLength(1);
  expect(JSON.stringify(error?.issues)).toContain(words);
});
