/** What a product and its variants say of themselves, beside stock and prices. */
import { z } from 'zod';
import { integer, optionalAmount, text } from './common';

/** Exact decimals in the store's units; 0 where nothing was entered. */
const measures = {
  weight: optionalAmount,
  width: optionalAmount,
  height: optionalAmount,
  depth: optionalAmount,
};

const codes = { sku: text, upc: text, gtin: text, mpn: text };

const choiceSchema = z
  .object({ option_id: integer, option_display_name: text, id: integer, label: text })
  .transform((row) => ({
    optionId: row.option_id,
    option: row.option_display_name,
    valueId: row.id,
    value: row.label,
  }));

/** Measures and codes that are undefined or blank are the product's. */
export const variantSchema = z
  .object({ id: integer, ...codes, ...measures, option_values: z.array(choiceSchema).nullish() })
  .transform(({ id, option_values: choices, ...own }) => ({ ...own, variantId: id, choices: choices ?? [] }));

export const customFieldSchema = z.object({ id: integer, name: text, value: text });
export type BcCustomField = z.infer<typeof customFieldSchema>;

export const productSchema = z
  .object({
    id: integer,
    name: text,
    description: text,
    ...codes,
    ...measures,
    brand_id: integer.nullish(),
    categories: z.array(integer).nullish(),
    is_visible: z.boolean(),
    base_variant_id: integer.nullish(),
    date_modified: text,
    custom_fields: z.array(customFieldSchema).nullish(),
    variants: z.array(variantSchema),
  })
  .transform(({ brand_id, categories, is_visible, base_variant_id, date_modified, custom_fields, ...own }) => ({
    ...own,
    /** 0 when there is none. */
    brandId: brand_id ?? 0,
    categoryIds: categories ?? [],
    isVisible: is_visible,
    /** Undefined for a product with options. */
    baseVariantId: base_variant_id ?? undefined,
    /** ISO 8601. */
    modifiedAt: date_modified,
    customFields: custom_fields ?? [],
  }));

export type BcProduct = z.infer<typeof productSchema>;
