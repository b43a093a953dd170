/** Goods-out notes made in Brightpearl's own screens. */
import { z } from 'zod';
import { API_USER_ID, type Account } from '../../account';
import { openQuantity, stockRows } from '../../order/stock-status';
import type { Order, OrderRow } from '../../records';
import type { GoodsOutNote } from '../records';
import { checkPlans, type Plan } from './note-plan';
import { addEvents, createNote } from './notes';

const rowField = z
  .strictObject({
    rowId: z.number().int().optional(),
    sku: z.string().optional(),
    quantity: z.number().int().positive().optional(),
  })
  .refine(({ rowId, sku }) => (rowId === undefined) !== (sku === undefined), 'names a rowId or a sku');

export const staffNoteBody = z.strictObject({
  salesOrderId: z.number().int(),
  /** Default: whatever of the order is not on a note yet. A row without a quantity: what is open of it. */
  rows: z.array(rowField).min(1).optional(),
  /** Default: where the order's stock is reserved, else the order's own. */
  warehouseId: z.number().int().optional(),
  /** The tracking number. */
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
export const shipNote = (account: Account, note: GoodsOutNote): void =>
  addEvents(account, note, [{ code: 'SHW', occurredOn: account.now(), ownerId: API_USER_ID }]);

function plannedRows(account: Account, order: Order, chosen: StaffNote['rows']): Plan['rows'] {
  const rows = stockRows(account, order);
  const planned = (row: OrderRow, quantity = openQuantity(account, order, row)) => ({
    rowId: row.id,
    productId: row.productId,
    quantity,
  });
  if (!chosen) return rows.map((row) => planned(row)).filter(({ quantity }) => quantity > 0);
  return chosen.map(({ rowId, sku, quantity }) => {
    const row = rows.find((candidate) => candidate.id === rowId || (sku !== undefined && candidate.sku === sku));
    if (!row) throw new Error(`The order ${order.id} has no row ${rowId ?? sku} with stock`);
    return planned(row, quantity);
  });
}
