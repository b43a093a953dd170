/** What follows from the rows of an amended sales order: its total, the base of the next comparison, and what to reserve. */
import type { BpGoodsOutNote } from '../../brightpearl/goods-out-notes';
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import { minorUnits, money, sum, type Money } from '../../domain/money';
import type { RowState } from '../../mapping/edits/types';
import type { MappedSalesOrder } from '../../mapping/types';
import type { ReservationLines } from '../reserve-stock';
import { reservationLines } from '../sales-order';
import type { JudgedEdit } from './made-edit';
import { writtenRow, writtenRows, type WrittenRow } from './written-rows';

type Amounts = Pick<RowState, 'net' | 'tax'>;

/** What Brightpearl must answer: the store's figures, with what staff changed and what was not applied. */
export function expectedOf(
  { draft, expected }: MappedSalesOrder,
  rows: readonly Amounts[],
): MappedSalesOrder['expected'] {
  const digits = minorUnits(expected.currency) ?? 2;
  const off = (of: keyof Amounts): Money => totalOf(rows, of).minus(totalOf(draft.rows, of));
  return {
    ...expected,
    gross: money(expected.gross).plus(off('net')).plus(off('tax')).toFixed(digits),
    tax: money(expected.tax).plus(off('tax')).toFixed(digits),
  };
}

const totalOf = (rows: readonly Amounts[], of: keyof Amounts): Money => sum(rows.map((row) => money(row[of])));

/**
 * The rows to compare the next version with: those that staff changed stand there as the store had them, or the next
 * comparison would take the difference for a change of the store.
 */
export function baseOf(
  { rows: { staff, conflicts }, base }: JudgedEdit,
  { draft }: MappedSalesOrder,
  salesOrder: BpSalesOrder,
): WrittenRow[] {
  const differing = new Set([...staff, ...conflicts].flatMap(({ ref }) => ref ?? []));
  const wanted = new Map(draft.rows.map((row) => [row.externalRef, row]));
  const written = writtenRows(salesOrder).flatMap((row): WrittenRow[] => {
    const isTheirs = row.ref === undefined ? isAdded(row, base, salesOrder) : differing.has(row.ref);
    if (!isTheirs) return [row];
    const ours = row.ref === undefined ? undefined : wanted.get(row.ref);
    return ours ? [{ ...row, quantity: ours.quantity, net: ours.net, tax: ours.tax, taxCode: ours.taxCode }] : [];
  });
  const known = new Set(written.map(({ ref }) => ref));
  const removed = staff.filter(({ kind, ref }) => kind === 'removed' && !known.has(ref));
  const kept = base.filter(
    ({ id, ref }) => ref !== undefined && wanted.has(ref) && removed.some((one) => one.id === id),
  );
  return [...written, ...kept.map(writtenRow)];
}

/** A row that nobody of us wrote: not a component, which comes and goes with its bundle. */
const isAdded = ({ id }: WrittenRow, base: JudgedEdit['base'], { rows }: BpSalesOrder): boolean =>
  !base.some((row) => row.id === id) && !rows.some((row) => row.id === id && row.bundleChild);

/** What is to be reserved: rows of ours that are still there, less what is on notes. */
export function linesToReserve(
  { reserve }: MappedSalesOrder,
  salesOrder: BpSalesOrder,
  notes: readonly BpGoodsOutNote[],
): ReservationLines {
  const present = new Set(salesOrder.rows.map(({ externalRef }) => externalRef));
  const there = reserve.filter(({ rowRef }) => present.has(rowRef));
  return lessNoted(reservationLines({ reserve: there }, salesOrder), notes);
}

/** What was reserved before, as far as the rows still have it. */
export function linesStillThere(
  lines: ReservationLines,
  { rows }: Pick<BpSalesOrder, 'rows'>,
  notes: readonly BpGoodsOutNote[],
): ReservationLines {
  const there = lines.flatMap((line) => {
    const row = rows.find(({ id }) => id === line.salesOrderRowId);
    if (!row) return [];
    const quantity = money(row.quantity).lessThan(line.quantity) ? row.quantity : line.quantity;
    return [{ ...line, quantity: money(quantity).toFixed() }];
  });
  return lessNoted(there, notes);
}

function lessNoted(lines: ReservationLines, notes: readonly BpGoodsOutNote[]): ReservationLines {
  const noted = notes.flatMap(({ rows }) => rows);
  return lines.flatMap((line) => {
    const on = noted.filter(({ salesOrderRowId }) => salesOrderRowId === line.salesOrderRowId);
    const left = money(line.quantity).minus(sum(on.map(({ quantity }) => money(quantity))));
    return left.greaterThan(0) ? [{ ...line, quantity: left.toFixed() }] : [];
  });
}
