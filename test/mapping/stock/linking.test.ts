import type { AccountProduct, SkuMatch, StoreVariant, VariantLink } from '../../../src/mapping/stock/link-types';
import { linkProducts } from '../../../src/mapping/stock/linking';
import { component } from './support/stock';

type VariantInput = Partial<StoreVariant>;
type ProductInput = Partial<AccountProduct>;

/** Each the only variant of its product. */
const aVariant = (input: VariantInput, index: number): StoreVariant => ({
  variantId: 101 + index,
  productId: 201 + index,
  sku: 'A',
  tracking: 'variant',
  isBase: true,
  categoryIds: [],
  ...input,
});

const anAccountProduct = (input: ProductInput, index: number): AccountProduct => ({
  productId: 1 + index,
  sku: 'A',
  stockTracked: true,
  status: 'LIVE',
  ...input,
});

interface Input {
  readonly variants: readonly VariantInput[];
  readonly products: readonly ProductInput[];
  readonly skuMatch?: SkuMatch;
  readonly byId?: Readonly<Record<number, number>>;
}

const linksOf = ({ variants, products, skuMatch = 'trim', byId = {} }: Input) =>
  linkProducts({
    variants: variants.map(aVariant),
    products: products.map(anAccountProduct),
    skuMatch,
    byId: new Map(Object.entries(byId).map(([variantId, productId]) => [Number(variantId), productId])),
  });

/** `101=1 by sku`, `101=1 UNTRACKED_IN_STORE`, or `101 BLANK_SKU`. */
const summary = (link: VariantLink): string => {
  const { variantId } = link.variant;
  if (link.kind === 'unlinked') return `${variantId} ${link.code}`;
  return `${variantId}=${link.product.productId} ${link.kind === 'linked' ? `by ${link.by}` : link.code}`;
};

const summaries = (input: Input): string[] => linksOf(input).variants.map(summary);

describe('by SKU', () => {
  it('links one variant with one product', () => {
    expect(summaries({ variants: [{ sku: 'A' }, { sku: 'B' }], products: [{ sku: 'B' }, { sku: 'A' }] })).toEqual([
      '101=2 by sku',
      '102=1 by sku',
    ]);
  });

  it.each<[SkuMatch, string, string, boolean]>([
    ['exact', 'A', 'A', true],
    ['exact', 'A ', 'A', false],
    ['exact', 'a', 'A', false],
    ['trim', ' A ', 'A', true],
    ['trim', 'A', '\tA', true],
    ['trim', 'A B', 'AB', false],
    ['trim', 'a', 'A', false],
    ['caseInsensitive', ' a', 'A', true],
    ['caseInsensitive', 'a-1', 'A 1', false],
  ])('%s: "%s" and "%s" are the same: %s', (skuMatch, inStore, inBrightpearl, same) => {
    const found = summaries({ variants: [{ sku: inStore }], products: [{ sku: inBrightpearl }], skuMatch });
    expect(found).toEqual([same ? '101=1 by sku' : '101 NOT_IN_BRIGHTPEARL']);
  });

  it.each<[string, string[], Input]>([
    ['a blank SKU', ['101 BLANK_SKU'], { variants: [{ sku: '  ' }], products: [{ sku: '' }] }],
    [
      'a blank SKU, exactly',
      ['101 BLANK_SKU'],
      { variants: [{ sku: ' ' }], products: [{ sku: ' ' }], skuMatch: 'exact' },
    ],
    ['no such product', ['101 NOT_IN_BRIGHTPEARL'], { variants: [{ sku: 'A' }], products: [{ sku: 'B' }] }],
    ['two variants', ['101 DUPLICATE_IN_STORE', '102 DUPLICATE_IN_STORE'], { variants: [{}, {}], products: [{}] }],
    ['two products', ['101 DUPLICATE_IN_BRIGHTPEARL'], { variants: [{}], products: [{}, {}] }],
    ['two of each', ['101 DUPLICATE_IN_STORE', '102 DUPLICATE_IN_STORE'], { variants: [{}, {}], products: [{}, {}] }],
    [
      'two variants that differ in case only',
      ['101 DUPLICATE_IN_STORE', '102 DUPLICATE_IN_STORE'],
      { variants: [{ sku: 'a' }, { sku: 'A' }], products: [{}], skuMatch: 'caseInsensitive' },
    ],
    ['an archived product', ['101 NOT_IN_BRIGHTPEARL'], { variants: [{}], products: [{ status: 'ARCHIVED' }] }],
    [
      'a product that took the SKU of an archived one',
      ['101=2 by sku'],
      { variants: [{}], products: [{ status: 'ARCHIVED' }, {}] },
    ],
    [
      'a discontinued product, which sells out',
      ['101=1 by sku'],
      { variants: [{}], products: [{ status: 'DISCONTINUED' }] },
    ],
    [
      'a discontinued product and a live one',
      ['101 DUPLICATE_IN_BRIGHTPEARL'],
      { variants: [{}], products: [{ status: 'DISCONTINUED' }, {}] },
    ],
  ])('never guesses: %s', (_, expected, input) => {
    expect(summaries(input)).toEqual(expected);
  });

  it('names everything that is in question', () => {
    const { variants } = linksOf({ variants: [{}, {}, { sku: 'B' }], products: [{}, {}, { sku: 'B' }] });
    expect(variants[1]).toMatchObject({ code: 'DUPLICATE_IN_STORE', variantIds: [101], productIds: [1, 2] });
  });
});

describe('by id', () => {
  it.each<[string, string[], Input]>([
    ['wins over the SKU', ['101=2 by id'], { variants: [{}], products: [{}, { sku: 'B' }], byId: { 101: 2 } }],
    ['needs no SKU', ['101=1 by id'], { variants: [{ sku: '' }], products: [{}], byId: { 101: 1 } }],
    ['never falls back to the SKU', ['101 SET_PRODUCT_MISSING'], { variants: [{}], products: [{}], byId: { 101: 9 } }],
    ['settles two products with one SKU', ['101=2 by id'], { variants: [{}], products: [{}, {}], byId: { 101: 2 } }],
    [
      'may give two variants the same product',
      ['101=1 by id', '102=1 by id'],
      { variants: [{}, {}], products: [{}], byId: { 101: 1, 102: 1 } },
    ],
    [
      'leaves its SKU to the other variant that has it',
      ['101=2 by id', '102=1 by sku'],
      { variants: [{}, {}], products: [{}, { sku: 'B' }], byId: { 101: 2 } },
    ],
    [
      'keeps its product from a variant with the SKU of it',
      ['101=1 by id', '102 DUPLICATE_IN_STORE'],
      { variants: [{ sku: 'X' }, { sku: 'A' }], products: [{}], byId: { 101: 1 } },
    ],
    ['of no variant here changes nothing', ['101=1 by sku'], { variants: [{}], products: [{}], byId: { 999: 1 } }],
  ])('%s', (_, expected, input) => {
    expect(summaries(input)).toEqual(expected);
  });
});

describe('the level of a linked variant', () => {
  const target = (variants: readonly VariantInput[], products: readonly ProductInput[]) => {
    const [link] = linksOf({ variants, products }).variants;
    return link?.kind === 'linked' ? link.target : link && 'code' in link && link.code;
  };

  it.each<[string, object | string, readonly VariantInput[], readonly ProductInput[]]>([
    ['tracked by variant', { kind: 'variant', variantId: 101 }, [{ isBase: false }], [{}]],
    ['a base variant tracked by variant', { kind: 'variant', variantId: 101 }, [{}], [{}]],
    ['tracked by product, the only variant', { kind: 'product', productId: 201 }, [{ tracking: 'product' }], [{}]],
    [
      'tracked by product, one of several',
      'TRACKED_BY_PRODUCT',
      [
        { tracking: 'product', isBase: false },
        { tracking: 'product', isBase: false, productId: 201, sku: 'B' },
      ],
      [{}],
    ],
    [
      'tracked by product, the only one listed of a product with options',
      'TRACKED_BY_PRODUCT',
      [{ tracking: 'product', isBase: false }],
      [{}],
    ],
    [
      'tracked by product, called the base variant beside another one',
      'TRACKED_BY_PRODUCT',
      [{ tracking: 'product' }, { tracking: 'product', productId: 201, sku: 'B' }],
      [{}],
    ],
    ['not tracked in the store', 'UNTRACKED_IN_STORE', [{ tracking: 'none' }], [{}]],
    ['not tracked in Brightpearl', 'UNTRACKED_IN_BRIGHTPEARL', [{}], [{ stockTracked: false }]],
    ['tracked nowhere', 'UNTRACKED_ON_BOTH_SIDES', [{ tracking: 'none' }], [{ stockTracked: false }]],
    [
      'a bundle, which is not tracked itself',
      { kind: 'variant', variantId: 101 },
      [{}],
      [{ stockTracked: false, bundle: [component(11, 1)] }],
    ],
    [
      'a bundle that the store does not track',
      'UNTRACKED_IN_STORE',
      [{ tracking: 'none' }],
      [{ stockTracked: false, bundle: [component(11, 1)] }],
    ],
  ])('%s', (_, expected, variants, products) => {
    expect(target(variants, products)).toEqual(expected);
  });
});

describe('products that no variant has to do with', () => {
  const without = (input: Input): string[] =>
    linksOf(input).withoutVariant.map(({ product, code }) => `${product.productId} ${code}`);

  it.each<[string, string[], Input]>([
    ['one not in the store', ['2 NOT_IN_STORE'], { variants: [{}], products: [{}, { sku: 'B' }] }],
    [
      'two with one SKU that is not in the store',
      ['1 NOT_IN_STORE', '2 NOT_IN_STORE'],
      { variants: [], products: [{}, {}] },
    ],
    ['one without a SKU', ['1 BLANK_SKU'], { variants: [], products: [{ sku: ' ' }] }],
    ['none that is not for sale', [], { variants: [], products: [{ status: 'ARCHIVED' }, { status: 'DISCONTINUED' }] }],
    ['none that a variant is stuck on', [], { variants: [{}], products: [{}, {}] }],
    [
      'one whose SKU is linked elsewhere by id',
      ['1 NOT_IN_STORE'],
      { variants: [{}], products: [{}, { sku: 'B' }], byId: { 101: 2 } },
    ],
  ])('%s', (_, expected, input) => {
    expect(without(input)).toEqual(expected);
  });
});
