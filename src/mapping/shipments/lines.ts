/** The lines of an order as shipments see them. Pure. */
import type { BcOrder, BcOrderProduct } from '../../bigcommerce/schemas/order';
import type { ShippableLine } from './types';

/** @param takenOff units by line that a refund took off the sales order before anything of them left */
export function shippableLines(
  { consignments }: Pick<BcOrder, 'consignments'>,
  takenOff: ReadonlyMap<number, number> = new Map(),
): ShippableLine[] {
  const lineAt = (orderAddressId: number) => (line: BcOrderProduct) =>
    lineOf(line, orderAddressId, takenOff.get(line.id) ?? 0);
  return [
    ...consignments.shipping.flatMap(({ id, line_items: lines }) => lines.map(lineAt(id))),
    ...[...consignments.pickups, ...consignments.downloads].flatMap(({ line_items: lines }) => lines.map(lineAt(0))),
  ];
}

/** Where nobody knows better, units that were refunded are among the shipped ones. */
const lineOf = (line: BcOrderProduct, orderAddressId: number, takenOff: number): ShippableLine => ({
  lineId: line.id,
  quantity: line.quantity,
  quantityShipped: line.quantity_shipped,
  quantityRefunded: Math.max(takenOff, line.quantity_refunded - line.quantity_shipped),
  orderAddressId: line.type === 'physical' ? orderAddressId : 0,
  ...(line.parent_order_product_id ? { parentLineId: line.parent_order_product_id } : {}),
});
