import { planCreations, type CreationInput } from '../../../../src/mapping/catalog/fields/creation';
import { fieldRulesSchema } from '../../../../src/mapping/catalog/fields/rule-schema';
import { facts, type Facts } from './support/facts';

const fields = [
  { field: 'name', from: 'name', owner: 'store' },
  { field: 'weight', from: 'weight', owner: 'once' },
  { field: 'categories', from: 'categories', owner: 'brightpearl' },
] as const;

const whole: Facts = { name: 'Mug', weight: '1.5' };

const plans = (
  products: readonly Facts[],
  create: 'off' | 'dry-run' | 'on' = 'on',
  more: Partial<CreationInput> = {},
) =>
  planCreations({
    products: products.map((product, index) => facts({ ...whole, productId: 1 + index, ...product })),
    rules: fieldRulesSchema.parse({ create, fields: [...fields], categories: [{ brightpearl: '10', store: 110 }] }),
    prices: new Map([
      [1, '10.00'],
      [2, '12.00'],
    ]),
    skusInStore: new Set(),
    ...more,
  });

it('makes a product with every field that has a rule, whoever owns it later, and its price', () => {
  expect(plans([{ categories: ['10'] }])).toEqual([
    {
      productId: 1,
      sku: 'A',
      action: 'create',
      reasons: [],
      fields: { name: 'Mug', weight: '1.5', categories: ['110'], price: '10.00' },
    },
  ]);
});

it.each([
  ['off', 'would-create', ['Creating products is off: set `create: on` to make it.']],
  ['dry-run', 'would-create', []],
  ['on', 'create', []],
] as const)('with creation %s: %s', (create, action, reasons) => {
  expect(plans([{}], create)).toMatchObject([{ action, reasons }]);
});

it.each<[string, Facts[], Partial<CreationInput>, string[]]>([
  [
    'it is not live',
    [{ status: 'DISCONTINUED' }],
    {},
    ['Product 1 is DISCONTINUED in Brightpearl: make it live to sell it.'],
  ],
  ['it has no SKU', [{ sku: ' ' }], {}, ['Product 1 has no SKU: give it one in Brightpearl.']],
  ["its SKU is another one's", [{}, { sku: 'A ' }], {}, ['2 products have the SKU A: make it unique in Brightpearl.']],
  [
    'its SKU is in the store',
    [{}],
    { skusInStore: new Set(['A']) },
    ['A variant has the SKU A already: see what keeps it from being linked.'],
  ],
  [
    'it is one of several variants',
    [{ groupId: 7 }],
    {},
    ['Product 1 is a variant of group 7: make the product with its options in BigCommerce.'],
  ],
  [
    'it has no price',
    [{}],
    { prices: new Map() },
    ['Product 1 has no price by the rules: give it one in the Brightpearl price list.'],
  ],
  [
    'it has no name',
    [{ name: '' }],
    {},
    ['Product 1 gets no name, which BigCommerce wants: add it in Brightpearl, or a rule.'],
  ],
  [
    'its name is too long, told once',
    [{ name: 'M'.repeat(251) }],
    {},
    ['The name of product 1: it has 251 characters, and the store takes 250. Shorten it in Brightpearl.'],
  ],
  [
    'its category is unknown',
    [{ categories: ['99'] }],
    {},
    ['The categories of product 1: the store category of 99 is not named in the rules. Add it to `categories`.'],
  ],
  [
    'of two things at once',
    [{ status: 'ARCHIVED', weight: '0' }],
    {},
    [
      'Product 1 is ARCHIVED in Brightpearl: make it live to sell it.',
      'Product 1 gets no weight, which BigCommerce wants: add it in Brightpearl, or a rule.',
    ],
  ],
])('cannot where %s', (_, products, more, reasons) => {
  expect(plans(products, 'on', more)[0]).toEqual({
    productId: 1,
    sku: products[0]?.sku ?? 'A',
    action: 'cannot',
    reasons,
    fields: {},
  });
});

it('answers for every product, in order', () => {
  expect(plans([{}, { sku: 'B' }, { sku: 'C' }]).map(({ sku, action }) => `${sku} ${action}`)).toEqual([
    'A create',
    'B create',
    'C cannot',
  ]);
});
