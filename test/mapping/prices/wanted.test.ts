import {
  aVariant,
  inCatalog,
  inList,
  lists,
  plan,
  pricesOf,
  summary,
  toCatalog,
  toList,
  type PlanInput,
} from './support/prices';

const written = (input: PlanInput): string[] => summary(plan({ shown: [inCatalog(), inList()], ...input }));

const catalog = (value: string) => [`upsert variant 101 in the catalog (USD): ${value}`];
const list = (value: string) => [`upsert variant 101 in price list 7 (EUR): ${value}`];

describe('the price', () => {
  it.each<[string, string[], PlanInput]>([
    ['as Brightpearl has it', catalog('price 10.00'), { rules: [toCatalog()], byList: { 2: '10.0000' } }],
    ['rounded half up', catalog('price 10.13'), { rules: [toCatalog()], byList: { 2: '10.1250' } }],
    ['exact where a float is not', catalog('price 1.01'), { rules: [toCatalog()], byList: { 2: '1.005' } }],
    [
      'as the sale price',
      catalog('salePrice 8.50'),
      { rules: [toCatalog({ from: 4, field: 'salePrice' })], byList: { 4: '8.5' } },
    ],
    [
      'as the retail price',
      catalog('retailPrice 12.00'),
      { rules: [toCatalog({ from: 5, field: 'retailPrice' })], byList: { 5: '12' } },
    ],
    [
      'of three lists in one record',
      catalog('price 10.00; salePrice 8.00; retailPrice 12.00'),
      {
        rules: [toCatalog(), toCatalog({ from: 4, field: 'salePrice' }), toCatalog({ from: 5, field: 'retailPrice' })],
        byList: { 2: '10', 4: '8', 5: '12' },
      },
    ],
  ])('%s', (_, expected, input) => {
    expect(written(input)).toEqual(expected);
  });

  it.each([
    ['JPY', '1049.5', '1050'],
    ['KWD', '3.14159', '3.142'],
    ['GBP', '3.14159', '3.14'],
  ])('has the smallest unit of %s', (currency, price, expected) => {
    const found = plan({
      rules: [toCatalog()],
      storeCurrency: currency,
      lists: lists({ priceListId: 2, currency }),
      prices: pricesOf({ 2: price }).map((one) => ({ ...one, currency })),
      shown: [inCatalog({ target: { kind: 'catalog', currency } })],
    });
    expect(found.upserts.map(({ record }) => record.price)).toEqual([expected]);
  });
});

describe('tax', () => {
  const rules = [toCatalog({ convertTax: 'byTaxClass' })];
  const taxRates = [
    { taxClass: 0, percent: '20' },
    { taxClass: 3, percent: '8.25' },
    { taxClass: 4, percent: '0' },
  ];
  it.each([
    ['is added', false, 'inclusive', 0, '10.0000', '12.00'],
    ['is added by the class', false, 'inclusive', 3, '10.0000', '10.83'],
    ['is taken off', true, 'exclusive', 0, '12.0000', '10.00'],
    ['is taken off what does not divide', true, 'exclusive', 3, '10.0000', '9.24'],
    ['of nothing changes nothing', true, 'exclusive', 4, '10.0000', '10.00'],
    ['stays off', false, 'exclusive', 9, '10.0000', '10.00'],
    ['stays on', true, 'inclusive', 9, '10.0000', '10.00'],
  ] as const)('%s (gross %s, store %s, class %s)', (_, gross, taxBasis, taxClassId, price, expected) => {
    const found = written({
      rules,
      all: { taxBasis, taxRates },
      lists: lists({ gross }),
      variants: [aVariant({ taxClassId })],
      byList: { 2: price },
    });
    expect(found).toEqual(catalog(`price ${expected}`));
  });

  it("follows the basis of the price list where it is not the store's", () => {
    const to = { priceList: 7, currency: 'EUR', taxBasis: 'inclusive' } as const;
    const found = written({
      rules: [toList({ to, convertTax: 'byTaxClass' })],
      all: { taxRates },
      byList: { 3: { 1: '10', 5: '9' } },
    });
    expect(found).toEqual(list('price 12.00; tiers 5- 10.80'));
  });

  it('without a rate for the class writes nothing', () => {
    const found = plan({
      rules,
      all: { taxBasis: 'inclusive', taxRates },
      variants: [aVariant({ taxClassId: 9 })],
      byList: { 2: '10' },
      shown: [inCatalog()],
    });
    expect(summary(found)).toEqual(['NO_TAX_RATE variant 101 in the catalog (USD)']);
    expect(found.issues[0]?.message).toBe(
      'SKU A (variant 101), price of the catalog (USD): `taxRates` has no rate for its tax class 9. Add one, or change the class of the product.',
    );
  });
});

describe('quantity breaks', () => {
  it.each<[string, string[], PlanInput]>([
    [
      'become tiers, the first one the price',
      list('price 10.00; tiers 5-9 9.00, 10- 8.00'),
      { rules: [toList()], byList: { 3: { 10: '8.0000', 1: '10.0000', 5: '9.0000' } } },
    ],
    [
      'in the catalog are left out',
      catalog('price 10.00'),
      { rules: [toCatalog()], byList: { 2: { 1: '10', 5: '9' } } },
    ],
    [
      'by rule are left out',
      list('price 10.00'),
      { rules: [toList({ breaks: false })], byList: { 3: { 1: '10', 5: '9' } } },
    ],
    [
      'that change nothing are no tiers',
      list('price 10.00; tiers 10- 8.00'),
      { rules: [toList()], byList: { 3: { 1: '10', 5: '10.004', 10: '8' } } },
    ],
    [
      'that begin above one unit are no price',
      ['NO_SINGLE_PRICE variant 101 in price list 7 (EUR)'],
      { rules: [toList()], byList: { 3: { 5: '9' } } },
    ],
    [
      'of half a unit cannot be read',
      ['PRICE_UNREADABLE variant 101 in price list 7 (EUR)'],
      { rules: [toList()], byList: { 3: { 1: '10', '2.5': '9' } } },
    ],
    [
      'of no unit cannot be read',
      ['PRICE_UNREADABLE variant 101 in price list 7 (EUR)'],
      { rules: [toList()], byList: { 3: { 0: '10' } } },
    ],
    [
      'at 0 are refused',
      ['ZERO_PRICE variant 101 in price list 7 (EUR)'],
      { rules: [toList()], byList: { 3: { 1: '10', 5: '0' } } },
    ],
    [
      'at 0 that are left out are no matter',
      list('price 10.00'),
      { rules: [toList({ breaks: false })], byList: { 3: { 1: '10', 5: '0' } } },
    ],
  ])('%s', (_, expected, input) => {
    expect(written(input)).toEqual(expected);
  });
});

describe('what is no price', () => {
  const shown = [
    inCatalog({ price: '10', salePrice: '8' }),
    inList({ price: '10', salePrice: '8', retailPrice: '12' }),
  ];
  const sale = { from: 6, field: 'salePrice' } as const;
  it.each<[string, string[], PlanInput]>([
    ['leaves', ['1 unchanged'], { rules: [toCatalog()], byList: { 2: {} } }],
    ['leaves the record of a list', ['1 unchanged'], { rules: [toList()], byList: { 3: {} } }],
    [
      'deletes it by rule',
      ['delete variant 101 in price list 7 (EUR)'],
      { rules: [toList({ noPrice: 'delete' })], byList: { 3: {} } },
    ],
    [
      'deletes none that is not there',
      ['1 unchanged'],
      { rules: [toList({ noPrice: 'delete' })], byList: { 3: {} }, shown: [] },
    ],
    [
      'takes a sale price away by rule',
      list('salePrice null'),
      { rules: [toList({ ...sale, noPrice: 'clear' })], byList: { 6: {} } },
    ],
    [
      'takes it from a variant',
      catalog('salePrice null'),
      { rules: [toCatalog({ from: 4, field: 'salePrice', noPrice: 'clear' })], byList: { 4: {} } },
    ],
    [
      'takes away none that is not there',
      ['1 unchanged'],
      { rules: [toList({ ...sale, noPrice: 'clear' })], byList: { 6: {} }, shown: [] },
    ],
    [
      'deletes the record although it would have a sale price',
      ['delete variant 101 in price list 7 (EUR)'],
      { rules: [toList({ noPrice: 'delete' }), toList(sale)], byList: { 3: {}, 6: '7' } },
    ],
    [
      'is not what Brightpearl does not answer for',
      ['PRICE_UNKNOWN variant 101 in price list 7 (EUR)'],
      { rules: [toList({ noPrice: 'delete' })], byList: {} },
    ],
    [
      'is not what cannot be read',
      ['PRICE_UNREADABLE variant 101 in price list 7 (EUR)'],
      { rules: [toList({ noPrice: 'delete' })], byList: { 3: 'n/a' } },
    ],
    [
      'is not a price below 0',
      ['PRICE_UNREADABLE variant 101 in the catalog (USD)'],
      { rules: [toCatalog()], byList: { 2: '-1' } },
    ],
  ])('%s', (_, expected, input) => {
    expect(summary(plan({ shown, ...input }))).toEqual(expected);
  });

  it('makes no record of a sale price alone, which BigCommerce refuses', () => {
    expect(summary(plan({ rules: [toList(), toList(sale)], byList: { 3: {}, 6: '7' } }))).toEqual([
      'RECORD_WITHOUT_PRICE variant 101 in price list 7 (EUR)',
    ]);
  });
});

describe('a price of 0', () => {
  it.each<[string, string[], PlanInput]>([
    [
      'is a problem',
      ['ZERO_PRICE variant 101 in the catalog (USD)'],
      { rules: [toCatalog()], byList: { 2: '0.0000' } },
    ],
    [
      'is written by rule',
      catalog('price 0.00'),
      { rules: [toCatalog({ zeroPrice: 'write' })], byList: { 2: '0.0000' } },
    ],
    [
      'that only rounding makes is a problem by any rule',
      ['ZERO_PRICE variant 101 in the catalog (USD)'],
      { rules: [toCatalog({ zeroPrice: 'write' })], byList: { 2: '0.0040' } },
    ],
    [
      'as a sale price is a problem',
      ['ZERO_PRICE variant 101 in the catalog (USD)'],
      { rules: [toCatalog({ from: 4, field: 'salePrice' })], byList: { 4: '0' } },
    ],
  ])('%s', (_, expected, input) => {
    expect(written(input)).toEqual(expected);
  });
});

describe('a sale price above the price', () => {
  const sale = toCatalog({ from: 4, field: 'salePrice' });
  const problem = 'SALE_ABOVE_PRICE variant 101 in the catalog (USD)';

  it.each<[string, string[], PlanInput]>([
    [
      'is a problem, and the price is written',
      [...catalog('price 10.00'), problem],
      { rules: [toCatalog(), sale], byList: { 2: '10', 4: '12' }, shown: [inCatalog({ price: '15' })] },
    ],
    ['that the store shows', [problem], { rules: [sale], byList: { 4: '12' }, shown: [inCatalog({ price: '10' })] }],
    [
      'that the variant has of its product',
      [problem],
      { rules: [sale], byList: { 4: '12' }, shown: [inCatalog({ calculated: '10' })] },
    ],
    [
      'is none where they are the same',
      catalog('salePrice 10.00'),
      { rules: [sale], byList: { 4: '10' }, shown: [inCatalog({ price: '10' })] },
    ],
    [
      'that no rule sets is left alone',
      catalog('price 10.00'),
      { rules: [toCatalog()], byList: { 2: '10' }, shown: [inCatalog({ price: '15', salePrice: '12' })] },
    ],
  ])('%s', (_, expected, input) => {
    expect(written(input)).toEqual(expected);
  });

  it('says both amounts, and leaves what the store shows', () => {
    const { upserts, issues } = plan({
      rules: [toCatalog(), sale],
      byList: { 2: '10', 4: '12' },
      shown: [inCatalog({ price: '15', salePrice: '9' })],
    });
    expect(upserts[0]).toMatchObject({
      record: { price: '10.00', salePrice: '9' },
      source: 'price 10.00; salePrice unknown',
    });
    expect(issues[0]?.message).toBe(
      "SKU A (variant 101), salePrice of the catalog (USD): 12.00 in the Brightpearl price list 4 (Sale) is more than the price, 10.00. Correct one of the two; the store's sale price stays until then.",
    );
  });
});

it('refuses an answer in another currency than the list, whatever the list says', () => {
  const prices = pricesOf({ 2: '10' }).map((price) => ({ ...price, currency: 'EUR' }));
  expect(written({ rules: [toCatalog()], prices })).toEqual(['CURRENCY_DIFFERS variant 101 in the catalog (USD)']);
});
