/** The lines of an order as shipments see them. Pure. */
import type { BcOrder, BcOrderProduct } from '../../bigcommerce/schemas/order';
import type { ShippableLine } from './types';

export function shippableLines({ consignments }: Pick<BcOrder, 'consignments'>): ShippableLine[] {
  return [
    ...consignments.shipping.flatMap(({ id, line_items: lines }) => lines.map((line) => lineOf(line, id))),
    ...[...consignments.pickups, ...consignments.downloads].flatMap(({ line_items: lines }) =>
      lines.map((line) => lineOf(line, 0)),
    ),
  ];
}

/** Units refunded after they were shipped are among the shipped ones. */
const lineOf = (line: BcOrderProduct, orderAddressId: number): ShippableLine => ({
  lineId: line.id,
  quantity: line.quantity,
  quantityShipped: line.quantity_shipped,
  quantityRefunded: Math.max(0, line.quantity_refunded - line.quantity_shipped),
  orderAddressId: line.type === 'physical' ? orderAddressId : 0,
  ...(line.parent_order_product_id ? { parentLineId: line.parent_order_product_id } : {}),
});
