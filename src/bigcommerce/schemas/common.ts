/** Pieces of BigCommerce bodies. Schemas are tolerant of fields we do not read and strict on those we need. */
import { z } from 'zod';

/** Order money is a decimal string, consignment money a JSON number: both become the decimal string as printed. */
export const amount = z
  .union([z.string().regex(/^-?\d+(\.\d+)?$/), z.number()])
  .transform((value) => (typeof value === 'number' ? String(value) : value));

/** Absent, null and "" all mean "nothing there" in V2 bodies. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

/** A price that may not be set: undefined then. Not set is not 0. */
export const optionalAmount = amount.nullish().transform((value) => value ?? undefined);

export const integer = z.coerce.number().int();
