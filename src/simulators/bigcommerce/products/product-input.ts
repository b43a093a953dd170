/** Fields of products and variants as the API takes them. What is read-only or unknown is ignored, as V3 does. */
import { z } from 'zod';
import { TRACKINGS } from '../catalog-book';
import { customFieldRows } from './custom-field-book';

const upTo = (most: number) => z.string().max(most);
const whole = z.number().int();
const price = z.number().min(0);
const size = z.number().min(0).max(9_999_999_999);

/** "SKU <= 255 chars", "Product name 250", "200 custom fields of 250 chars". */
const productFields = {
  name: upTo(250).min(1),
  type: z.enum(['physical', 'digital']),
  sku: upTo(255),
  description: z.string(),
  weight: size,
  width: size,
  depth: size,
  height: size,
  price,
  cost_price: price,
  retail_price: price,
  sale_price: price,
  map_price: price,
  tax_class_id: whole.min(0).max(255),
  categories: z.array(whole).max(1_000),
  brand_id: whole.min(0),
  brand_name: z.string(),
  inventory_tracking: z.enum(TRACKINGS),
  inventory_level: whole,
  is_visible: z.boolean(),
  availability: z.enum(['available', 'disabled', 'preorder']),
  condition: z.enum(['New', 'Used', 'Refurbished']),
  upc: upTo(14),
  gtin: upTo(14),
  mpn: z.string(),
  bin_picking_number: upTo(255),
  page_title: upTo(255),
  meta_description: upTo(65_535),
  search_keywords: upTo(65_535),
  sort_order: whole,
  custom_url: z.object({ url: z.string().min(1), is_customized: z.boolean().optional() }),
  custom_fields: customFieldRows,
};

export const productChangeSchema = z.object(productFields).partial();
/** "Required Fields". */
export const newProductSchema = productChangeSchema.required({ name: true, type: true, weight: true, price: true });
export const productRowSchema = productChangeSchema.extend({ id: whole });

/** Null: as the product has it. */
const variantFields = {
  price: price.nullable(),
  sale_price: price.nullable(),
  retail_price: price.nullable(),
  map_price: price.nullable(),
  cost_price: price.nullable(),
  weight: size.nullable(),
  width: size.nullable(),
  depth: size.nullable(),
  height: size.nullable(),
  sku: upTo(255),
  upc: upTo(14).nullable(),
  gtin: upTo(14).nullable(),
  mpn: z.string().nullable(),
  bin_picking_number: upTo(255).nullable(),
  purchasing_disabled: z.boolean(),
  purchasing_disabled_message: upTo(255),
  inventory_level: whole.min(0),
};

export const variantChangeSchema = z.object(variantFields).partial();
export const variantRowSchema = variantChangeSchema.extend({ id: whole });
