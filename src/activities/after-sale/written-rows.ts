/**
 * The rows of a sales order as they were last proved to be what we wrote, kept with its link: what differs from them in the
 * store's order was changed there, and what differs from them in Brightpearl was changed by staff.
 */
import { z } from 'zod';
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import type { BaseRow } from '../../mapping/edits/types';

const writtenRowSchema = z.object({
  id: z.number().int(),
  /** Our key of the row (`line-537`); absent for what Brightpearl or staff added. */
  ref: z.string().optional(),
  productId: z.number().int().optional(),
  /** Decimal strings, totals of the row. */
  quantity: z.string(),
  net: z.string(),
  tax: z.string(),
  taxCode: z.string().optional(),
  nominalCode: z.string().optional(),
});

export type WrittenRow = z.infer<typeof writtenRowSchema>;

/** What is kept of a row. */
export const writtenRow = ({ id, ref, productId, quantity, net, tax, taxCode, nominalCode }: BaseRow): WrittenRow => ({
  id,
  quantity,
  net,
  tax,
  ...(ref ? { ref } : {}),
  ...(productId ? { productId } : {}),
  ...(taxCode ? { taxCode } : {}),
  ...(nominalCode ? { nominalCode } : {}),
});

export const writtenRows = ({ rows }: Pick<BpSalesOrder, 'rows'>): WrittenRow[] =>
  rows.map(({ externalRef, ...row }) => writtenRow({ ...row, ref: externalRef ?? undefined }));

const metaSchema = z.object({ rows: z.array(writtenRowSchema) });

/** Undefined for a sales order that was linked before rows were kept, or by an earlier database. */
export const writtenRowsOf = (meta: unknown): WrittenRow[] | undefined => metaSchema.safeParse(meta).data?.rows;
