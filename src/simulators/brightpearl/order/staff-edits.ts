/** What staff do in Brightpearl's own screens, which the connector then finds. */
import { z } from 'zod';
import type { Account } from '../account';
import { decimalField } from '../endpoint';
import type { Order, OrderRow } from '../records';
import { trimReservation } from '../warehouse/reservations';
import { createOrder } from './new-order';
import { orderChanged } from './order-changes';
import { rowField, salesOrderField } from './order-input';
import { newRows, taxAt, taxCodeOf } from './order-rows';
import { addNote, setStatus } from './order-status';
import { setQuantity } from './row-claims';

export const staffEditBody = z.strictObject({
  ref: z.string().optional(),
  statusId: z.number().int().optional(),
  note: z.string().min(1).optional(),
  /** A net without a tax lets Brightpearl's own calculator work out the tax. */
  rows: z
    .array(
      z.strictObject({
        id: z.number().int(),
        net: decimalField.optional(),
        tax: decimalField.optional(),
        quantity: decimalField.optional(),
      }),
    )
    .optional(),
  removeRowIds: z.array(z.number().int()).optional(),
  addRows: z.array(rowField).optional(),
});

export const staffOrderBody = salesOrderField;

/** An order or a credit typed in by staff: no `sales-order.created` goes out for it. */
export function typeInOrder(account: Account, body: z.output<typeof staffOrderBody>, type: 'SO' | 'SC'): Order {
  return createOrder(account, body, type);
}

/** Throws when the order, or a row that is named, does not exist. */
export function editOrder(account: Account, orderId: number, edit: z.output<typeof staffEditBody>): Order {
  const order = account.state.orders.get(orderId);
  if (!order) throw new Error(`There is no order ${orderId}`);
  for (const change of edit.rows ?? []) editRow(account, order, change);
  const removed = (edit.removeRowIds ?? []).map((id) => rowOf(order, id));
  order.rows = order.rows.filter((row) => !removed.includes(row));
  order.rows.push(...newRows(account, edit.addRows ?? [], order.type));
  trimReservation(account, order);
  if (edit.ref !== undefined) order.ref = edit.ref;
  if (edit.note !== undefined) addNote(account, order, { text: edit.note });
  if (edit.statusId === undefined) orderChanged(account, order);
  else setStatus(account, order, { orderStatusId: edit.statusId });
  return order;
}

type RowEdit = NonNullable<z.output<typeof staffEditBody>['rows']>[number];

function editRow(account: Account, order: Order, { id, net, tax, quantity }: RowEdit): void {
  const row = rowOf(order, id);
  if (quantity) setQuantity(order, row, quantity);
  if (net) {
    row.net = net;
    row.tax = taxAt(taxCodeOf(account, row.taxCode), net);
  }
  if (tax) row.tax = tax;
}

function rowOf(order: Order, id: number): OrderRow {
  const row = order.rows.find((candidate) => candidate.id === id);
  if (!row) throw new Error(`The order ${order.id} has no row ${id}`);
  return row;
}
