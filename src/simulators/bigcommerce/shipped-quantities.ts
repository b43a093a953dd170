/** How much of an order was shipped, and how much can be. */
import type { SimContext } from './context';
import { quantityOf } from './order-fields';
import type { LineItem, StoredOrder } from './state';

/** Lines that go to an address: digital ones, gift certificates and what is collected do not. */
export const shippableLines = ({ consignments }: Pick<StoredOrder, 'consignments'>): LineItem[] =>
  consignments.shipping.flatMap((consignment) => consignment.line_items);

/** Units of a line not shipped yet. */
export function leftToShip({ switches }: SimContext, line: LineItem): number {
  const refunded = switches.refundedUnitsShip ? 0 : Number(line['quantity_refunded']);
  return Math.max(0, Number(line['quantity']) - Number(line['quantity_shipped']) - refunded);
}

export const isShippedWhole = (context: SimContext, order: StoredOrder): boolean =>
  shippableLines(order).every((line) => leftToShip(context, line) === 0);

/** Brings the counts of the order and its consignments in line with its lines. */
export function countShipped(order: StoredOrder): void {
  for (const consignment of order.consignments.shipping) {
    consignment['items_shipped'] = quantityOf(consignment.line_items, 'quantity_shipped');
  }
  order.header['items_shipped'] = quantityOf(shippableLines(order), 'quantity_shipped');
}
