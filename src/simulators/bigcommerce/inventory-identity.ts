/** Which item a request means by `sku`, `variant_id` or `product_id`, or why none. */
import { z } from 'zod';
import { baseVariantOf, stockItemOf, type Product, type StockItem, type Variant } from './catalog-book';
import type { SimContext } from './context';

const id = z.number().int();

/** Exactly one of the three. */
export const identityFields = {
  sku: z.string().min(1).optional(),
  variant_id: id.optional(),
  product_id: id.optional(),
};

export interface Identity {
  readonly sku?: string | undefined;
  readonly variant_id?: number | undefined;
  readonly product_id?: number | undefined;
}

export const hasOneIdentity = ({ sku, variant_id, product_id }: Identity): boolean =>
  [sku, variant_id, product_id].filter((value) => value !== undefined).length === 1;

/** As refusals name it: `variant_id 106`. */
export const nameOf = ({ sku, variant_id, product_id }: Identity): string => {
  if (sku !== undefined) return `sku ${sku}`;
  return variant_id === undefined ? `product_id ${product_id}` : `variant_id ${variant_id}`;
};

export type IdentityProblem = 'tracked-by-product' | 'tracked-by-variant' | 'untracked' | 'unknown' | 'ambiguous';

export function findItem(context: SimContext, identity: Identity): StockItem | IdentityProblem {
  const { catalog } = context.state;
  if (identity.sku !== undefined) return bySku(context, identity.sku);
  if (identity.variant_id !== undefined) return ofVariant(catalog.variant(identity.variant_id));
  return ofProduct(catalog.product(Number(identity.product_id)));
}

/** A SKU stands for its variant; for a product as a whole, when that is tracked and the SKU is its main one. */
function bySku({ state: { catalog } }: SimContext, sku: string): StockItem | IdentityProblem {
  const variants = catalog.variantsBySku(sku);
  const wholes = catalog.productsBySku(sku).filter(({ tracking, hasOptions }) => tracking === 'product' && hasOptions);
  if (variants.length + wholes.length > 1) return 'ambiguous';
  return wholes[0] ? ofProduct(wholes[0]) : ofVariant(variants[0], { baseStandsForProduct: true });
}

/** "[Item with variant_id 106 is tracked by product, please update stock by product id]": base variants are no exception. */
function ofVariant(variant: Variant | undefined, { baseStandsForProduct = false } = {}): StockItem | IdentityProblem {
  if (!variant) return 'unknown';
  const { product } = variant;
  const wholeMeant = baseStandsForProduct && baseVariantOf(product) !== undefined;
  if (product.tracking === 'product' && !wholeMeant) return 'tracked-by-product';
  return stockItemOf(product, variant) ?? 'untracked';
}

/** "If a product has no variants, use `product_id`": for its base variant too. */
function ofProduct(product: Product | undefined): StockItem | IdentityProblem {
  if (!product) return 'unknown';
  if (product.tracking === 'variant' && product.hasOptions) return 'tracked-by-variant';
  return stockItemOf(product, undefined) ?? 'untracked';
}
