/** Parts of an order: addresses, sold lines, fees, and the consignments that hold them. */
import { z } from 'zod';
import { amount, integer, text } from './common';

const formField = z.object({ name: text, value: z.unknown().optional() });

export const addressSchema = z.object({
  first_name: text,
  last_name: text,
  company: text,
  street_1: text,
  street_2: text,
  city: text,
  state: text,
  zip: text,
  country: text,
  country_iso2: text,
  phone: text,
  email: text,
  form_fields: z.array(formField).nullish(),
});

export const appliedDiscountSchema = z.object({
  id: z.coerce.string(),
  amount,
  name: text,
  code: text,
  target: text,
});

export const productOptionSchema = z.object({
  display_name: text,
  display_value: text,
  name: text,
  value: z
    .union([z.string(), z.number()])
    .nullish()
    .transform((value) => String(value ?? '')),
  type: text,
});

/** A sold line. Its `id` is the order_product_id that shipments and refunds refer to. */
export const orderProductSchema = z.object({
  id: integer,
  product_id: integer.nullish().transform((value) => value ?? 0),
  variant_id: integer.nullish().transform((value) => value ?? 0),
  /** 0 for what is not shipped. */
  order_address_id: integer.nullish().transform((value) => value ?? 0),
  /** 0 for what is not collected. */
  order_pickup_method_id: integer.nullish().transform((value) => value ?? 0),
  name: text,
  sku: text,
  type: z
    .string()
    .nullish()
    .transform((value) => value ?? 'physical'),
  base_price: amount.nullish(),
  price_ex_tax: amount,
  price_inc_tax: amount,
  price_tax: amount,
  base_total: amount.nullish(),
  total_ex_tax: amount,
  total_inc_tax: amount,
  total_tax: amount,
  quantity: z.coerce.number(),
  quantity_refunded: z.coerce
    .number()
    .nullish()
    .transform((value) => value ?? 0),
  quantity_shipped: z.coerce
    .number()
    .nullish()
    .transform((value) => value ?? 0),
  is_bundled_product: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  parent_order_product_id: integer.nullish(),
  wrapping_name: text,
  wrapping_message: text,
  wrapping_cost_ex_tax: amount.nullish(),
  wrapping_cost_inc_tax: amount.nullish(),
  wrapping_cost_tax: amount.nullish(),
  applied_discounts: z
    .array(appliedDiscountSchema)
    .nullish()
    .transform((value) => value ?? []),
  discounted_total_inc_tax: amount.nullish(),
  product_options: z
    .array(productOptionSchema)
    .nullish()
    .transform((value) => value ?? []),
  gift_certificate_id: z.unknown().optional(),
  event_name: text,
  event_date: text,
});

export const feeSchema = z.object({
  id: integer,
  type: text,
  name: text,
  display_name_customer: text,
  display_name_merchant: text,
  cost_ex_tax: amount,
  cost_inc_tax: amount,
  cost_tax: amount,
  tax_class_id: integer.nullish(),
});

export const shippingConsignmentSchema = addressSchema.extend({
  id: integer,
  line_items: z.array(orderProductSchema),
  shipping_method: text,
  shipping_zone_name: text,
  base_cost: amount.nullish(),
  cost_ex_tax: amount,
  cost_inc_tax: amount,
  cost_tax: amount,
  cost_tax_class_id: integer.nullish(),
  base_handling_cost: amount.nullish(),
  handling_cost_ex_tax: amount.nullish(),
  handling_cost_inc_tax: amount.nullish(),
  handling_cost_tax: amount.nullish(),
  handling_cost_tax_class_id: integer.nullish(),
});

export const pickupConsignmentSchema = z.object({
  id: integer,
  pickup_method_display_name: text,
  location: z
    .object({
      name: text,
      code: text,
      address_line_1: text,
      address_line_2: text,
      city: text,
      state: text,
      postal_code: text,
      country_alpha2: text,
      email: text,
      phone: text,
    })
    .partial()
    .nullish(),
  line_items: z.array(orderProductSchema),
});

/** Gift certificates sold, as the consignments list them. */
export const emailGiftCertificateSchema = z.object({
  recipient_email: text,
  line_items: z.array(orderProductSchema),
});

export const consignmentsSchema = z.object({
  shipping: z
    .array(shippingConsignmentSchema)
    .nullish()
    .transform((value) => value ?? []),
  pickups: z
    .array(pickupConsignmentSchema)
    .nullish()
    .transform((value) => value ?? []),
  downloads: z
    .array(z.object({ line_items: z.array(orderProductSchema) }))
    .nullish()
    .transform((value) => value ?? []),
  email: z
    .object({
      gift_certificates: z
        .array(emailGiftCertificateSchema)
        .nullish()
        .transform((value) => value ?? []),
    })
    .nullish()
    .transform((value) => value ?? { gift_certificates: [] }),
});
