import type { Account } from '../account';
import { badRequest } from '../failure';
import type { Order, OrderRow } from '../records';
import type { RowBody } from './order-input';
import { newRows, replacedRow } from './order-rows';
import { checkClaims, componentsOf, scaled } from './row-claims';

/**
 * The rows of an order as a message has them: those with an id are changed, those without are new, and the rest are
 * removed. Components go with their bundle, whether they are named or not. Throws where that cannot be.
 */
export function replacedRows(account: Account, order: Order, bodies: readonly RowBody[]): OrderRow[] {
  const named = order.rows.filter(({ id }) => bodies.some((body) => body.id === id));
  checkNamed(order, bodies);
  checkInvoiced(order, bodies, named);
  const kept = named.filter(({ bundleChild }) => !bundleChild);
  const changed = kept.map((row) => {
    const body = bodies.find(({ id }) => id === row.id);
    return { before: row, after: body ? replacedRow(account, row, body) : row };
  });
  for (const { before, after } of changed) checkClaims(account, order, before, after.quantity);
  for (const row of order.rows) if (!row.bundleChild && !kept.includes(row)) checkClaims(account, order, row);
  checkInvoicedFigures(account, order, changed);
  const added = newRows(
    account,
    bodies.filter(({ id }) => id === null || id === undefined),
  );
  return [...changed.flatMap(({ before, after }) => withComponents(order, before, after)), ...added];
}

interface Change {
  readonly before: OrderRow;
  readonly after: OrderRow;
}

const withComponents = (order: Order, before: OrderRow, after: OrderRow): OrderRow[] => [
  after,
  ...componentsOf(order, before).map((component) => ({
    ...component,
    quantity: scaled(component, before, after.quantity),
  })),
];

/** An id names a row of this order, once. */
function checkNamed(order: Order, bodies: readonly RowBody[]): void {
  const ids = bodies.flatMap(({ id }) => id ?? []);
  const stranger = ids.find((id) => !order.rows.some((row) => row.id === id));
  if (stranger !== undefined) throw badRequest('ORDC-942', `The order ${order.id} has no row ${stranger}`);
  if (new Set(ids).size < ids.length) throw badRequest('ORDC-943', 'A row is named twice');
}

/** Documented: the same number of rows, and the id of every one. */
function checkInvoiced(order: Order, bodies: readonly RowBody[], named: readonly OrderRow[]): void {
  if (order.closedOn === undefined) return;
  if (named.length < order.rows.length || bodies.length !== order.rows.length) {
    throw badRequest('ORDB-944', `The order ${order.id} is invoiced: it keeps every row and gets no other`);
  }
}

function checkInvoicedFigures(account: Account, order: Order, changes: readonly Change[]): void {
  if (order.closedOn === undefined || account.switches.putOnInvoiced === 'accepts-changes') return;
  const changed = changes.find(({ before, after }) => !haveSameFigures(before, after));
  if (changed) {
    throw badRequest('ORDB-945', `The order ${order.id} is invoiced: the row ${changed.before.id} stays as it is`);
  }
}

const haveSameFigures = (before: OrderRow, after: OrderRow): boolean =>
  before.quantity.eq(after.quantity) &&
  before.net.eq(after.net) &&
  before.tax.eq(after.tax) &&
  before.taxCode === after.taxCode &&
  before.nominalCode === after.nominalCode;
