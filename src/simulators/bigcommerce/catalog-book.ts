/** The catalog as a store remembers it. What BigCommerce shows of it by itself is filled in when it is read. */
import type { CustomField } from './products/custom-field-book';
import type { Choice, ProductOption } from './products/option-book';
import type { Fields } from './state';

export const TRACKINGS = ['none', 'product', 'variant'] as const;
export type Tracking = (typeof TRACKINGS)[number];

export interface Product {
  readonly id: number;
  sku: string;
  tracking: Tracking;
  /** What else was given, in the vendor's field names. */
  fields: Readonly<Fields>;
  /** Without options its one variant is the base variant. */
  hasOptions: boolean;
  readonly options: ProductOption[];
  readonly customFields: CustomField[];
  readonly variants: Variant[];
  /** ISO 8601. */
  readonly createdAt: string;
  modifiedAt: string;
}

export interface Variant {
  readonly id: number;
  readonly product: Product;
  /** Its number in V2 and in callbacks, which is not its id; null for a base variant. */
  readonly skuId: number | null;
  sku: string;
  fields: Readonly<Fields>;
  readonly choices: readonly Choice[];
}

/** What stock is kept of: a variant, or the product as a whole when it is tracked so. */
export interface StockItem {
  readonly product: Product;
  readonly variant: Variant | undefined;
}

export const baseVariantOf = (product: Product): Variant | undefined =>
  product.hasOptions ? undefined : product.variants[0];

/** The item that stock of a variant is kept of; undefined when none is tracked. */
export function stockItemOf(product: Product, variant: Variant | undefined): StockItem | undefined {
  if (product.tracking === 'none') return undefined;
  if (product.tracking === 'product') return { product, variant: undefined };
  const tracked = variant ?? baseVariantOf(product);
  return tracked && { product, variant: tracked };
}

const stockItemsOf = (product: Product): StockItem[] =>
  product.tracking === 'product'
    ? [{ product, variant: undefined }]
    : product.variants.flatMap((variant) => stockItemOf(product, variant) ?? []);

/** Products and variants by id and SKU. Duplicate and blank SKUs are possible: imports and copies leave them. */
export class CatalogBook {
  readonly #products = new Map<number, Product>();
  readonly #variants = new Map<number, Variant>();
  readonly #orphans: Variant[] = [];
  #sorted: readonly Product[] | undefined;
  #items: readonly StockItem[] | undefined;
  #variantsBySku: Map<string, Variant[]> | undefined;
  #productsBySku: Map<string, Product[]> | undefined;

  product(id: number): Product | undefined {
    return this.#products.get(id);
  }

  variant(id: number): Variant | undefined {
    return this.#variants.get(id);
  }

  /** All products by id, ascending. */
  products(): readonly Product[] {
    this.#sorted ??= [...this.#products.values()].sort((a, b) => a.id - b.id);
    return this.#sorted;
  }

  /** What stock is kept of, by product and variant. */
  stockItems(): readonly StockItem[] {
    this.#items ??= this.products().flatMap(stockItemsOf);
    return this.#items;
  }

  variants(): readonly Variant[] {
    return this.products().flatMap((product) => product.variants);
  }

  /** Variants whose product is gone, which the list of all variants still shows. */
  orphans(): readonly Variant[] {
    return this.#orphans;
  }

  /** Every variant with exactly this SKU. */
  variantsBySku(sku: string): readonly Variant[] {
    this.#variantsBySku ??= grouped(this.#variants.values());
    return this.#variantsBySku.get(sku) ?? [];
  }

  /** Every product with exactly this main SKU. */
  productsBySku(sku: string): readonly Product[] {
    this.#productsBySku ??= grouped(this.#products.values());
    return this.#productsBySku.get(sku) ?? [];
  }

  add(product: Product): void {
    this.#products.set(product.id, product);
    for (const variant of product.variants) this.#variants.set(variant.id, variant);
    this.#forgetIndexes();
  }

  addVariant(variant: Variant): void {
    variant.product.variants.push(variant);
    this.#variants.set(variant.id, variant);
    this.#forgetIndexes();
  }

  /** A base variant is renamed with its product. */
  rename(of: Product | Variant, sku: string): void {
    of.sku = sku;
    const base = 'variants' in of ? baseVariantOf(of) : undefined;
    if (base) base.sku = sku;
    this.#forgetIndexes();
  }

  track(product: Product, tracking: Tracking): void {
    product.tracking = tracking;
    this.#forgetIndexes();
  }

  /** @param leaveOrphans whether its variants stay listed, without a product */
  deleteProduct(product: Product, leaveOrphans: boolean): void {
    this.#products.delete(product.id);
    for (const variant of product.variants) this.#variants.delete(variant.id);
    if (leaveOrphans) this.#orphans.push(...product.variants);
    this.#forgetIndexes();
  }

  deleteVariant(variant: Variant): void {
    this.#variants.delete(variant.id);
    variant.product.variants.splice(variant.product.variants.indexOf(variant), 1);
    this.#forgetIndexes();
  }

  clear(): void {
    this.#products.clear();
    this.#variants.clear();
    this.#orphans.splice(0);
    this.#forgetIndexes();
  }

  #forgetIndexes(): void {
    this.#sorted = undefined;
    this.#items = undefined;
    this.#variantsBySku = undefined;
    this.#productsBySku = undefined;
  }
}

function grouped<T extends { readonly sku: string }>(all: Iterable<T>): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(one.sku);
    if (group) group.push(one);
    else groups.set(one.sku, [one]);
  }
  return groups;
}
