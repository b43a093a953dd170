/** How stored orders are shown: by the V2 GETs and in lists. */
import { linkTo, type SimContext } from './context';
import { rfc2822 } from './dates';
import { CONSIGNMENT_MONEY_FIELDS, moneyText } from './order-fields';
import { statusIdOf, type Consignment, type Fields, type StoredOrder } from './state';
import { statusLabel, statusName } from './statuses';

/** An order with what `include` asks for; everything else is a link object. */
export function orderView(context: SimContext, order: StoredOrder, query: URLSearchParams): Fields {
  const include = (query.get('include') ?? '').split(',');
  const link = (name: string) => linkTo(context, `/orders/${order.id}/${name}`);
  const statusId = statusIdOf(order);
  return {
    id: order.id,
    ...order.header,
    status: statusName(statusId),
    custom_status: statusLabel(context, statusId),
    date_created: rfc2822(order.createdAt),
    date_modified: rfc2822(order.modifiedAt),
    products: link('products'),
    shipping_addresses: link('shippingaddresses'),
    coupons: link('coupons'),
    fees: include.includes('fees') ? order.fees : link('fees'),
    consignments: wantsConsignments(include, query)
      ? consignmentsView(context, order, include.includes('consignments.line_items'))
      : link('consignments'),
  };
}

/** Only the object structure is supported; without it the field stays a link. */
const wantsConsignments = (include: readonly string[], query: URLSearchParams): boolean =>
  query.get('consignment_structure') === 'object' &&
  (include.includes('consignments') || include.includes('consignments.line_items'));

/** The consignments with their lines in full, or as links. */
export function consignmentsView(context: SimContext, order: StoredOrder, withLines: boolean): unknown {
  const show = (consignment: Consignment): Fields => ({
    ...consignment,
    line_items: withLines
      ? consignment.line_items.slice(0, context.switches.consignmentLinesCutAt50 ? 50 : undefined)
      : consignment.line_items.map(({ id }) => linkTo(context, `/orders/${order.id}/products/${id}`)),
  });
  const { pickups, shipping, downloads, email } = order.consignments;
  return {
    pickups: pickups.map(show),
    shipping: shipping.map((consignment) => ({
      ...show(consignment),
      shipping_quotes: quotesLink(context, order, 'consignments/shipping', consignment, 'shipping_quotes'),
    })),
    downloads: downloads.map(show),
    email: { gift_certificates: email.gift_certificates.map(show) },
  };
}

/** The older sub-resource: the same addresses, with money as strings and without lines. */
export const shippingAddressesView = (context: SimContext, order: StoredOrder): Fields[] =>
  order.consignments.shipping.map((consignment) => {
    const { line_items: _lines, ...fields } = consignment;
    return {
      ...fields,
      ...Object.fromEntries(CONSIGNMENT_MONEY_FIELDS.map((name) => [name, moneyText(consignment[name])])),
      order_id: order.id,
      shipping_quotes: quotesLink(context, order, 'shippingaddresses', consignment, 'shippingquotes'),
    };
  });

const quotesLink = (context: SimContext, order: StoredOrder, parent: string, { id }: Fields, name: string) =>
  linkTo(context, `/orders/${order.id}/${parent}/${String(id)}/${name}`);
