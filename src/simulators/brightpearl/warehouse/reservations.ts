import { z } from 'zod';
import type { Account } from '../account';
import { idField } from '../endpoint';
import { badRequest, notFound } from '../failure';
import { orderChanged } from '../order/order-changes';
import { isCancelled } from '../order/orders';
import { openQuantity, stockRows } from '../order/stock-status';
import type { Order } from '../records';
import type { Reservation, ReservedRow } from './records';
import { changeLevel, checkWarehouse, onHand, type Shelf } from './stock';

export const wholeQuantity = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);

export const reservationBody = z.object({
  products: z
    .array(z.object({ productId: idField, salesOrderRowId: idField, quantity: wholeQuantity }))
    .min(1, 'names nothing to reserve'),
});

type Wanted = z.output<typeof reservationBody>['products'][number];
type Rows = ReadonlyMap<number, ReservedRow>;

const NO_ROWS: Rows = new Map();

/**
 * Reserves stock for an order in one warehouse. Of each row as much as there is, in silence; it is an error only when
 * there is nothing of anything.
 */
export function reserve(account: Account, order: Order, warehouseId: number, wanted: readonly Wanted[]): void {
  checkWarehouse(account, warehouseId);
  const rows = checkedRows(account, order, wanted);
  const existing = account.state.reservations.get(order.id);
  if (existing && account.switches.secondReservation === 'error') {
    throw badRequest('WHSB-942', `The order ${order.id} already has a reservation`);
  }
  const freed = existing?.warehouseId === warehouseId ? existing.rows : NO_ROWS;
  const granted = available(account, warehouseId, rows, freed);
  if (granted.size === 0) {
    throw badRequest('WHSB-943', `No items are available to reserve for the order ${order.id}`);
  }
  put(account, order, { orderId: order.id, warehouseId, createdOn: account.now(), rows: granted });
}

/** Gives the rows named the quantities named, as far as there is stock, and leaves the other rows alone. */
export function changeReservation(account: Account, order: Order, wanted: readonly Wanted[]): void {
  const existing = account.state.reservations.get(order.id);
  if (!existing) throw notFound(`No reservation exists for order ${order.id}`);
  const rows = checkedRows(account, order, wanted);
  const freed = [...existing.rows].filter(([rowId]) => rows.has(rowId));
  const kept = [...existing.rows].filter(([rowId]) => !rows.has(rowId));
  const granted = available(account, existing.warehouseId, rows, new Map(freed));
  put(account, order, { ...existing, rows: new Map([...kept, ...granted]) });
}

/** Gives back what an order has reserved, if anything. */
export function releaseReservation(account: Account, order: Order): void {
  if (account.state.reservations.has(order.id)) put(account, order, undefined);
}

/** After rows changed or went onto goods-out notes: gives back what the rows have no use for any more. */
export function trimReservation(account: Account, order: Order): void {
  const existing = account.state.reservations.get(order.id);
  if (!existing) return;
  const rows = [...existing.rows].flatMap(([rowId, reserved]) => {
    const quantity = Math.min(reserved.quantity, reservable(account, order, rowId));
    return quantity > 0 ? [[rowId, { ...reserved, quantity }] as const] : [];
  });
  put(account, order, { ...existing, rows: new Map(rows) });
}

/** Takes up to `quantity` of a row out of the reservation, still allocated, for a note; answers how much that was. */
export function handOver(account: Account, orderId: number, rowId: number, quantity: number): number {
  const existing = account.state.reservations.get(orderId);
  const reserved = existing?.rows.get(rowId);
  if (!existing || !reserved) return 0;
  const taken = Math.min(quantity, reserved.quantity);
  const left = new Map(existing.rows);
  if (taken === reserved.quantity) left.delete(rowId);
  else left.set(rowId, { ...reserved, quantity: reserved.quantity - taken });
  keep(account, orderId, { ...existing, rows: left });
  return taken;
}

/** Rows by id with what is wanted of each. A row named twice is wanted in both quantities together. */
function checkedRows(account: Account, order: Order, wanted: readonly Wanted[]): Rows {
  if (order.type !== 'SO' || order.closedOn !== undefined || isCancelled(account, order)) {
    throw badRequest('WHSB-944', `The order ${order.id} is no open sales order`);
  }
  const rows = new Map<number, ReservedRow>();
  for (const { productId, salesOrderRowId, quantity } of wanted) {
    if (productId <= 0) throw badRequest('WHSC-014', 'Product ID must be set and greater than 0');
    if (!holdsStock(account, order, salesOrderRowId, productId)) continue;
    const together = (rows.get(salesOrderRowId)?.quantity ?? 0) + quantity;
    if (quantity <= 0 || together > reservable(account, order, salesOrderRowId)) {
      throw badRequest('WHSC-947', `${together} is not a quantity of the row ${salesOrderRowId}`);
    }
    rows.set(salesOrderRowId, { productId, quantity: together });
  }
  return rows;
}

/** A row that exists and holds no stock (an untracked product, a bundle's own row) is refused, or left out in silence. */
function holdsStock(account: Account, order: Order, rowId: number, productId: number): boolean {
  const isRow = (row: { readonly id: number; readonly productId: number }): boolean =>
    row.id === rowId && row.productId === productId;
  if (stockRows(account, order).some(isRow)) return true;
  if (account.switches.untrackedInReservation === 'ignored' && order.rows.some(isRow)) return false;
  throw badRequest('WHSC-946', `The order has no row ${rowId} with stock of product ${productId}`);
}

/** A row that is gone, or is on goods-out notes as a whole, has no use for a reservation. */
function reservable(account: Account, order: Order, rowId: number): number {
  const row = order.rows.find(({ id }) => id === rowId);
  return row ? openQuantity(account, order, row) : 0;
}

/** What can be had, row by row: two rows of one product share its stock, and what is `freed` for them at the same time. */
function available(account: Account, warehouseId: number, rows: Rows, freed: Rows): Rows {
  const left = new Map<number, number>();
  const leftOf = (productId: number) => left.get(productId) ?? onHand(account, { productId, warehouseId });
  for (const { productId, quantity } of freed.values()) left.set(productId, leftOf(productId) + quantity);
  const granted = new Map<number, ReservedRow>();
  for (const [rowId, { productId, quantity }] of rows) {
    const share = Math.min(quantity, leftOf(productId));
    if (share <= 0) continue;
    left.set(productId, leftOf(productId) - share);
    granted.set(rowId, { productId, quantity: share });
  }
  return granted;
}

/** Puts a reservation in the place of the order's own, and claims or gives back the difference. */
function put(account: Account, order: Order, next: Reservation | undefined): void {
  const before = account.state.reservations.get(order.id);
  keep(account, order.id, next);
  const changes = differences(before, next).filter(({ quantity }) => quantity !== 0);
  for (const { shelf, quantity } of changes) changeLevel(account, shelf, { allocated: quantity });
  if (changes.length > 0 && account.switches.reservationModifiesOrder) orderChanged(account, order);
}

interface Claim {
  readonly shelf: Shelf;
  readonly quantity: number;
}

/** By how much the claims on each shelf change. */
function differences(before: Reservation | undefined, next: Reservation | undefined): Claim[] {
  const claims = new Map<string, Claim>();
  const count = (reservation: Reservation | undefined, sign: 1 | -1): void => {
    for (const { productId, quantity } of reservation?.rows.values() ?? []) {
      const shelf = { productId, warehouseId: reservation?.warehouseId ?? 0 };
      const key = `${shelf.warehouseId}/${productId}`;
      claims.set(key, { shelf, quantity: (claims.get(key)?.quantity ?? 0) + sign * quantity });
    }
  };
  count(before, -1);
  count(next, 1);
  return [...claims.values()];
}

/** A reservation without rows is none. */
function keep(account: Account, orderId: number, reservation: Reservation | undefined): void {
  if (reservation && reservation.rows.size > 0) account.state.reservations.set(orderId, reservation);
  else account.state.reservations.delete(orderId);
}
