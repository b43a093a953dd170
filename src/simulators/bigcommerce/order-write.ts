/** V2 order writes: strict about fields, as the vendor is. */
import { z } from 'zod';
import type { SimRequest, SimResponse } from '../core/http';
import { v2Answer, v2Error, v2Invalid, v2ReadOnly, v2Unsupported } from './answers';
import type { SimContext } from './context';
import { parseDate } from './dates';
import { isRecalculated, orderEditShape, recalculatedSchema } from './edits/edit-input';
import { applyEdit, refuseEdit } from './edits/edit-order';
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
  refunded_amount: z.union([text, z.number()]),
} as const satisfies Record<string, z.ZodType>;

/** Writable in BigCommerce and not described well enough to imitate: it is for pickups. */
const NOT_MODELED = ['consignments'];

/** `PUT /v2/orders/{id}`: like a PATCH; any field it does not know or may not write refuses the whole request. */
export function updateOrder(context: SimContext, request: SimRequest, order: StoredOrder): SimResponse {
  const body = z.record(z.string(), z.unknown()).safeParse(request.body);
  if (!body.success) return v2Error(400, 'The request body is not an object.');
  const refused = refuseFields(body.data, order);
  if (refused) return refused;
  const { edit, others } = splitEdit(body.data);
  const refusal = refuseEdit(context, order, edit);
  if (refusal) return v2Invalid(refusal.field, refusal.reason);
  applyEdit(context, order, edit, { keepsDiscounts: false });
  const { date_created: dateCreated, billing_address: billing, is_deleted: archive, ...fields } = others;
  if (typeof dateCreated === 'string') order.createdAt = parseDate(dateCreated) ?? order.createdAt;
  if (fields['external_order_id'] === null) fields['external_order_id'] = '';
  const address = { ...(order.header['billing_address'] as Fields), ...(billing as Fields | undefined) };
  if (archive === true) archiveOrder(context, order);
  else changeOrder(context, order, { ...fields, billing_address: address });
  return v2Answer(orderView(context, order, new URLSearchParams()));
}

/** What recalculates the order, and what is written as it is. `refunded_amount` "always returns 0", whatever is written. */
function splitEdit({ refunded_amount: _refunded, ...body }: Fields) {
  const entries = Object.entries(body);
  const edit = Object.fromEntries(entries.filter(([name]) => isRecalculated(name)));
  const others = Object.fromEntries(entries.filter(([name]) => !isRecalculated(name)));
  return { edit: recalculatedSchema.parse(edit), others };
}

function refuseFields(body: Fields, order: StoredOrder): SimResponse | undefined {
  for (const [name, value] of Object.entries(body)) {
    if (NOT_MODELED.includes(name)) return v2Error(501, `The simulator does not model writing the field '${name}'.`);
    const schema = ({ ...WRITABLE, ...orderEditShape } as Record<string, z.ZodType | undefined>)[name];
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
