/** What a goods-out note is to hold, checked before anything is changed. */
import type { Account } from '../../account';
import { badRequest } from '../../failure';
import { openQuantity, stockRows } from '../../order/stock-status';
import type { Order } from '../../records';
import type { GoodsOutRow } from '../records';
import { locationIn } from '../locations';
import { checkWarehouse, onHand } from '../stock';

export interface Plan {
  readonly warehouseId: number;
  /** Epoch milliseconds; now, where it is not given. */
  readonly releaseDate?: number | undefined;
  /** A row comes from the default location of its warehouse, or from several that are named, in a part each. */
  readonly rows: readonly (Omit<GoodsOutRow, 'locationId'> & { readonly locationId?: number | undefined })[];
}

/** Throws when a row is not the order's, more of it is named than is not on a note yet, or the goods are not there. */
export function checkPlans(account: Account, order: Order, plans: readonly Plan[]): void {
  const { cancelledStatusId } = account.state.lists;
  if (order.type !== 'SO' || order.statusId === cancelledStatusId) {
    throw badRequest('WHSB-960', `The order ${order.id} is no sales order that can be shipped`);
  }
  for (const { warehouseId, rows } of plans) {
    checkWarehouse(account, warehouseId);
    for (const { locationId } of rows) if (locationId !== undefined) locationIn(account, warehouseId, locationId);
  }
  const planned = plans.flatMap(({ rows }) => rows);
  for (const row of planned) checkRow(account, order, row, planned);
  for (const plan of plans) checkStock(account, order, plan, plans);
}

type PlannedRow = Plan['rows'][number];

function checkRow(account: Account, order: Order, { rowId, productId, quantity }: PlannedRow, planned: Plan['rows']) {
  const row = stockRows(account, order).find((candidate) => candidate.id === rowId);
  if (row?.productId !== productId) {
    throw badRequest('WHSC-961', `The order has no row ${rowId} with stock of product ${productId}`);
  }
  const together = quantityIn(planned, (other) => other.rowId === rowId);
  if (!Number.isInteger(quantity) || quantity <= 0 || openQuantity(account, order, row) < together) {
    throw badRequest('WHSC-962', `${together} is not a quantity that is open on the row ${rowId}`);
  }
}

/** Free stock must cover what the order has not reserved in that warehouse. */
function checkStock(account: Account, order: Order, { warehouseId, rows }: Plan, plans: readonly Plan[]): void {
  const here = plans.filter((plan) => plan.warehouseId === warehouseId).flatMap((plan) => plan.rows);
  const reservation = account.state.reservations.get(order.id);
  const reserved = reservation?.warehouseId === warehouseId ? reservation.rows : undefined;
  for (const { productId } of rows) {
    const rowIds = new Set(here.filter((row) => row.productId === productId).map((row) => row.rowId));
    const needed = [...rowIds].reduce((sum, rowId) => {
      const wanted = quantityIn(here, (row) => row.rowId === rowId);
      return sum + Math.max(0, wanted - (reserved?.get(rowId)?.quantity ?? 0));
    }, 0);
    if (needed > Math.max(0, onHand(account, { productId, warehouseId }))) {
      throw badRequest('WHSB-963', `There is not enough of product ${productId} in warehouse ${warehouseId}`);
    }
  }
}

const quantityIn = (rows: Plan['rows'], counts: (row: PlannedRow) => boolean): number =>
  rows.filter(counts).reduce((sum, { quantity }) => sum + quantity, 0);
