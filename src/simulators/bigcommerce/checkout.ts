/** Shoppers at the checkout: they get what the storefront has at that moment, or nothing. */
import { z } from 'zod';
import { stockItemOf, type Variant } from './catalog-book';
import type { SimContext } from './context';
import { keyOf } from './inventory-book';
import { buildOrder, type BuiltOrder } from './order-builder';
import type { LineInput, OrderInput } from './order-input';
import { onStorefront } from './stock';
import { textOf } from './state';

const lineSchema = z.strictObject({
  /** Must be of one variant only; else `variantId` tells which. */
  sku: z.string().optional(),
  variantId: z.number().int().optional(),
  quantity: z.number().int().positive(),
  /** Of one unit. Default: the catalog's. */
  price: z.union([z.string(), z.number()]).optional(),
  /** Percent. Default 0. */
  taxRate: z.union([z.string(), z.number()]).optional(),
});

export const cartSchema = z.strictObject({
  lines: z.array(lineSchema).min(1),
  /** Further input of the order builder: status, channel, customer, billing, shipping, tax mode. */
  order: z.record(z.string(), z.unknown()).optional(),
});

type CartLine = z.output<typeof lineSchema>;

export interface Cart {
  readonly lines: readonly CartLine[];
  readonly order?: Partial<Omit<OrderInput, 'lines'>> | undefined;
}

export type CheckedOut =
  | { readonly order: BuiltOrder }
  /** What the storefront has of those it has too few of, by SKU. */
  | { readonly left: Readonly<Record<string, number>> };

/** The order of a cart, or what is left when the storefront has too little of something. Nothing is taken yet. */
export function checkOut(context: SimContext, { lines, order }: Cart): CheckedOut {
  const bought = lines.map((line) => ({ line, variant: variantOf(context, line) }));
  const left = tooFew(context, bought);
  if (Object.keys(left).length > 0) return { left };
  const taxMode = context.profile.pricesIncludeTax ? 'inclusive' : 'exclusive';
  const currency = context.profile.currencies[0].code;
  return {
    order: buildOrder({ taxMode, currency, ...order, lines: bought.map((entry) => lineInput(entry)) }),
  };
}

interface Bought {
  readonly line: CartLine;
  readonly variant: Variant;
}

function variantOf({ state: { catalog } }: SimContext, { sku, variantId }: CartLine): Variant {
  if (variantId !== undefined) {
    const variant = catalog.variant(variantId);
    if (!variant) throw new Error(`There is no variant ${variantId}`);
    return variant;
  }
  const [variant, ...others] = catalog.variantsBySku(sku ?? '');
  if (!variant) throw new Error(`There is no variant with the SKU ${sku ?? ''}`);
  if (others.length > 0) throw new Error(`Several variants have the SKU ${sku}: name the variant`);
  return variant;
}

/** Lines of one item count together. */
function tooFew(context: SimContext, bought: readonly Bought[]): Record<string, number> {
  const wanted = new Map<number, number>();
  const short: Record<string, number> = {};
  for (const { line, variant } of bought) {
    const item = stockItemOf(variant.product, variant);
    if (!item) continue;
    const total = (wanted.get(keyOf(item)) ?? 0) + line.quantity;
    wanted.set(keyOf(item), total);
    const left = onStorefront(context, item);
    if (left < total) short[variant.sku] = left;
  }
  return short;
}

const lineInput = ({ line, variant }: Bought): LineInput => ({
  name: textOf(variant.product.fields['name']) || 'Product',
  sku: variant.sku,
  productId: variant.product.id,
  variantId: variant.id,
  quantity: line.quantity,
  price: line.price ?? Number(variant.fields['price'] ?? variant.product.fields['price'] ?? 0),
  ...(line.taxRate === undefined ? {} : { taxRate: line.taxRate }),
});
