/**
 * What is kept of a sales order as it was last written: the base that later versions of its order are compared with. Rows
 * are kept as they are, everything that may name a person as a keyed hash.
 */
import { z } from 'zod';
import type { HeaderChange } from '../../mapping/edits/types';
import type { MappedSalesOrder, OrderPlan } from '../../mapping/types';
import type { DataProtection } from '../../store/encryption';

const marksSchema = z.object({
  delivery: z.string(),
  billing: z.string(),
  shippingMethodId: z.number().int().nullable(),
  /** Of the options that went along as a note, and of the custom fields. */
  texts: z.string(),
  fields: z.string(),
  /** Of each custom field's text. Absent, as the next, of sales orders that were written before they were kept. */
  fieldsByCode: z.record(z.string(), z.string()).optional(),
  /** Of what reports group it by: set once, and compared only to tell of it. */
  reporting: z.string().optional(),
  /** Of the rows that have a text of their own, by our key. */
  names: z.record(z.string(), z.string()),
});

export type HeaderMarks = z.infer<typeof marksSchema>;

const metaSchema = z.object({ header: marksSchema });

/** Undefined for a sales order that was linked before they were kept. */
export const headerMarksOf = (meta: unknown): HeaderMarks | undefined => metaSchema.safeParse(meta).data?.header;

export function headerMarks(
  protection: Pick<DataProtection, 'keyedHash'>,
  { notes, customFields, reporting }: Pick<OrderPlan, 'notes' | 'customFields' | 'reporting'>,
  { draft }: MappedSalesOrder,
): HeaderMarks {
  const mark = (value: unknown): string => markOf(protection, value);
  const named = draft.rows.filter(({ name }) => name !== undefined);
  return {
    delivery: mark(sorted(draft.delivery.address)),
    billing: mark(sorted(draft.billingAddress)),
    shippingMethodId: draft.delivery.shippingMethodId ?? null,
    texts: mark(notes.filter(({ marker }) => marker === 'options').map(({ text }) => text)),
    fields: mark(customFields),
    fieldsByCode: Object.fromEntries(customFields.map(({ code, value }) => [code, fieldMark(protection, value)])),
    ...(reporting ? { reporting: mark(reporting) } : {}),
    names: Object.fromEntries(named.map(({ externalRef, name }) => [externalRef, mark(name)])),
  };
}

const markOf = ({ keyedHash }: Pick<DataProtection, 'keyedHash'>, value: unknown): string =>
  keyedHash('written', JSON.stringify(value));

/** The same for a text and for what Brightpearl answers of it: digits alone come back as a number. */
export function fieldMark(protection: Pick<DataProtection, 'keyedHash'>, value: unknown): string {
  const text = String(value).replaceAll('\r\n', '\n').trim();
  return markOf(protection, /^\d+$/.test(text) ? Number(text) : text);
}

const sorted = (fields: object): unknown => Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));

export function changedHeader(base: HeaderMarks, now: HeaderMarks): HeaderChange[] {
  return [
    ...(base.delivery === now.delivery ? [] : ['deliveryAddress' as const]),
    ...(base.billing === now.billing ? [] : ['billingAddress' as const]),
    ...(base.shippingMethodId === now.shippingMethodId ? [] : ['shippingMethod' as const]),
    ...(base.texts === now.texts ? [] : ['texts' as const]),
    ...(base.fields === now.fields ? [] : ['customFields' as const]),
  ];
}

/** Our keys of rows that were there before, and are called otherwise now. */
export const rewordedRows = (base: HeaderMarks, now: HeaderMarks): string[] =>
  Object.keys(base.names).filter((ref) => ref in now.names && base.names[ref] !== now.names[ref]);
