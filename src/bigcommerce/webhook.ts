/**
 * What a callback is about. Payloads are thin and uneven (shipments say `orderId`, metafields `resource_id` as a string,
 * transactions `order_id` as a string), and only the order's number is taken: the order itself is always read again. Of a
 * level its value is taken as well, to know our own writes again.
 */
import { z } from 'zod';

const payloadSchema = z.object({
  scope: z.string(),
  /** `stores/{hash}`. */
  producer: z.string().catch(''),
  /** SHA-1 of the payload: the same at every delivery of an event, and perhaps of two. It proves nothing. */
  hash: z.string().catch(''),
  created_at: z.coerce.number().nullish().catch(null),
  /** An object; an array for batches of price records. */
  data: z.unknown().optional(),
});

export type BcWebhook = z.infer<typeof payloadSchema>;

/** Undefined when it is no BigCommerce callback. */
export function parseWebhook(body: string): BcWebhook | undefined {
  try {
    return payloadSchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

const ORDER_SCOPE = /^store\/(?:channel\/\d+\/)?(order|shipment)\/(.+)/;
/** Events whose `id`, where there is one, is not the order's. */
const ABOUT_A_PART = /^(?:metafield|transaction)\//;

/** The order number of every event about an order, its shipments, payments, refunds, messages or metafields. */
export function orderIdOf({ scope, data }: BcWebhook): number | undefined {
  const [, subject, event] = ORDER_SCOPE.exec(scope) ?? [];
  if (!subject || !event || typeof data !== 'object' || data === null) return undefined;
  const { orderId, order_id, resource_id, id } = data as Record<string, unknown>;
  const isOrders = subject === 'order' && !ABOUT_A_PART.test(event);
  return [orderId, order_id, resource_id, isOrders ? id : undefined].map(numberOf).find(Boolean);
}

const CUSTOMER_SCOPE = /^store\/customer\/(?:(address\/)?(?:created|updated|deleted))$/;

/** The customer of every event about a customer or one of its addresses, whose own id stands where the customer's would. */
export function customerIdOf({ scope, data }: BcWebhook): number | undefined {
  const found = CUSTOMER_SCOPE.exec(scope);
  if (!found || typeof data !== 'object' || data === null) return undefined;
  const { id, address } = data as { readonly id?: unknown; readonly address?: { readonly customer_id?: unknown } };
  return numberOf(found[1] === undefined ? id : address?.customer_id);
}

/** A price that somebody set or took away. */
export interface BcPriceChange {
  readonly priceListId: number;
  readonly variantId: number;
  /** ISO 4217, in upper case. */
  readonly currency: string;
}

const PRICE_SCOPE = /^store\/priceList\/records?\/(?:created|updated|deleted)$/;

const priceSchema = z
  .object({ price_list_id: z.coerce.number(), variant_id: z.coerce.number(), currency_code: z.string() })
  .transform((row): BcPriceChange => ({
    priceListId: row.price_list_id,
    variantId: row.variant_id,
    currency: row.currency_code.toUpperCase(),
  }));

/** Of the events about price records: one, or the list of a batch. */
export const priceChangesOf = ({ scope, data }: BcWebhook): BcPriceChange[] =>
  PRICE_SCOPE.test(scope) ? [data].flat().flatMap((row) => priceSchema.safeParse(row).data ?? []) : [];

/** Somebody set or moved a level; BigCommerce's ids. The event names no location. */
export interface BcLevelChange {
  readonly productId: number;
  /** Undefined: the product's own level. */
  readonly variantId?: number | undefined;
  /** `absolute` or `relative`. */
  readonly method: string;
  /** The new level, or what it moved by. */
  readonly value: number;
  /** By an order, not by whoever sets levels. */
  readonly isByOrder: boolean;
  /** When it happened, to the second; undefined where the event does not say. */
  readonly at: Date | undefined;
}

const LEVEL_SCOPE = /^store\/(?:channel\/\d+\/)?(?:product|sku)\/inventory\/(order\/)?updated$/;

const levelSchema = z
  .object({
    inventory: z.object({
      product_id: z.coerce.number().int().positive(),
      variant_id: z.coerce.number().int().positive().nullish(),
      method: z.string(),
      value: z.coerce.number(),
    }),
  })
  .transform(({ inventory: { product_id, variant_id, method, value } }) => ({
    productId: product_id,
    variantId: variant_id ?? undefined,
    method,
    value,
  }));

/** Of the events that a level changed, by an order or otherwise. */
export function levelChangeOf({ scope, data, created_at }: BcWebhook): BcLevelChange | undefined {
  const found = LEVEL_SCOPE.exec(scope);
  const level = found ? levelSchema.safeParse(data).data : undefined;
  const at = created_at ? new Date(created_at * 1_000) : undefined;
  return level && { ...level, isByOrder: found?.[1] !== undefined, at };
}

function numberOf(value: unknown): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || !/^\d+$/.test(value))) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
