/** Goods-out notes made in Brightpearl's own screens. */
import { z } from 'zod';
import { API_USER_ID, type Account } from '../../account';
import { openQuantity, stockRows } from '../../order/stock-status';
import type { Order, OrderRow } from '../../records';
import { productBySku } from '../../product/products';
import type { GoodsOutNote } from '../records';
import { checkWarehouse, onHand } from '../stock';
import type { LaterEvent } from './note-events';
import { checkPlans, type Plan } from './note-plan';
import { addEvents, createNote, createTransfer } from './notes';

/** A row of an order, by its id or its SKU; without a quantity: what is open of it. */
export const chosenRowField = z
  .strictObject({
    rowId: z.number().int().optional(),
    sku: z.string().optional(),
    quantity: z.number().int().positive().optional(),
    /** Default: the warehouse's default location. A row that comes from several is named once for each. */
    locationId: z.number().int().optional(),
  })
  .refine(({ rowId, sku }) => (rowId === undefined) !== (sku === undefined), 'names a rowId or a sku');

export const staffNoteBody = z.strictObject({
  salesOrderId: z.number().int(),
  /** Default: whatever of the order is not on a note yet. */
  rows: z.array(chosenRowField).min(1).optional(),
  /** Default: where the order's stock is reserved, else the order's own. */
  warehouseId: z.number().int().optional(),
  /** The tracking number. */
  reference: z.string().max(64).optional(),
  shippingMethodId: z.number().int().optional(),
  ship: z.boolean().optional(),
});

export const staffTransferBody = z.strictObject({
  warehouseId: z.number().int(),
  targetWarehouseId: z.number().int(),
  rows: z.array(z.strictObject({ sku: z.string(), quantity: z.number().int().positive() })).min(1),
  reference: z.string().max(64).optional(),
  shippingMethodId: z.number().int().optional(),
  ship: z.boolean().optional(),
});

type StaffNote = z.output<typeof staffNoteBody>;

/** Throws when the order does not exist, or cannot be fulfilled so. */
export function typeInNote(account: Account, body: StaffNote): GoodsOutNote {
  const order = account.state.orders.get(body.salesOrderId);
  if (!order) throw new Error(`There is no order ${body.salesOrderId}`);
  const reservedIn = account.state.reservations.get(order.id)?.warehouseId;
  const plan: Plan = {
    warehouseId: body.warehouseId ?? reservedIn ?? order.warehouseId,
    rows: plannedRows(account, order, body.rows),
  };
  if (plan.rows.length === 0) throw new Error(`Nothing of the order ${order.id} is open`);
  checkPlans(account, order, [plan]);
  const note = createNote(account, order, plan, body);
  if (body.ship) shipNote(account, note);
  return note;
}

/** Now, with all that comes before. */
export const shipNote = (account: Account, note: GoodsOutNote): void => addStaffEvent(account, note, 'SHW');

export const addStaffEvent = (account: Account, note: GoodsOutNote, code: LaterEvent['code']): void =>
  addEvents(account, note, [{ code, occurredOn: account.now(), ownerId: API_USER_ID }]);

/** Moves goods that nobody has a claim on to another warehouse, where they are in quarantine once the note is shipped. */
export function typeInTransfer(account: Account, body: z.output<typeof staffTransferBody>): GoodsOutNote {
  const { warehouseId, targetWarehouseId, rows, ship, ...details } = body;
  checkWarehouse(account, warehouseId);
  checkWarehouse(account, targetWarehouseId);
  if (targetWarehouseId === warehouseId) throw new Error(`The goods are in warehouse ${warehouseId} already`);
  const moved = rows.map(({ sku, quantity }) => ({ rowId: 0, productId: productBySku(account, sku).id, quantity }));
  for (const { productId, quantity } of moved) {
    if (quantity > onHand(account, { productId, warehouseId })) {
      throw new Error(`There is not enough of product ${productId} in warehouse ${warehouseId}`);
    }
  }
  const note = createTransfer(account, { warehouseId, rows: moved }, targetWarehouseId, details);
  if (ship) shipNote(account, note);
  return note;
}

/** Throws for a row that the order has not. Default: whatever of the order is on no note yet. */
export function plannedRows(account: Account, order: Order, chosen: StaffNote['rows']): Plan['rows'] {
  const rows = stockRows(account, order);
  const planned = (row: OrderRow, quantity = openQuantity(account, order, row), locationId?: number) => ({
    rowId: row.id,
    productId: row.productId,
    quantity,
    locationId,
  });
  if (!chosen) return rows.map((row) => planned(row)).filter(({ quantity }) => quantity > 0);
  return chosen.map(({ rowId, sku, quantity, locationId }) => {
    const row = rows.find((candidate) => candidate.id === rowId || (sku !== undefined && candidate.sku === sku));
    if (!row) throw new Error(`The order ${order.id} has no row ${rowId ?? sku} with stock`);
    return planned(row, quantity, locationId);
  });
}
