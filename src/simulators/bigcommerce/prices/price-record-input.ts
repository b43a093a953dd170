/** One record of a batch as it was sent, read and checked: what it sets, or what is wrong with it by field. */
import { z } from 'zod';
import type { Variant } from '../catalog-book';
import type { SimContext } from '../context';
import type { RecordPrices } from './price-book';
import type { RecordChange } from './price-changes';

/** "The upsert request doesn't accept: null, "", {}": to fall back to the catalog's price the record is deleted. */
const price = z.number().min(0);
const whole = z.number().int();

const tierSchema = z
  .object({
    quantity_min: whole.min(1),
    quantity_max: whole.min(1),
    type: z.enum(['price', 'percent', 'fixed']),
    amount: price,
  })
  .refine((tier) => tier.quantity_max >= tier.quantity_min, 'quantity_max is below quantity_min');

export const pricesSchema = z.object({
  price,
  sale_price: price.optional(),
  retail_price: price.optional(),
  map_price: price.optional(),
  bulk_pricing_tiers: z
    .array(tierSchema)
    .refine((tiers) => tiers.every(({ quantity_min }, place) => quantity_min > highest(tiers.slice(0, place))), {
      message: 'The tiers overlap or are out of order',
    })
    .optional(),
});

const rowSchema = z.object({
  currency: z.string().regex(/^[a-z]{3}$/i),
  variant_id: whole.optional(),
  sku: z.string().min(1).optional(),
  ...pricesSchema.shape,
});

const highest = (tiers: readonly { readonly quantity_max: number }[]): number =>
  Math.max(0, ...tiers.map(({ quantity_max }) => quantity_max));

export interface BadRecord {
  readonly fieldErrors: Readonly<Record<string, string>>;
}

export function readRecord(context: SimContext, row: unknown): RecordChange | BadRecord {
  const parsed = rowSchema.safeParse(row);
  if (!parsed.success) return bad(fieldErrorsOf(parsed.error));
  const { currency, variant_id, sku, ...given } = parsed.data;
  if (!isKnownCurrency(context, currency)) return bad({ currency: 'The currency is not one of the store' });
  const variant = variant_id === undefined ? variantOf(context, sku) : context.state.catalog.variant(variant_id);
  if (typeof variant === 'string') return bad({ sku: variant });
  if (!variant) return bad({ variant_id: 'The variant was not found' });
  return { variantId: variant.id, currency, prices: withoutUndefined(given) };
}

/** A product with variants has no price of its own: its main SKU is refused. */
function variantOf({ state: { catalog } }: SimContext, sku: string | undefined): Variant | string {
  if (sku === undefined) return 'One of variant_id and sku is required';
  const [variant, second] = catalog.variantsBySku(sku);
  if (second) return 'The SKU is not unique';
  if (variant) return variant;
  const isParent = catalog.productsBySku(sku).some(({ hasOptions }) => hasOptions);
  return isParent ? 'The SKU is of a product with variants' : 'The SKU was not found';
}

export const isKnownCurrency = ({ profile }: SimContext, currency: string): boolean =>
  profile.currencies.some(({ code }) => code.toLowerCase() === currency.toLowerCase());

/** What is absent must not overwrite what is there. */
export const withoutUndefined = (prices: RecordPrices): RecordPrices =>
  Object.fromEntries(Object.entries(prices).filter(([, value]) => value !== undefined)) as unknown as RecordPrices;

const bad = (fieldErrors: Record<string, string>): BadRecord => ({ fieldErrors });

const fieldErrorsOf = (error: z.ZodError): Record<string, string> =>
  Object.fromEntries(error.issues.map(({ path, message }) => [path.join('.') || 'record', message]));
