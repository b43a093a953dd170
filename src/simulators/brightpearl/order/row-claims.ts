/** What keeps a row from being lessened or removed: goods on notes, and what is reserved. */
import type { Account } from '../account';
import { ZERO, type Decimal } from '../decimals';
import { badRequest } from '../failure';
import type { Order, OrderRow } from '../records';
import { fulfilledQuantity } from './stock-status';

/** The rows of a bundle's components; none of any other row. */
export const componentsOf = (order: Order, { id }: OrderRow): OrderRow[] =>
  order.rows.filter(({ parentRowId }) => parentRowId === id);

/** What a component comes to when its bundle's quantity changes. */
export const scaled = (component: OrderRow, bundle: OrderRow, quantity: Decimal): Decimal =>
  component.quantity.div(bundle.quantity).times(quantity);

/** Throws when the row, or a component of it, has more claimed than `quantity` leaves. Zero stands for a removal. */
export function checkClaims(account: Account, order: Order, row: OrderRow, quantity: Decimal = ZERO): void {
  for (const component of componentsOf(order, row)) {
    checkClaims(account, order, component, scaled(component, row, quantity));
  }
  const fulfilled = fulfilledQuantity(account, order, row.id);
  if (quantity.lt(fulfilled)) {
    throw badRequest('ORDB-936', `${fulfilled} of the row ${row.id} are on goods-out or drop-ship notes`);
  }
  const reserved = account.state.reservations.get(order.id)?.rows.get(row.id)?.quantity ?? 0;
  if (account.switches.editsBelowReserved === 'refused' && quantity.lt(fulfilled + reserved)) {
    throw badRequest('ORDB-937', `${reserved} of the row ${row.id} are reserved`);
  }
}

/** The components go along. */
export function setQuantity(order: Order, row: OrderRow, quantity: Decimal): void {
  for (const component of componentsOf(order, row)) component.quantity = scaled(component, row, quantity);
  row.quantity = quantity;
}
