/** What products are sorted and varied by. Products hold the ids; the names can change at any time. */
import { z } from 'zod';
import { words } from './words';

const id = z.number().int();

export const optionSchema = z.object({ id, name: words, sortOrder: z.number().nullish() });

export const optionValueSchema = z
  .object({ optionValueId: id, optionValueName: words, optionId: id, sortOrder: z.number().nullish() })
  .transform(({ optionValueId, optionValueName, ...value }) => ({
    id: optionValueId,
    name: optionValueName,
    ...value,
  }));

export const namedSchema = z.object({ id, name: words });

export const categorySchema = namedSchema.extend({
  /** 0 on a category of the first level. */
  parentId: id.nullish().transform((parentId) => parentId ?? 0),
  active: z
    .boolean()
    .nullish()
    .transform((active) => active ?? true),
});

export const collectionSchema = namedSchema.extend({ brandId: id.nullish() });

export const productTypeSchema = namedSchema
  .extend({ associations: z.object({ options: z.array(namedSchema).nullish() }).nullish() })
  .transform(({ associations, ...type }) => ({
    ...type,
    /** The options that its products can vary by. */
    optionIds: (associations?.options ?? []).map((option) => option.id),
  }));

/** `sortOrder` may be missing: then the order is not known. */
export type BpOption = z.infer<typeof optionSchema>;
export type BpOptionValue = z.infer<typeof optionValueSchema>;
export type BpNamed = z.infer<typeof namedSchema>;
export type BpCategory = z.infer<typeof categorySchema>;
export type BpCollection = z.infer<typeof collectionSchema>;
export type BpProductType = z.infer<typeof productTypeSchema>;
