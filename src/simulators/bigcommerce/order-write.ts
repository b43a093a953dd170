/** V2 order writes: strict about fields, as the vendor is. */
import { z } from 'zod';
import type { SimRequest, SimResponse } from '../core/http';
import { v2Answer, v2Error, v2Invalid, v2ReadOnly, v2Unsupported } from './answers';
import type { SimContext } from './context';
import { parseDate } from './dates';
import { announceNewOrder, archiveOrder, changeOrder } from './order-changes';
import { composeApiOrder } from './order-compose';
import { completeAddress } from './order-fields';
import { ingestOrder } from './order-ingest';
import { orderView } from './order-view';
import type { Fields, StoredOrder } from './state';
import { isStatusId } from './statuses';

const text = z.string();
const whole = z.number().int().min(0);

/** What a PUT may write and the simulator models, with what a value must be. */
const WRITABLE = {
  status_id: z.number().refine(isStatusId, 'is not an order status'),
  external_order_id: text.nullable(),
  staff_notes: text.max(65_535),
  customer_message: text,
  billing_address: z.record(z.string(), z.unknown()),
  customer_id: whole,
  channel_id: whole,
  date_created: text.refine((value) => parseDate(value) !== undefined, 'is not a date'),
  order_source: text,
  external_source: text.nullable(),
  payment_method: text,
  payment_provider_id: z.union([text, z.number()]),
  customer_locale: text,
  ebay_order_id: text,
  geoip_country: text,
  geoip_country_iso2: text,
  ip_address: text.max(30),
  ip_address_v6: text.max(39),
  items_shipped: whole,
  items_total: whole,
  order_is_digital: z.boolean(),
  is_deleted: z.boolean(),
} as const satisfies Record<string, z.ZodType>;

/** Writable in BigCommerce, with recalculations that are not described well enough to imitate. */
const NOT_MODELED = [
  'products',
  'fees',
  'consignments',
  'shipping_addresses',
  'discount_amount',
  'refunded_amount',
  'base_shipping_cost',
  'base_handling_cost',
  'base_wrapping_cost',
  'shipping_cost_ex_tax',
  'shipping_cost_inc_tax',
  'handling_cost_ex_tax',
  'handling_cost_inc_tax',
  'wrapping_cost_ex_tax',
  'wrapping_cost_inc_tax',
  'subtotal_ex_tax',
  'subtotal_inc_tax',
  'total_ex_tax',
  'total_inc_tax',
];

/** `PUT /v2/orders/{id}`: like a PATCH; any field it does not know or may not write refuses the whole request. */
export function updateOrder(context: SimContext, request: SimRequest, order: StoredOrder): SimResponse {
  const body = z.record(z.string(), z.unknown()).safeParse(request.body);
  if (!body.success) return v2Error(400, 'The request body is not an object.');
  const refused = refuseFields(body.data, order);
  if (refused) return refused;
  const { date_created: dateCreated, billing_address: billing, is_deleted: archive, ...fields } = body.data;
  if (typeof dateCreated === 'string') order.createdAt = parseDate(dateCreated) ?? order.createdAt;
  if (fields['external_order_id'] === null) fields['external_order_id'] = '';
  const address = { ...(order.header['billing_address'] as Fields), ...(billing as Fields | undefined) };
  if (archive === true) archiveOrder(context, order);
  else changeOrder(context, order, { ...fields, billing_address: address });
  return v2Answer(orderView(context, order, new URLSearchParams()));
}

function refuseFields(body: Fields, order: StoredOrder): SimResponse | undefined {
  for (const [name, value] of Object.entries(body)) {
    if (NOT_MODELED.includes(name)) return v2Error(501, `The simulator does not model writing the field '${name}'.`);
    const schema = (WRITABLE as Record<string, z.ZodType | undefined>)[name];
    if (!schema) return refuseUnwritable(name, order);
    if (!schema.safeParse(value).success) return v2Invalid(name);
  }
  return undefined;
}

function refuseUnwritable(name: string, order: StoredOrder): SimResponse {
  const readable = name in order.header || ['id', 'date_modified', 'status', 'custom_status', 'coupons'].includes(name);
  return readable ? v2ReadOnly(name) : v2Unsupported(name);
}

/** `POST /v2/orders` with products and a billing address; prices and shipping as given, discounts and pickups refused. */
export function createOrder(context: SimContext, request: SimRequest): SimResponse {
  const composed = composeApiOrder(context, request.body);
  if ('refusal' in composed) return v2Error(400, composed.refusal);
  const order = ingestOrder(context.state, composed.parts, context.clock.now());
  order.header['billing_address'] = completeAddress(order.header['billing_address']);
  announceNewOrder(context, order, 'api');
  return v2Answer(orderView(context, order, request.query));
}
