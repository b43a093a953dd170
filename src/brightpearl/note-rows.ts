/** The rows of a note, which both kinds of notes have in the same shape. */
import { z } from 'zod';
import { decimalString } from './schemas/sales-order';

/** By sales order row id, a part for each location that it comes from. */
export const noteRowsSchema = z
  .record(z.string(), z.array(z.object({ productId: z.number().int(), quantity: decimalString })))
  .nullish();

/** A row of an order as far as it is on a note: several of one order row when it comes from several locations. */
export interface BpNoteRow {
  readonly salesOrderRowId: number;
  readonly productId: number;
  /** A decimal string. */
  readonly quantity: string;
}

export const noteRows = (orderRows: z.infer<typeof noteRowsSchema>): BpNoteRow[] =>
  Object.entries(orderRows ?? {}).flatMap(([rowId, parts]) =>
    parts.map((part) => ({ salesOrderRowId: Number(rowId), ...part })),
  );
