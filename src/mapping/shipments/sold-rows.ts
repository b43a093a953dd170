/** The rows of a sales order with the order's lines that they were made of, whatever staff made of them since. Pure. */
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import type { Note, ShippableLine, SoldRow } from './types';

/** What a row was when it was written, or in the order that it was split off from. */
export interface KnownRow {
  readonly id: number;
  readonly externalRef?: string | undefined;
  readonly productId?: number | undefined;
}

/**
 * @param known rows by which one that lost its reference can be told
 * @param untracked products without stock
 */
export function soldRowsOf(
  { rows }: Pick<BpSalesOrder, 'rows'>,
  known: readonly KnownRow[],
  untracked: ReadonlySet<number>,
): SoldRow[] {
  const refs = new Map(known.map(({ id, externalRef }) => [id, externalRef]));
  return rows.map(({ id, productId, quantity, parentRowId, ...row }) => {
    const externalRef = row.externalRef || refs.get(id) || refs.get(row.clonedFromId ?? 0);
    return {
      id,
      productId: productId ?? 0,
      quantity,
      ...(externalRef ? { externalRef } : {}),
      ...(parentRowId ? { parentRowId } : {}),
      stockTracked: !untracked.has(productId ?? 0),
    };
  });
}

/** Components that are on none of the notes: a product without stock never is, and must not keep its bundle back. */
export function partsNeverNoted(rows: BpSalesOrder['rows'], notes: readonly Pick<Note, 'rows'>[]): number[] {
  const noted = new Set(notes.flatMap((note) => note.rows).map(({ salesOrderRowId }) => salesOrderRowId));
  const parts = rows.filter(({ id, parentRowId }) => parentRowId && !noted.has(id));
  return [...new Set(parts.flatMap(({ productId }) => productId ?? []))];
}

/** What left in place of what was sold: the row is the same, its product is not. */
export function substitutions(
  { noteId, rows }: Note,
  soldRows: readonly SoldRow[],
  known: readonly KnownRow[],
): string[] {
  const noted = new Set(rows.map(({ salesOrderRowId }) => salesOrderRowId));
  return soldRows.flatMap(({ id, productId, externalRef }) => {
    const sold = known.find((row) => row.externalRef !== undefined && row.externalRef === externalRef)?.productId;
    if (!noted.has(id) || sold === undefined || sold === productId) return [];
    return [`Note ${noteId}: ${externalRef} was sold as product ${sold}, and product ${productId} left for it`];
  });
}

/** Lines that are still to be shipped, and that no row of any sales order stands for: staff took their rows away. */
export function linesWithoutRow(
  lines: readonly ShippableLine[],
  refs: ReadonlySet<string | undefined>,
): ShippableLine[] {
  return lines.filter(
    ({ lineId, orderAddressId, parentLineId, ...line }) =>
      orderAddressId !== 0 &&
      line.quantity - line.quantityShipped - line.quantityRefunded > 0 &&
      !refs.has(`line-${lineId}`) &&
      !refs.has(`line-${parentLineId}`),
  );
}
