import { SCOPES, type BigCommerceRoute } from './clients';
import { v2Answer, v2NotFound } from './answers';
import type { SimContext } from './context';
import { statusIdOf, type StoredOrder } from './state';

interface OrderStatus {
  readonly id: number;
  readonly name: string;
  readonly description: string;
}

/** In the order of the control panel. */
const STATUSES: readonly OrderStatus[] = [
  {
    id: 0,
    name: 'Incomplete',
    description: 'The shopper reached the payment page and did not complete the transaction.',
  },
  { id: 1, name: 'Pending', description: 'The shopper started the checkout and did not complete it.' },
  { id: 7, name: 'Awaiting Payment', description: 'The checkout is complete, payment is not confirmed.' },
  { id: 11, name: 'Awaiting Fulfillment', description: 'The checkout is complete and payment is confirmed.' },
  { id: 9, name: 'Awaiting Shipment', description: 'Packed, awaiting collection by a shipping provider.' },
  { id: 8, name: 'Awaiting Pickup', description: 'Packed, awaiting collection by the customer.' },
  { id: 3, name: 'Partially Shipped', description: 'Only some items were shipped.' },
  { id: 10, name: 'Completed', description: 'Paid, and files are available for download.' },
  { id: 2, name: 'Shipped', description: 'Shipped, receipt is not confirmed.' },
  { id: 5, name: 'Cancelled', description: 'The seller canceled the order.' },
  { id: 6, name: 'Declined', description: 'The seller declined the order.' },
  { id: 4, name: 'Refunded', description: 'The seller refunded the order.' },
  { id: 13, name: 'Disputed', description: 'The customer disputes the payment.' },
  { id: 12, name: 'Manual Verification Required', description: 'On hold until something is confirmed by hand.' },
  { id: 14, name: 'Partially Refunded', description: 'The seller refunded a part of the order.' },
];

export const isStatusId = (id: unknown): boolean => STATUSES.some((status) => status.id === id);

export const statusName = (id: number): string => STATUSES.find((status) => status.id === id)?.name ?? '';

/** The label a merchant gave a status, else its name. */
export const statusLabel = (context: SimContext, id: number): string =>
  context.switches.customStatusLabels[id] ?? statusName(id);

const shown = (context: SimContext, { id, name, description }: OrderStatus) => ({
  id,
  name,
  system_label: name,
  custom_label: statusLabel(context, id),
  system_description: description,
});

/** `GET /v2/orders/count`: how many orders each status has. */
export function countByStatus(context: SimContext, orders: readonly StoredOrder[]): unknown {
  return {
    statuses: STATUSES.map((status, sortOrder) => ({
      ...shown(context, status),
      count: orders.filter((order) => statusIdOf(order) === status.id).length,
      sort_order: sortOrder,
    })),
    count: orders.length,
  };
}

export const statusRoutes = (context: SimContext): BigCommerceRoute[] => [
  {
    method: 'GET',
    path: '/v2/order_statuses',
    scopes: SCOPES.ordersRead,
    handle: () => v2Answer(STATUSES.map((status) => shown(context, status)).sort((a, b) => a.id - b.id)),
  },
  {
    method: 'GET',
    path: '/v2/order_statuses/{id}',
    scopes: SCOPES.ordersRead,
    handle: ({ params }) => {
      const status = STATUSES.find(({ id }) => String(id) === params['id']);
      return status ? v2Answer(shown(context, status)) : v2NotFound();
    },
  },
];
