import { z } from 'zod';

/** A text that may be missing or null, which is an empty one. */
export const words = z
  .string()
  .nullish()
  .transform((text) => text ?? '');
