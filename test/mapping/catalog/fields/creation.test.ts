import { planCreations } from '../../../../src/mapping/catalog/fields/creation';
import type {
  CreationInput,
  CreationPlan,
  MissingProduct,
} from '../../../../src/mapping/catalog/fields/creation-types';
import { fieldRulesSchema } from '../../../../src/mapping/catalog/fields/rule-schema';
import { facts, type Facts, type FieldRulesInput } from './support/facts';

const RULES: FieldRulesInput = {
  create: 'on',
  fields: [
    { field: 'name', from: 'name', owner: 'store' },
    { field: 'weight', from: 'weight', owner: 'once' },
    { field: 'mpn', from: 'mpn', owner: 'brightpearl' },
    { field: 'categories', from: 'categories', owner: 'brightpearl' },
  ],
  categories: [{ brightpearl: '10', store: 110 }],
};

const NO_IDS = { optionId: 0, valueId: 0 };

const PRICES = new Map([1, 2, 3].map((productId) => [productId, `${productId}0.00`]));

interface Missing extends Facts, Partial<Pick<MissingProduct, 'isTracked' | 'isBundle'>> {
  /** `Size: S, Color: Red`. */
  readonly by?: string;
}

function missing({ by = '', isTracked = false, isBundle = false, ...more }: Missing, index: number): MissingProduct {
  const choices = by.split(', ').flatMap((text) => {
    const [option = '', value] = text.split(': ');
    return value === undefined ? [] : [{ ...NO_IDS, option, value }];
  });
  const own = facts({ name: 'Mug', weight: '1.5', productId: 1 + index, sku: 'ABC'[index] ?? '', ...more });
  return { facts: own, isTracked, isBundle, choices };
}

const plan = (products: readonly Missing[], more: Partial<CreationInput> = {}, rules: FieldRulesInput = {}) =>
  planCreations({
    products: products.map(missing),
    rules: fieldRulesSchema.parse({ ...RULES, ...rules }),
    prices: PRICES,
    former: new Map(),
    skusInStore: new Set(),
    groups: new Map(),
    ...more,
  });

const reasons = ({ impossible }: CreationPlan): Record<string, readonly string[]> =>
  Object.fromEntries(impossible.map((one) => [one.sku, one.reasons]));

it('makes a product with every field that has a rule, whoever owns it later, and its price', () => {
  expect(plan([{ categories: ['10'], isTracked: true }])).toEqual({
    products: [
      {
        productIds: [1],
        sku: 'A',
        fields: { name: 'Mug', weight: '1.5', categories: ['110'] },
        price: '10.00',
        tracking: 'product',
        variants: [],
      },
    ],
    variants: [],
    impossible: [],
  });
});

describe.each<[string, FieldRulesInput['createWhere'], string[]]>([
  ['a category', { categories: ['10', '11'] }, ['A', 'C']],
  ['a brand, whatever its case', { brands: ['acme'] }, ['B', 'C']],
  ['a custom field', { customField: { code: 'PCF_WEB', value: 'yes' } }, ['C']],
  ['all of that', { categories: ['10'], brands: ['Acme'] }, ['C']],
])('where only products of %s are meant', (_title, createWhere, expected) => {
  it('leaves the others out', () => {
    const all = plan(
      [
        { categories: ['10'] },
        { brand: 'Acme' },
        { categories: ['10'], brand: 'ACME', customFields: { PCF_WEB: ' Yes' } },
      ],
      {},
      { createWhere },
    );
    expect(all.products.map(({ sku }) => sku)).toEqual(expected);
    expect(all.impossible).toEqual([]);
  });
});

it.each<[string, Missing[], Partial<CreationInput>, string[]]>([
  [
    'it is not live',
    [{ status: 'DISCONTINUED' }],
    {},
    ['Product 1 is DISCONTINUED in Brightpearl: make it live to sell it.'],
  ],
  ['it has no SKU', [{ sku: ' ' }], {}, ['Product 1 has no SKU: give it one in Brightpearl.']],
  ["its SKU is another one's", [{}, { sku: 'a ' }], {}, ['2 products have the SKU A: make it unique in Brightpearl.']],
  [
    'its SKU is in the store',
    [{}],
    { skusInStore: new Set(['a']) },
    ['A variant has the SKU A already: see what keeps it from being linked.'],
  ],
  [
    'it was in the store, and was deleted there',
    [{}],
    { former: new Map([[1, { variantId: 9, sku: 'A', skuNow: undefined }]]) },
    [
      'Product 1 was in the store as A (variant 9), which was deleted there: make it in BigCommerce to sell it again, or take it out of `createWhere`.',
    ],
  ],
  [
    'its SKU was changed on one side',
    [{}],
    { former: new Map([[1, { variantId: 9, sku: 'A', skuNow: 'A-2' }]]) },
    ['Product 1, whose SKU is A, was linked with variant 9 of the store, whose SKU is A-2: give both the same SKU.'],
  ],
  [
    'it is a bundle that varies',
    [{ isBundle: true, groupId: 7, by: 'Size: S' }],
    {},
    ['Product 1 is a bundle that varies: make it in BigCommerce.'],
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
    [{ status: 'DISCONTINUED', weight: '0' }],
    {},
    [
      'Product 1 is DISCONTINUED in Brightpearl: make it live to sell it.',
      'Product 1 gets no weight, which BigCommerce wants: add it in Brightpearl, or a rule.',
    ],
  ],
])('cannot where %s', (_, products, more, expected) => {
  const all = plan(products, more);
  expect(all.impossible[0]).toEqual({ productId: 1, sku: products[0]?.sku ?? 'A', reasons: expected });
  expect(all.products.flatMap(({ productIds }) => productIds)).not.toContain(1);
});

describe('products of one group', () => {
  const tee = (by: string, more: Missing = {}): Missing => ({ name: 'Tee', groupId: 7, by, ...more });

  it('are one product with its variants, which keep what a variant can have of its own', () => {
    const all = plan([
      tee('Size: S', { mpn: 'T-S', isTracked: true }),
      tee('Size: M', { mpn: 'T-M', weight: '2' }),
      { name: 'Mug' },
    ]);
    expect(all.products).toEqual([
      expect.objectContaining({ productIds: [3], sku: 'C', variants: [] }),
      {
        productIds: [1, 2],
        fields: { name: 'Tee', weight: '1.5' },
        price: '10.00',
        tracking: 'variant',
        variants: [
          {
            productId: 1,
            sku: 'A',
            fields: { weight: '1.5', mpn: 'T-S' },
            price: '10.00',
            choices: [{ option: 'Size', value: 'S' }],
          },
          {
            productId: 2,
            sku: 'B',
            fields: { weight: '2', mpn: 'T-M' },
            price: '20.00',
            choices: [{ option: 'Size', value: 'M' }],
          },
        ],
      },
    ]);
  });

  it('is a product with options though it is the only one so far: Brightpearl has no group of one', () => {
    const [product] = plan([{ name: 'Tee', by: 'Size: S' }]).products;
    expect(product).toMatchObject({ productIds: [1], variants: [{ sku: 'A', choices: [{ option: 'Size' }] }] });
  });

  it('that vary by nothing are products of their own', () => {
    expect(plan([tee(''), tee('')]).products).toMatchObject([{ sku: 'A' }, { sku: 'B' }]);
  });

  it.each<[string, Missing[], Record<string, RegExp>]>([
    [
      'other names',
      [tee('Size: S'), tee('Size: M', { name: 'T-shirt' })],
      { A: /different names/, B: /different names/ },
    ],
    ['other options', [tee('Size: S'), tee('Color: Red')], { B: /it varies by color, and A of its group by size/ }],
    ['the same choices', [tee('Size: S'), tee('size: s')], { B: /A or another one has the same option values/ }],
  ])('are told where they have %s', (_title, products, expected) => {
    const all = reasons(plan(products));
    expect(Object.keys(all)).toEqual(Object.keys(expected));
    for (const [sku, pattern] of Object.entries(expected)) expect(all[sku]).toEqual([expect.stringMatching(pattern)]);
  });

  const values = [
    { id: 51, name: 'S', sortOrder: 0 },
    { id: 52, name: 'M', sortOrder: 1 },
  ];
  const inStore = { productId: 77, options: [{ id: 5, name: 'Size', sortOrder: 0, values }], twins: [] };

  it('are added to the product that has some of them, with the values that it does not have', () => {
    const { products, variants } = plan([tee('size: m'), tee('Size: XL')], { groups: new Map([[7, [inStore]]]) });
    expect(products).toEqual([]);
    expect(variants).toMatchObject([
      {
        storeProductId: 77,
        productId: 1,
        sku: 'A',
        price: '10.00',
        choices: [{ optionId: 5, option: 'Size', valueId: 52, value: 'M' }],
      },
      { storeProductId: 77, productId: 2, sku: 'B', price: '20.00', choices: [{ optionId: 5, value: 'XL' }] },
    ]);
  });

  it('get the option and the value that are twins of theirs, whatever the merchant calls them', () => {
    const twins = [
      { account: { optionId: 2 }, store: { optionId: 5 }, name: 'Size' },
      { account: { optionId: 2, valueId: 21 }, store: { optionId: 5, valueId: 51 }, name: 'Medium' },
      // Deleted since.
      { account: { optionId: 2, valueId: 22 }, store: { optionId: 5, valueId: 59 }, name: 'M' },
    ];
    const renamed = { ...inStore, options: [{ id: 5, name: 'Taille', sortOrder: 0, values }], twins };
    const sized = (valueId: number, value: string, index: number): MissingProduct => ({
      ...missing(tee(''), index),
      choices: [{ optionId: 2, option: 'Size', valueId, value }],
    });
    const products = [sized(21, 'Medium', 0), sized(22, 'M', 1), sized(23, 'XL', 2)];
    expect(plan([], { products, groups: new Map([[7, [renamed]]]) }).variants.map(({ choices }) => choices)).toEqual([
      [{ optionId: 5, option: 'Taille', valueId: 51, value: 'S' }],
      [{ optionId: 5, option: 'Taille', valueId: 52, value: 'M' }],
      [{ optionId: 5, option: 'Taille', value: 'XL' }],
    ]);
  });

  it.each<[string, Missing, CreationInput['groups'], RegExp]>([
    [
      'has another option',
      tee('Color: Red'),
      new Map([[7, [inStore]]]),
      /it varies by Color, and product 77 of the store by Size/,
    ],
    [
      'has more options',
      tee('Size: S'),
      new Map([[7, [{ ...inStore, options: [] }]]]),
      /product 77 of the store by nothing/,
    ],
    [
      'is one of two',
      tee('Size: S'),
      new Map([[7, [inStore, { ...inStore, productId: 78 }]]]),
      /on the products 77, 78/,
    ],
  ])('are told where that product %s', (_title, product, groups, pattern) => {
    expect(reasons(plan([product], { groups }))).toEqual({ A: [expect.stringMatching(pattern)] });
  });
});
