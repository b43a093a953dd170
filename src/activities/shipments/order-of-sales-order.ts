/** Sales orders that staff split off: they have no reference of ours, and a parent that has. */
import type { BrightpearlClient } from '../../brightpearl/client';
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import type { OrderKey } from '../../domain/ids';
import type { ActivityDeps } from '../deps';

/** A back order of a back order of a back order; nobody splits on for ever, and a circle must end. */
const MOST_LEVELS = 3;

/** The order that a sales order was imported for, or that it was split off from; undefined for a stranger. */
export async function orderOfSalesOrder(
  deps: ActivityDeps,
  account: string,
  salesOrderId: number,
): Promise<OrderKey | undefined> {
  const client = deps.brightpearl(account);
  let id: number | undefined = salesOrderId;
  for (let level = 0; id !== undefined && level <= MOST_LEVELS; level += 1) {
    const [link] = await deps.store.links.byRemote('sales-order', account, String(id));
    if (link?.storeHash && link.orderId) return { storeHash: link.storeHash, orderId: link.orderId };
    const salesOrder: BpSalesOrder | undefined = (await client.salesOrders.readMany([id])).get(id);
    id = salesOrder?.parentId || undefined;
  }
  return undefined;
}

/** The sales order, and those that it was split off from, nearest first. */
export async function withParents(client: BrightpearlClient, salesOrderId: number): Promise<BpSalesOrder[]> {
  const found: BpSalesOrder[] = [];
  let id: number | undefined = salesOrderId;
  while (id !== undefined && found.length <= MOST_LEVELS) {
    const salesOrder: BpSalesOrder | undefined = (await client.salesOrders.readMany([id])).get(id);
    if (salesOrder) found.push(salesOrder);
    id = salesOrder?.parentId || undefined;
  }
  return found;
}
