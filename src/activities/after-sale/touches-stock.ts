/** Whether a change needs another reservation than there is. */
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import { money } from '../../domain/money';
import type { StoreChange } from '../../mapping/edits/types';
import type { MappedSalesOrder } from '../../mapping/types';
import type { Link } from '../../store/links';
import { linesOf } from '../reserve-stock';
import { isReserving } from './link-state';
import type { JudgedEdit } from './made-edit';

/** Amounts and texts alone take no stock. */
export function touchesStock(
  { rows }: Pick<JudgedEdit, 'rows'>,
  { reserve }: Pick<MappedSalesOrder, 'reserve'>,
  link: Pick<Link, 'meta'>,
  document: Pick<BpSalesOrder, 'rows'>,
): boolean {
  if (isReserving(link)) return true;
  const reserved = new Set((link.meta['lines'] === undefined ? [] : linesOf(link)).map((line) => line.salesOrderRowId));
  const refs = new Set(reserve.map(({ rowRef }) => rowRef));
  const isReserved = ({ id, ref }: StoreChange): boolean =>
    refs.has(ref) ||
    document.rows.some((row) => reserved.has(row.id) && (row.id === id || (row.bundleChild && row.parentRowId === id)));
  return rows.store.some((change) => movesQuantity(change) && isReserved(change));
}

const movesQuantity = ({ from, to }: StoreChange): boolean =>
  !from || !to || !money(from.quantity).equals(to.quantity) || from.productId !== to.productId;
