/**
 * The parts of an order whose change matters to what stands in Brightpearl. Our own writes (external order id, metafields,
 * shipments) and what follows from them (dates, shipped quantities, status names) are left out, so that their echoes
 * compare equal.
 */
import type { BcOrder, BcOrderProduct } from '../bigcommerce/schemas/order';
import type { OrderSnapshot } from './types';

/** Of the order alone: tells in one request whether the rest has to be read. */
export function orderRelevant(order: BcOrder): unknown {
  return {
    ...without(order, [
      'date_modified',
      'status',
      'custom_status',
      'external_order_id',
      'external_id',
      'external_merchant_id',
      'staff_notes',
      'consignments',
    ]),
    consignments: {
      shipping: order.consignments.shipping.map(relevantLines),
      pickups: order.consignments.pickups.map(relevantLines),
      downloads: order.consignments.downloads.map(relevantLines),
      certificates: order.consignments.email.gift_certificates.map(relevantLines),
    },
  };
}

/** Of everything that was read. Lists are put in the order of their ids: the vendor promises none. */
export function importRelevant(snapshot: OrderSnapshot): unknown {
  return {
    storeHash: snapshot.storeHash,
    order: orderRelevant(snapshot.order),
    taxes: byId(snapshot.taxes),
    coupons: byId(snapshot.coupons),
    transactions: byId(snapshot.transactions),
    ...(snapshot.refunds?.length ? { refunds: byId(snapshot.refunds) } : {}),
    customer: snapshot.customer,
  };
}

const relevantLines = <T extends { readonly line_items: readonly BcOrderProduct[] }>(consignment: T) => ({
  ...consignment,
  line_items: byId(consignment.line_items).map((line) => without(line, ['quantity_shipped'])),
});

const byId = <T extends { readonly id: number }>(rows: readonly T[]): T[] => [...rows].sort((a, b) => a.id - b.id);

function without<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Omit<T, K> {
  const dropped: readonly PropertyKey[] = keys;
  return Object.fromEntries(Object.entries(from).filter(([key]) => !dropped.includes(key))) as Omit<T, K>;
}
