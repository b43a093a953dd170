/** A note becomes a shipment for each address that some of it goes to. Pure. */
import { attribute } from './attribution';
import type { BpNoteRow } from '../../brightpearl/note-rows';
import type { Note, ShipmentDraft, ShippableLine, SoldRow } from './types';

export interface ShipmentPlan {
  /** By address, in the order of their ids; none where nothing of the note is left to be shown as shipped. */
  readonly shipments: readonly ShipmentDraft[];
  /** What somebody should know: units beyond what was sold, or of no line that can be told. */
  readonly notices: readonly string[];
}

export interface PlanInput {
  readonly note: Note;
  /** Those of the same sales order that have their shipments already: a bundle may be complete only with them. */
  readonly earlier: readonly Pick<Note, 'rows'>[];
  readonly soldRows: readonly SoldRow[];
  readonly lines: readonly ShippableLine[];
}

export function planShipments({ note, earlier, soldRows, lines }: PlanInput): ShipmentPlan {
  const rowsBefore = earlier.flatMap(({ rows }) => rows);
  const before = withPickLists(attribute(soldRows, rowsBefore).units, soldRows, lines);
  const units = withPickLists(attribute(soldRows, [...rowsBefore, ...note.rows]).units, soldRows, lines);
  const { unattributed } = attribute(soldRows, note.rows);
  const notices = unattributed.map((row) => ofNoLine(note, row));
  const byAddress = new Map<number, { lineId: number; quantity: number }[]>();
  for (const line of lines) {
    const left = leftOf(line);
    const gone = (units.get(line.lineId) ?? 0) - (before.get(line.lineId) ?? 0);
    if (gone > left) notices.push(tooMany(note, line, { gone, left }));
    const quantity = Math.min(gone, left);
    // What is digital is delivered by the store, and has no address to be shipped to.
    if (quantity <= 0 || line.orderAddressId === 0) continue;
    byAddress.set(line.orderAddressId, [
      ...(byAddress.get(line.orderAddressId) ?? []),
      { lineId: line.lineId, quantity },
    ]);
  }
  const shipments = [...byAddress]
    .sort(([one], [two]) => one - two)
    .map(([orderAddressId, items]) => ({ orderAddressId, items }));
  return { shipments, notices };
}

/** Units of a line that can still be shipped. */
export const leftOf = ({ quantity, quantityShipped, quantityRefunded }: ShippableLine): number =>
  Math.max(0, quantity - quantityShipped - quantityRefunded);

/** Items of a pick list without a row of their own: Brightpearl's bundle stands for them, and they leave as it does. */
function withPickLists(
  units: ReadonlyMap<number, number>,
  soldRows: readonly SoldRow[],
  lines: readonly ShippableLine[],
): ReadonlyMap<number, number> {
  const all = new Map(units);
  const refs = new Set(soldRows.map(({ externalRef }) => externalRef));
  for (const { lineId, quantity, parentLineId } of lines) {
    const parent = lines.find((line) => line.lineId === parentLineId);
    if (!parent || parent.quantity === 0 || refs.has(`line-${lineId}`)) continue;
    all.set(lineId, Math.floor(((units.get(parent.lineId) ?? 0) * quantity) / parent.quantity));
  }
  return all;
}

const ofNoLine = ({ noteId }: Note, { quantity, productId, salesOrderRowId }: BpNoteRow): string =>
  `Note ${noteId}: ${quantity} of product ${productId} (row ${salesOrderRowId}) is of no line of the order, and not shown as shipped`;

const tooMany = (
  { noteId }: Note,
  { lineId }: ShippableLine,
  { gone, left }: { readonly gone: number; readonly left: number },
): string => `Note ${noteId}: ${gone} of line ${lineId} left the warehouse, and ${left} of it can still be shipped`;
