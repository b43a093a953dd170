/** Which lines of the order were on notes, in whole units as they were sold. */
import { Quantity, quantity, total } from '../stock/quantity';
import type { BpNoteRow } from '../../brightpearl/note-rows';
import type { SoldRow } from './types';

export interface Attribution {
  /** Whole units by line id: of a bundle, as many as all its components make up. */
  readonly units: ReadonlyMap<number, number>;
  /** On a note, and of no line that can be told. */
  readonly unattributed: readonly BpNoteRow[];
}

const LINE_REF = /^line-(\d+)$/;

/** @param noteRows of all notes up to a moment: a bundle's components may leave on several */
export function attribute(soldRows: readonly SoldRow[], noteRows: readonly BpNoteRow[]): Attribution {
  const units = new Map<number, number>();
  const told = new Set<BpNoteRow>();
  for (const row of soldRows) {
    const lineId = lineOf(row);
    if (lineId === undefined) continue;
    const parts = soldRows.filter(({ parentRowId }) => parentRowId === row.id);
    const own = parts.length > 0 ? parts : [row];
    const shipped = noteRows.filter(({ salesOrderRowId }) => own.some(({ id }) => id === salesOrderRowId));
    for (const noteRow of shipped) told.add(noteRow);
    units.set(lineId, (units.get(lineId) ?? 0) + wholeUnits(row, own, shipped));
  }
  return { units, unattributed: noteRows.filter((row) => !told.has(row)) };
}

const lineOf = ({ externalRef }: SoldRow): number | undefined => {
  const [, lineId] = LINE_REF.exec(externalRef ?? '') ?? [];
  return lineId === undefined ? undefined : Number(lineId);
};

/** What the scarcest of the parts makes up. Parts without stock never ship, and keep nothing back. */
function wholeUnits(row: SoldRow, parts: readonly SoldRow[], shipped: readonly BpNoteRow[]): number {
  const complete = parts
    .filter((part) => part.stockTracked && quantity(part.quantity).greaterThan(0))
    .map((part) => {
      const gone = total(shipped.filter(({ salesOrderRowId }) => salesOrderRowId === part.id).map(quantityOf));
      return gone.times(row.quantity).dividedBy(part.quantity);
    });
  return complete.length === 0
    ? 0
    : Quantity.min(...complete)
        .floor()
        .toNumber();
}

const quantityOf = (row: BpNoteRow): Quantity => quantity(row.quantity);
