import { z } from 'zod';
import type { Account } from '../account';
import { idField } from '../endpoint';
import { badRequest } from '../failure';
import { stockRows } from '../order/amounts';
import type { Order, Reservation, ReservedRow } from '../records';
import { allocate, onHand } from './stock';

export const reservationBody = z.object({
  products: z
    .array(
      z.object({
        productId: idField,
        salesOrderRowId: idField,
        quantity: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]),
      }),
    )
    .min(1, 'names nothing to reserve'),
});

type Wanted = z.output<typeof reservationBody>['products'][number];

/**
 * Reserves stock for an order in one warehouse. Of each row as much as there is, in silence; it is an error only when
 * there is nothing of anything.
 */
export function reserve(account: Account, order: Order, warehouseId: number, wanted: readonly Wanted[]): void {
  checkWanted(account, order, warehouseId, wanted);
  const existing = account.state.reservations.get(order.id);
  if (existing && account.switches.secondReservation === 'error') {
    throw badRequest('WHSB-942', `The order ${order.id} already has a reservation`);
  }
  if (existing) releaseReservation(account, order.id);
  const rows = reservable(account, warehouseId, wanted);
  if (rows.size === 0) {
    if (existing) store(account, existing);
    throw badRequest('WHSB-943', `No items are available to reserve for the order ${order.id}`);
  }
  store(account, { orderId: order.id, warehouseId, createdOn: account.now(), rows });
}

/** Gives back what an order has reserved, if anything. */
export function releaseReservation(account: Account, orderId: number): void {
  const reservation = account.state.reservations.get(orderId);
  if (!reservation) return;
  account.state.reservations.delete(orderId);
  for (const { productId, quantity } of reservation.rows.values()) {
    allocate(account, productId, reservation.warehouseId, -quantity);
  }
}

function checkWanted(account: Account, order: Order, warehouseId: number, wanted: readonly Wanted[]): void {
  if (order.type !== 'SO' || order.closedOn !== undefined || isCancelled(account, order)) {
    throw badRequest('WHSB-944', `The order ${order.id} is no open sales order`);
  }
  if (!account.state.lists.warehouses.some(({ id }) => id === warehouseId)) {
    throw badRequest('WHSC-945', `There is no warehouse ${warehouseId}`);
  }
  const rows = stockRows(account, order);
  for (const { productId, salesOrderRowId, quantity } of wanted) {
    if (productId <= 0) throw badRequest('WHSC-014', 'Product ID must be set and greater than 0');
    const row = rows.find((candidate) => candidate.id === salesOrderRowId && candidate.productId === productId);
    if (!row)
      throw badRequest('WHSC-946', `The order has no row ${salesOrderRowId} with stock of product ${productId}`);
    if (quantity <= 0 || row.quantity.lt(quantity)) {
      throw badRequest('WHSC-947', `${quantity} is not a quantity of the row ${salesOrderRowId}`);
    }
  }
}

const isCancelled = (account: Account, order: Order): boolean =>
  order.statusId === account.state.lists.cancelledStatusId;

/** What can be had, row by row: two rows of one product share its stock. */
function reservable(account: Account, warehouseId: number, wanted: readonly Wanted[]): Map<number, ReservedRow> {
  const taken = new Map<number, number>();
  const rows = new Map<number, ReservedRow>();
  for (const { productId, salesOrderRowId, quantity } of wanted) {
    const left = onHand(account, productId, warehouseId) - (taken.get(productId) ?? 0);
    const granted = Math.min(quantity, left);
    if (granted <= 0) continue;
    taken.set(productId, (taken.get(productId) ?? 0) + granted);
    rows.set(salesOrderRowId, { productId, quantity: granted });
  }
  return rows;
}

function store(account: Account, reservation: Reservation): void {
  account.state.reservations.set(reservation.orderId, reservation);
  for (const { productId, quantity } of reservation.rows.values()) {
    allocate(account, productId, reservation.warehouseId, quantity);
  }
}
