/** Custom fields: what an account adds to its products, contacts and orders. */
import { z } from 'zod';
import { words } from './words';

const optionSchema = z.object({ id: z.number().int(), value: words });

/** A text of digits alone comes back as a number. */
const valueSchema = z.union([z.string(), z.number(), z.boolean(), optionSchema]);

/** By code; those that are empty are absent. */
export const customFieldsSchema = z.record(z.string(), valueSchema.nullable()).transform((fields): BpCustomFields => {
  const present = Object.entries(fields).flatMap(([code, value]) => (value === null ? [] : [[code, value] as const]));
  return new Map(present);
});

/** Of a select, the option chosen; of a date, the ISO form. */
export type BpCustomFieldValue = z.infer<typeof valueSchema>;
export type BpCustomFields = ReadonlyMap<string, BpCustomFieldValue>;

export const customFieldSchema = z
  .object({
    id: z.number().int(),
    code: z.string(),
    name: words,
    customFieldType: z.string(),
    required: z.boolean().nullish(),
    options: z.record(z.string(), optionSchema).nullish(),
  })
  .transform(({ customFieldType, required, options, ...field }) => ({
    ...field,
    /** `TEXT`, `TEXT_AREA`, `YES_NO`, `INTEGER`, `DATE` or `SELECT`. */
    type: customFieldType,
    required: required ?? false,
    /** Of a select. */
    options: Object.values(options ?? {}),
  }));
