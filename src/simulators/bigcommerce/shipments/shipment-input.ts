/** What a shipment may be made of, and changed to: strict, as V2 is. */
import { z } from 'zod';
import type { SimResponse } from '../../core/http';
import { v2Error, v2Invalid, v2Missing, v2ReadOnly, v2Unsupported } from '../answers';
import type { SimContext } from '../context';
import { leftToShip } from '../shipped-quantities';
import { linesOf, type Fields, type StoredOrder } from '../state';
import { isCarrier, isProvider } from './tracking';

const id = z.number().int().positive();
const amount = z.union([z.string(), z.number()]).refine((value) => /^\d+(\.\d+)?$/.test(String(value)));

const WRITABLE = {
  order_address_id: id,
  tracking_number: z.string().max(50),
  tracking_link: z.string().max(500),
  merchant_shipping_cost: amount,
  shipping_method: z.string(),
  shipping_provider: z.string().refine(isProvider),
  tracking_carrier: z.string().refine(isCarrier),
  comments: z.string().max(65_535),
} as const satisfies Record<string, z.ZodType>;

const itemsSchema = z.array(z.strictObject({ order_product_id: id, quantity: z.number().int().positive() })).min(1);
export type ShipmentItems = z.output<typeof itemsSchema>;

const READ_ONLY = [
  'id',
  'order_id',
  'customer_id',
  'date_created',
  'billing_address',
  'shipping_address',
  'shipping_provider_display_name',
  'generated_tracking_link',
];

export interface NewShipment {
  readonly fields: Fields;
  readonly items: ShipmentItems;
}

/** The fields and items of a new shipment, or the answer that refuses it whole. */
export function readNewShipment(context: SimContext, order: StoredOrder, body: unknown): NewShipment | SimResponse {
  const { items, ...fields } = objectOf(body);
  const refused = refuseFields(fields) ?? refuseItemFields(items);
  if (refused) return refused;
  if (fields['order_address_id'] === undefined) return v2Missing('order_address_id');
  if (items === undefined) return v2Missing('items');
  const parsed = itemsSchema.safeParse(items);
  if (!parsed.success) return v2Invalid('items');
  return refuseShipping(context, order, fields, parsed.data) ?? { fields, items: parsed.data };
}

/** The fields to change, or the answer that refuses them whole: items stay as they are. */
export function readShipmentChange(shipment: Fields, body: unknown): { readonly fields: Fields } | SimResponse {
  const fields = objectOf(body);
  if ('items' in fields) return v2ReadOnly('items');
  const refused = refuseFields(fields);
  if (refused) return refused;
  const { order_address_id: address = shipment['order_address_id'] } = fields;
  // Its items go to that address.
  return address === shipment['order_address_id'] ? { fields } : v2Invalid('order_address_id');
}

const objectOf = (body: unknown): Fields => {
  const parsed = z.record(z.string(), z.unknown()).safeParse(body);
  return parsed.success ? parsed.data : {};
};

function refuseFields(fields: Fields): SimResponse | undefined {
  for (const [name, value] of Object.entries(fields)) {
    const schema = (WRITABLE as Record<string, z.ZodType | undefined>)[name];
    if (!schema) return READ_ONLY.includes(name) ? v2ReadOnly(name) : v2Unsupported(name);
    if (!schema.safeParse(value).success) return v2Invalid(name);
  }
  return undefined;
}

/** `product_id` is shown of an item, and refused when it is sent back. */
function refuseItemFields(items: unknown): SimResponse | undefined {
  const names = (Array.isArray(items) ? items : []).flatMap((item: unknown) => Object.keys(objectOf(item)));
  const other = names.find((name) => name !== 'order_product_id' && name !== 'quantity');
  if (other === undefined) return undefined;
  return other === 'product_id' ? v2ReadOnly(other) : v2Unsupported(other);
}

function refuseShipping(
  context: SimContext,
  order: StoredOrder,
  { order_address_id: addressId }: Fields,
  items: ShipmentItems,
): SimResponse | undefined {
  if (order.header['is_deleted'] === true) return v2Error(400, 'An archived order cannot be shipped.');
  const address = order.consignments.shipping.find((consignment) => consignment['id'] === addressId);
  if (!address) return v2Invalid('order_address_id', `The order has no address ${String(addressId)}.`);
  for (const [lineId, quantity] of quantities(items)) {
    const line = address.line_items.find((candidate) => candidate.id === lineId);
    if (!line) return v2Invalid('order_product_id', reasonAgainst(order, lineId));
    const left = leftToShip(context, line);
    if (quantity > left && context.switches.overShipment === 'refused') {
      return v2Invalid('quantity', `Only ${left} of the order product ${lineId} are left to ship.`);
    }
  }
  return undefined;
}

const reasonAgainst = (order: StoredOrder, lineId: number): string =>
  linesOf(order).some((line) => line.id === lineId)
    ? `The order product ${lineId} is not shipped to this address.`
    : `The order has no product ${lineId}.`;

/** Units by line: a shipment may name one twice. */
export function quantities(items: ShipmentItems): Map<number, number> {
  const byLine = new Map<number, number>();
  for (const { order_product_id: lineId, quantity } of items) {
    byLine.set(lineId, (byLine.get(lineId) ?? 0) + quantity);
  }
  return byLine;
}
