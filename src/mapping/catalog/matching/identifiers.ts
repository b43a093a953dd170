/** Identifiers other than the SKU, made comparable. */
import { grouped } from '../../stock/grouped';
import { ARCHIVED } from '../../stock/linking';
import type { CatalogProduct, CatalogVariant, Identifiers } from './types';

/** `barcode`: EAN and UPC are one numbering. */
export type IdentifierKey = 'productId' | 'barcode' | 'mpn';

export const IDENTIFIER_WORDS: Readonly<Record<IdentifierKey, string>> = {
  productId: 'the product id that the store holds',
  barcode: 'EAN or UPC',
  mpn: 'MPN',
};

/** A UPC is an EAN without its leading zeros; what is no number of that kind identifies nothing. */
function barcodesOf({ ean = '', upc = '' }: Identifiers): string[] {
  const codes = [ean, upc].map((code) => code.replace(/[\s-]/g, '')).filter((code) => /^\d{8,14}$/.test(code));
  const bare = codes.map((code) => code.replace(/^0+/, '')).filter((code) => code !== '');
  return [...new Set(bare)];
}

function mpnsOf({ mpn = '' }: Identifiers): string[] {
  const folded = mpn.trim().toLowerCase();
  return folded === '' ? [] : [folded];
}

export function variantValues(variant: CatalogVariant, key: IdentifierKey): readonly string[] {
  if (key === 'productId') return variant.brightpearlId === undefined ? [] : [String(variant.brightpearlId)];
  return key === 'barcode' ? barcodesOf(variant.identifiers) : mpnsOf(variant.identifiers);
}

export function productValues(product: CatalogProduct, key: IdentifierKey): readonly string[] {
  if (key === 'productId') return [String(product.productId)];
  return key === 'barcode' ? barcodesOf(product.identifiers) : mpnsOf(product.identifiers);
}

/** Who has a value. */
export interface IdentifierIndex {
  readonly variants: Readonly<Record<IdentifierKey, ReadonlyMap<string, readonly CatalogVariant[]>>>;
  /** Without archived ones. */
  readonly products: Readonly<Record<IdentifierKey, ReadonlyMap<string, readonly CatalogProduct[]>>>;
}

export function identifierIndex(
  variants: readonly CatalogVariant[],
  products: readonly CatalogProduct[],
): IdentifierIndex {
  const live = products.filter(({ status }) => status !== ARCHIVED);
  const byKey = <T>(items: readonly T[], valuesOf: (item: T, key: IdentifierKey) => readonly string[]) => ({
    productId: byValue(items, (item) => valuesOf(item, 'productId')),
    barcode: byValue(items, (item) => valuesOf(item, 'barcode')),
    mpn: byValue(items, (item) => valuesOf(item, 'mpn')),
  });
  return { variants: byKey(variants, variantValues), products: byKey(live, productValues) };
}

function byValue<T>(items: readonly T[], valuesOf: (item: T) => readonly string[]): Map<string, T[]> {
  const pairs = items.flatMap((item) => valuesOf(item).map((value) => ({ value, item })));
  const groups = grouped(pairs, ({ value }) => value);
  return new Map([...groups].map(([value, ofValue]) => [value, ofValue.map(({ item }) => item)]));
}

/** Products that a variant's identifier means, each once. */
export function productsMeant(
  variant: CatalogVariant,
  key: IdentifierKey,
  { products }: IdentifierIndex,
): readonly CatalogProduct[] {
  return [...new Set(variantValues(variant, key).flatMap((value) => products[key].get(value) ?? []))];
}
