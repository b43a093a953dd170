/** Everything a store may rule about product fields that come from Brightpearl, and about products it does not have. */
import { z } from 'zod';
import { decimal } from '../../rule-values';

/** Fields of a store product, with the longest text that each takes (BigCommerce). */
export const FIELD_LIMITS = {
  name: 250,
  description: undefined,
  weight: undefined,
  width: undefined,
  height: undefined,
  depth: undefined,
  brand: undefined,
  gtin: 14,
  upc: 14,
  mpn: undefined,
  visible: undefined,
  categories: undefined,
} as const;

export const CUSTOM_FIELD_LIMIT = 250;

type PlainField = keyof typeof FIELD_LIMITS;

const PLAIN_FIELDS = Object.keys(FIELD_LIMITS) as [PlainField, ...PlainField[]];

const fieldSchema = z.union([z.enum(PLAIN_FIELDS), z.strictObject({ customField: z.string().min(1).max(250) })]);

const sourceSchema = z.union([
  z.enum([
    'name',
    'description',
    'shortDescription',
    'weight',
    'width',
    'height',
    'length',
    'brand',
    'ean',
    'upc',
    'mpn',
    'isbn',
    'barcode',
    'live',
    'notArchived',
    'categories',
  ]),
  z.strictObject({ customField: z.string().min(1).describe('Code of a Brightpearl product custom field.') }),
  z.strictObject({ value: z.string().min(1).describe('The same on every product.') }),
]);

const MEASURES: readonly unknown[] = ['weight', 'width', 'height', 'depth'];
const SOURCE_MEASURES: readonly unknown[] = ['weight', 'width', 'height', 'length'];

const ruleSchema = z
  .strictObject({
    field: fieldSchema.describe('Field of the product in the store, or {customField: name}.'),
    from: sourceSchema.describe('Where it comes from in Brightpearl.'),
    owner: z
      .enum(['brightpearl', 'store', 'once'])
      .describe(
        'Who is right: Brightpearl; the store, once it is created; or Brightpearl only while the store has none.',
      ),
    edits: z
      .enum(['keep', 'overwrite'])
      .default('keep')
      .describe(
        'Owner Brightpearl: what the store shows and this connector did not write stays and is told, or is overwritten.',
      ),
    whenEmpty: z
      .enum(['leave', 'clear'])
      .default('leave')
      .describe("Owner Brightpearl, which has none: the store's stays, or is taken away."),
    factor: decimal.optional().describe('Measures only: what one unit of Brightpearl is in the store, e.g. "1000".'),
  })
  .refine(({ field, from }) => (field === 'visible') === (from === 'live' || from === 'notArchived'), {
    path: ['from'],
    message: '`visible` comes from `live` or `notArchived`, and nothing else does',
  })
  .refine(({ field, from }) => (field === 'categories') === (from === 'categories'), {
    path: ['from'],
    message: '`categories` come from `categories`, and nothing else does',
  })
  .refine(
    ({ field, from }) => !MEASURES.includes(field) || SOURCE_MEASURES.includes(from) || typeof from === 'object',
    {
      path: ['from'],
      message: 'A measure comes from a measure, a custom field or a value',
    },
  )
  .refine(({ field, factor }) => factor === undefined || (MEASURES.includes(field) && Number(factor) > 0), {
    path: ['factor'],
    message: 'Only a measure has a factor, and it is above 0',
  })
  .refine(({ field, whenEmpty }) => whenEmpty === 'leave' || (field !== 'name' && field !== 'weight'), {
    path: ['whenEmpty'],
    message: 'BigCommerce wants a name and a weight: keep `leave`',
  });

const fieldsSchema = z.array(ruleSchema);

/** What rules which fields of products come from where. */
export const fieldsRules = {
  fields: fieldsSchema.default([]).describe('One rule for each field; a field without one is never looked at.'),
  categories: z
    .array(
      z.strictObject({
        brightpearl: z.string().min(1).describe('Brightpearl category code.'),
        store: z.int().positive().describe('BigCommerce category id.'),
      }),
    )
    .default([])
    .describe('Which category is which. Store categories that are not named here are never taken away.'),
};

/** For schemas with {@link fieldsRules}. */
export function refuseRepeated(
  { fields }: { readonly fields: z.output<typeof fieldsSchema> },
  ctx: z.core.$RefinementCtx,
): void {
  fields.forEach(({ field }, index) => {
    const first = fields.findIndex((other) => fieldName(other.field) === fieldName(field));
    if (first === index) return;
    const message = `fields[${first}] and fields[${index}] both write ${fieldName(field)}: keep one of them`;
    ctx.addIssue({ code: 'custom', path: ['fields', index], message });
  });
}

/** What is made of the Brightpearl products that the store does not have. */
export const creationRules = {
  create: z
    .enum(['off', 'dry-run', 'on'])
    .default('off')
    .describe(
      'Brightpearl products that the store does not have: not looked at; shown, with what would be made of them; or made.',
    ),
  createWhere: z
    .strictObject({
      categories: z.array(z.string().min(1)).min(1).optional().describe('Brightpearl category codes: one of them.'),
      brands: z.array(z.string().min(1)).min(1).optional().describe('Names of brands: one of them.'),
      customField: z
        .strictObject({
          code: z.string().min(1).describe('Code of a Brightpearl product custom field.'),
          value: z.string().min(1).describe('What it says, whatever its case; of a yes/no field Yes or No.'),
        })
        .optional(),
    })
    .optional()
    .describe('Only products of which all of this is so; every product when absent.'),
};

export const fieldRulesSchema = z.strictObject({ ...fieldsRules, ...creationRules }).superRefine(refuseRepeated);

export type FieldRules = z.infer<typeof fieldRulesSchema>;
export type FieldRule = FieldRules['fields'][number];
export type StoreField = FieldRule['field'];

/** What a variant has of its own. */
export const VARIANT_FIELDS = ['weight', 'width', 'height', 'depth', 'gtin', 'upc', 'mpn'] as const;

export const isOfVariant = (field: StoreField): boolean => VARIANT_FIELDS.some((own) => own === field);

/** `name`, `custom field Material` or `weight of variant 7`; one text per field. */
export function fieldName(field: StoreField, variantId?: number): string {
  const name = typeof field === 'string' ? field : `custom field ${field.customField}`;
  return variantId === undefined ? name : `${name} of variant ${variantId}`;
}
