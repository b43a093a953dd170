/** 5,000 seeded products, of which some are broken in every way that the report knows. */
import type {
  CatalogProduct,
  CatalogVariant,
  FindingKind,
  StoredLink,
} from '../../../../../src/mapping/catalog/matching/types';
import { component } from '../../../stock/support/stock';

const PRODUCTS = 5_000;
export const PER_DEFECT = 9;

interface Entry {
  variant: CatalogVariant;
  product: CatalogProduct;
  stored: StoredLink;
}

interface Planted {
  readonly entries: readonly Entry[];
  readonly more: { readonly variants?: readonly CatalogVariant[]; readonly products?: readonly CatalogProduct[] };
  readonly expected: string;
}

/** The same for everybody who runs it. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Matching pairs of all kinds that are as they ought to be. SKUs are alike, as real ones are. */
function entry(index: number, random: () => number): Entry {
  const sku = `${['MUG', 'Tee', 'cap-'][index % 3]}-${Math.floor(index / 3)}${['', '/S', '.M', ' L'][index % 4]}`;
  const identifiers = {
    ...(random() < 0.6 ? { ean: String(4_000_000_000_000 + index) } : {}),
    ...(random() < 0.4 ? { mpn: `M${index % 700}` } : {}),
  };
  const kind = random();
  const isBundle = kind < 0.1;
  const isUntracked = kind >= 0.1 && kind < 0.2;
  const isRetired = kind >= 0.2 && kind < 0.25;
  return {
    variant: {
      variantId: 100_000 + index,
      productId: 200_000 + index,
      sku,
      tracking: isUntracked ? 'none' : 'variant',
      isBase: index % 2 === 0,
      categoryIds: [],
      // Half of the store has its codes as well, as UPC.
      identifiers: random() < 0.5 ? identifiers : identifiers.ean ? { upc: identifiers.ean } : {},
      ...(random() < 0.3 ? { brightpearlId: 1 + index } : {}),
      isForSale: !isRetired,
    },
    product: {
      productId: 1 + index,
      sku,
      stockTracked: !isBundle && !isUntracked,
      status: isRetired ? (index % 2 === 0 ? 'ARCHIVED' : 'DISCONTINUED') : 'LIVE',
      identifiers,
      ...(isBundle ? { bundle: [component(PARTS, 2), component(PARTS + 1, 1)] } : {}),
    },
    stored: { variantId: 100_000 + index, productId: 1 + index, sku },
  };
}

/** Two parts of all bundles, sold by themselves as well. */
const PARTS = 900_001;

const plainEntry = (index: number): Entry => ({
  variant: {
    variantId: 100_000 + index,
    productId: 200_000 + index,
    sku: `P-${index}`,
    tracking: 'variant',
    isBase: true,
    categoryIds: [],
    identifiers: {},
    isForSale: true,
  },
  product: { productId: 1 + index, sku: `P-${index}`, stockTracked: true, status: 'LIVE', identifiers: {} },
  stored: { variantId: 100_000 + index, productId: 1 + index, sku: `P-${index}` },
});

const code = (index: number) => String(5_000_000_000_000 + index);

/** Where a pair is to lack one side, the other is left out of the catalog by `drop`. */
type Side = 'variant' | 'product' | 'stored';
type Defect = (one: Entry, index: number) => { drop?: readonly Side[]; more?: Planted['more'] };

const both = ({ variant, product }: Entry) => `${variant.variantId} / ${product.productId}`;

export const DEFECTS: readonly [FindingKind, Defect, (one: Entry) => string][] = [
  ['BLANK_SKU_IN_STORE', (one) => ((one.variant = { ...one.variant, sku: ' ' }), {}), both],
  [
    'BLANK_SKU_IN_BRIGHTPEARL',
    (one) => ((one.product = { ...one.product, sku: '' }), { drop: ['variant', 'stored'] }),
    ({ product }) => `/ ${product.productId}`,
  ],
  ['NOT_IN_BRIGHTPEARL', () => ({ drop: ['product', 'stored'] }), ({ variant }) => `${variant.variantId} /`],
  ['NOT_IN_STORE', () => ({ drop: ['variant', 'stored'] }), ({ product }) => `/ ${product.productId}`],
  [
    'DUPLICATE_IN_STORE',
    (one) => ({ more: { variants: [{ ...one.variant, variantId: one.variant.variantId + 500_000 }] } }),
    ({ variant, product }) => `${variant.variantId} ${variant.variantId + 500_000} / ${product.productId}`,
  ],
  [
    'DUPLICATE_IN_BRIGHTPEARL',
    (one) => ({ more: { products: [{ ...one.product, productId: one.product.productId + 500_000 }] } }),
    ({ variant, product }) => `${variant.variantId} / ${product.productId} ${product.productId + 500_000}`,
  ],
  ['CASE_VARIANT', (one) => ((one.variant = { ...one.variant, sku: one.variant.sku.toLowerCase() }), {}), both],
  ['SPACE_VARIANT', (one) => ((one.product = { ...one.product, sku: one.product.sku.replace('-', ' -') }), {}), both],
  ['SKU_WRITTEN_DIFFERENTLY', (one) => ((one.variant = { ...one.variant, sku: `${one.variant.sku} ` }), {}), both],
  [
    'FOUND_BY_IDENTIFIER',
    (one, index) => {
      one.variant = { ...one.variant, sku: `NEW-${index}`, identifiers: { upc: code(index) } };
      one.product = { ...one.product, identifiers: { ean: code(index) } };
      return { drop: ['stored'] };
    },
    both,
  ],
  ['RENAMED', (one, index) => ((one.product = { ...one.product, sku: `RENAMED-${index}` }), {}), both],
  [
    'MOVED',
    (one) => {
      const other = { ...one.product, productId: one.product.productId + 500_000 };
      one.product = { ...one.product, sku: `OLD-${one.product.productId}` };
      return { more: { products: [other] } };
    },
    ({ variant, product }) => `${variant.variantId} / ${product.productId + 500_000} ${product.productId}`,
  ],
  [
    'IDENTIFIER_CONFLICT',
    (one, index) => {
      const other = plainEntry(300_000 + index);
      one.variant = { ...one.variant, identifiers: { ean: code(index) } };
      return {
        more: {
          variants: [{ ...other.variant, identifiers: { ean: code(index) } }],
          products: [{ ...other.product, identifiers: { ean: code(index) } }],
        },
      };
    },
    ({ variant, product }) => `${variant.variantId} / ${product.productId} ${product.productId + 300_000}`,
  ],
  [
    'DUPLICATE_IDENTIFIER_IN_STORE',
    (one, index) => {
      const other = plainEntry(300_000 + index);
      one.variant = { ...one.variant, identifiers: { ean: code(index) } };
      return {
        more: { variants: [{ ...other.variant, identifiers: { ean: code(index) } }], products: [other.product] },
      };
    },
    ({ variant }) => `${variant.variantId} ${variant.variantId + 300_000} /`,
  ],
  [
    'DUPLICATE_IDENTIFIER_IN_BRIGHTPEARL',
    (one, index) => {
      const other = plainEntry(300_000 + index);
      one.product = { ...one.product, identifiers: { upc: code(index) } };
      return {
        more: { variants: [other.variant], products: [{ ...other.product, identifiers: { ean: `0${code(index)}` } }] },
      };
    },
    ({ product }) => `/ ${product.productId} ${product.productId + 300_000}`,
  ],
  ['BUNDLE_VS_SIMPLE', (one) => ((one.variant = { ...one.variant, isBundle: true }), {}), both],
  [
    'BUNDLE_BROKEN',
    (one) => (
      (one.product = { ...one.product, stockTracked: false, bundle: [component(PARTS, 1), component(999_999, 1)] }),
      {}
    ),
    (one) => `${both(one)} 999999`,
  ],
  ['UNTRACKED_IN_STORE', (one) => ((one.variant = { ...one.variant, tracking: 'none' }), {}), both],
  ['UNTRACKED_IN_BRIGHTPEARL', (one) => ((one.product = { ...one.product, stockTracked: false }), {}), both],
  ['TRACKED_BY_PRODUCT', (one) => ((one.variant = { ...one.variant, tracking: 'product', isBase: false }), {}), both],
  ['ARCHIVED_BUT_SOLD', (one) => ((one.product = { ...one.product, status: 'ARCHIVED' }), {}), both],
  ['DISCONTINUED_BUT_SOLD', (one) => ((one.product = { ...one.product, status: 'DISCONTINUED' }), {}), both],
  ['ORPHAN_LINK', () => ({ drop: ['variant'] }), both],
];

function plant(defect: (typeof DEFECTS)[number], index: number): Planted & { drop: readonly Side[] } {
  const [kind, spoil, refs] = defect;
  const one = plainEntry(index);
  const { drop = [], more = {} } = spoil(one, index);
  return { entries: [one], more, drop, expected: `${kind} ${refs(one)}` };
}

export function seededCatalogs() {
  const random = seeded(20_261_123);
  const sound = Array.from({ length: PRODUCTS - DEFECTS.length * PER_DEFECT }, (_, index) => entry(index, random));
  const parts = [0, 1].map((part) => plainEntry(PARTS - 1 + part));
  const planted = DEFECTS.flatMap((defect, which) =>
    Array.from({ length: PER_DEFECT }, (_, nth) => plant(defect, 10_000 + which * 100 + nth)),
  );
  const kept = (side: Side) => planted.filter(({ drop }) => !drop.includes(side)).flatMap(({ entries }) => entries);
  const shuffled = <T>(all: readonly T[]): T[] =>
    all
      .map((one) => ({ one, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one);
  const entries = [...sound, ...parts];
  return {
    variants: shuffled([
      ...[...entries, ...kept('variant')].map(({ variant }) => variant),
      ...planted.flatMap(({ more }) => more.variants ?? []),
    ]),
    products: shuffled([
      ...[...entries, ...kept('product')].map(({ product }) => product),
      ...planted.flatMap(({ more }) => more.products ?? []),
    ]),
    stored: shuffled([...entries, ...kept('stored')].map(({ stored }) => stored)),
    expected: planted.map(({ expected }) => expected),
  };
}
