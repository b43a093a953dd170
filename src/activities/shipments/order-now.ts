import type { BigCommerceClient } from '../../bigcommerce/client';
import type { BcOrder } from '../../bigcommerce/schemas/order';
import { mayLackLines, withAllLines } from '../../mapping/consignment-lines';

/** The order as the store has it now, with all its lines. */
export async function orderNow(client: BigCommerceClient, orderId: number): Promise<BcOrder> {
  const order = await client.orders.get(orderId);
  return mayLackLines(order) ? withAllLines(order, await client.orders.products(orderId)) : order;
}
