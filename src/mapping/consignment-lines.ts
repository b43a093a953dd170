/**
 * Whether an order's consignments may lack lines, and how they are completed from the list of all lines. Sub-resources of
 * V2 orders have been cut at 50 rows; whether lines included in a consignment are cut as well is not documented.
 */
import type { BcOrder, BcOrderProduct } from '../bigcommerce/schemas/order';

const CUT_AT = 50;

/** Lists of exactly the length of a cut one, or fewer items than the order counts. */
export function mayLackLines({ consignments, items_total: items }: BcOrder): boolean {
  const lists = listsOf(consignments);
  const lines = lists.flat();
  const quantity = lines.reduce((sum, line) => sum + line.quantity, 0);
  return [lines, ...lists].some(({ length }) => length === CUT_AT) || quantity < (items ?? 0);
}

/**
 * Puts every line that no consignment lists where it belongs. One that belongs nowhere is left out: then the order does not
 * add up, and stops.
 */
export function withAllLines(order: BcOrder, lines: readonly BcOrderProduct[]): BcOrder {
  const listed = new Set(listsOf(order.consignments).flatMap((list) => list.map(({ id }) => id)));
  return lines
    .filter(({ id }) => !listed.has(id))
    .reduce((all, line) => ({ ...all, consignments: place(all.consignments, line) }), order);
}

type Consignments = BcOrder['consignments'];

const listsOf = ({ shipping, pickups, downloads, email }: Consignments): (readonly BcOrderProduct[])[] =>
  [...shipping, ...pickups, ...downloads, ...email.gift_certificates].map((consignment) => consignment.line_items);

function place(consignments: Consignments, line: BcOrderProduct): Consignments {
  const { shipping, pickups, downloads, email } = consignments;
  if (line.type === 'giftcertificate') {
    const certificate = { recipient_email: '', line_items: [line] };
    return { ...consignments, email: { gift_certificates: [...email.gift_certificates, certificate] } };
  }
  if (shipping.some(({ id }) => id === line.order_address_id)) {
    return { ...consignments, shipping: adding(shipping, line, ({ id }) => id === line.order_address_id) };
  }
  if (line.type === 'digital') {
    const [first = { line_items: [] }, ...others] = downloads;
    return { ...consignments, downloads: [{ ...first, line_items: [...first.line_items, line] }, ...others] };
  }
  const isOnly = pickups.length === 1;
  return { ...consignments, pickups: adding(pickups, line, ({ id }) => isOnly || id === line.order_pickup_method_id) };
}

const adding = <T extends { readonly line_items: BcOrderProduct[] }>(
  consignments: readonly T[],
  line: BcOrderProduct,
  isPlace: (consignment: T) => boolean,
): T[] => consignments.map((one) => (isPlace(one) ? { ...one, line_items: [...one.line_items, line] } : one));
