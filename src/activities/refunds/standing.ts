/** How far sales orders have come in Brightpearl, as deciding about a refund needs it. */
import type { BpGoodsOutNote } from '../../brightpearl/goods-out-notes';
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import { money, sum, ZERO, type Money } from '../../domain/money';
import { placedLines } from '../../mapping/charges';
import type { Standing } from '../../mapping/refunds/decide';
import type { OrderSnapshot } from '../../mapping/types';
import { invoiceOf } from '../invoice-of';

/** Brightpearl's code for an order of which everything is on goods-out or drop-ship notes. */
const ALL_FULFILLED = 'SOA';

/** Units on a note are as good as gone, shipped or not: a row cannot be lessened below them. */
export function standingOf(
  salesOrder: BpSalesOrder,
  notes: readonly BpGoodsOutNote[],
  { order }: OrderSnapshot,
): Standing {
  const onNotes = new Map<number, Money>();
  for (const { salesOrderRowId, quantity } of notes.flatMap(({ rows }) => rows)) {
    onNotes.set(salesOrderRowId, (onNotes.get(salesOrderRowId) ?? ZERO).plus(quantity));
  }
  const inStore = new Map(placedLines(order).map(({ line }) => [`line-${line.id}`, line.quantity_shipped]));
  const isAll = salesOrder.stockStatusCode === ALL_FULFILLED;
  const shipped = new Map<string, number>();
  for (const row of salesOrder.rows) {
    if (!row.externalRef?.startsWith('line-')) continue;
    const left = isAll && row.productId ? Number(row.quantity) : unitsOnNotes(row, salesOrder.rows, onNotes);
    shipped.set(row.externalRef, Math.max(left, inStore.get(row.externalRef) ?? 0));
  }
  return { invoiced: invoiceOf(salesOrder) !== undefined, shipped };
}

type Row = BpSalesOrder['rows'][number];

/** Of a bundle, whose components are on the notes: as many as any of them was begun for. */
function unitsOnNotes(row: Row, rows: readonly Row[], onNotes: ReadonlyMap<number, Money>): number {
  const components = rows.filter(({ bundleChild, parentRowId }) => bundleChild && parentRowId === row.id);
  const of = (one: Row): number => {
    const perUnit = money(one.quantity).div(row.quantity);
    return perUnit.isZero() ? 0 : (onNotes.get(one.id) ?? ZERO).div(perUnit).ceil().toNumber();
  };
  if (money(row.quantity).isZero()) return 0;
  return Math.max(0, ...(components.length > 0 ? components : [row]).map(of));
}

/** Whether the sales order shows that a part was taken off it already, by an earlier database or by staff. */
export function isTakenOff(
  salesOrder: BpSalesOrder,
  sold: { readonly quantity: string; readonly net: string } | undefined,
  portion: { readonly rowRef: string; readonly quantity?: number; readonly net: string; readonly own?: unknown },
  before: readonly { readonly quantity?: number; readonly net: string }[],
): boolean {
  const row = salesOrder.rows.find(({ externalRef }) => externalRef === portion.rowRef);
  if (portion.own) return row !== undefined;
  if (!sold) return false;
  if (!row) return true;
  if (portion.quantity !== undefined) {
    const left = [...before, portion].reduce((units, { quantity = 0 }) => units - quantity, Number(sold.quantity));
    return Number(row.quantity) <= left;
  }
  const left = money(sold.net).minus(sum([...before, portion].map(({ net }) => money(net))));
  return money(row.net).lessThanOrEqualTo(left);
}
