/**
 * `GET /v2/orders/{id}?include=consignments.line_items,fees&consignment_structure=object`: what the connector reads of it.
 * All header money is in `default_currency_code`, the currency the shopper paid.
 */
import { z } from 'zod';
import { amount, integer, text } from './common';
import type { orderProductSchema } from './order-parts';
import { addressSchema, consignmentsSchema, feeSchema } from './order-parts';

export const orderSchema = z.object({
  id: integer,
  customer_id: integer.nullish().transform((value) => value ?? 0),
  date_created: z.string(),
  date_modified: text,
  status_id: integer,
  status: text,
  custom_status: text,
  payment_method: text,
  payment_status: text,
  payment_provider_id: z
    .union([z.string(), z.number()])
    .nullish()
    .transform((value) => (value === null || value === undefined ? '' : String(value))),
  is_deleted: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  is_tax_inclusive_pricing: z.boolean().nullish(),
  channel_id: integer.nullish().transform((value) => value ?? 1),
  external_order_id: text,
  external_id: z.unknown().optional(),
  external_source: text,
  external_merchant_id: z.unknown().optional(),
  order_source: text,
  subtotal_ex_tax: amount,
  subtotal_inc_tax: amount,
  subtotal_tax: amount,
  base_shipping_cost: amount.nullish(),
  shipping_cost_ex_tax: amount,
  shipping_cost_inc_tax: amount,
  shipping_cost_tax: amount,
  handling_cost_ex_tax: amount,
  handling_cost_inc_tax: amount,
  handling_cost_tax: amount,
  wrapping_cost_ex_tax: amount,
  wrapping_cost_inc_tax: amount,
  wrapping_cost_tax: amount,
  total_ex_tax: amount,
  total_inc_tax: amount,
  total_tax: amount,
  items_total: z.coerce.number().nullish(),
  discount_amount: amount,
  coupon_discount: amount,
  store_credit_amount: amount,
  gift_certificate_amount: amount,
  currency_code: text,
  default_currency_code: z.string(),
  store_default_currency_code: text,
  store_default_to_transactional_exchange_rate: amount.nullish(),
  customer_message: text,
  staff_notes: text,
  customer_locale: text,
  tax_provider_id: text,
  shipping_address_count: integer.nullish(),
  billing_address: addressSchema,
  consignments: consignmentsSchema,
  fees: z
    .array(feeSchema)
    .nullish()
    .transform((value) => value ?? []),
});

/** What a list row must have for a sweep; everything else is read with the order itself. */
export const orderRowSchema = z.object({
  id: integer,
  status_id: integer,
  date_created: z.string(),
  date_modified: z.string(),
  channel_id: integer.nullish(),
  is_deleted: z.boolean().nullish(),
});

/** `GET /v2/orders/{id}/taxes?details=true`: one row per tax per line. */
export const orderTaxSchema = z.object({
  id: integer,
  order_product_id: z.union([z.coerce.number(), z.null()]).optional(),
  order_address_id: integer.nullish(),
  line_item_type: text,
  name: text,
  class: text,
  rate: amount,
  priority: integer.nullish(),
  priority_amount: amount.nullish(),
  line_amount: amount,
});

export const orderCouponSchema = z.object({
  id: integer,
  coupon_id: integer.nullish(),
  code: text,
  amount,
  type: integer,
  discount: amount,
});

/** `GET /v3/orders/{id}/transactions`. */
export const transactionSchema = z.object({
  id: integer,
  order_id: z.coerce.string(),
  event: text,
  method: text,
  amount,
  currency: text,
  gateway: text,
  gateway_transaction_id: text,
  status: text,
  test: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  fraud_review: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  reference_transaction_id: integer.nullish(),
  date_created: z.string(),
});

export type BcAddress = z.infer<typeof addressSchema>;
export type BcOrderProduct = z.infer<typeof orderProductSchema>;
export type BcFee = z.infer<typeof feeSchema>;
export type BcOrder = z.infer<typeof orderSchema>;
export type BcOrderRow = z.infer<typeof orderRowSchema>;
export type BcOrderTax = z.infer<typeof orderTaxSchema>;
export type BcOrderCoupon = z.infer<typeof orderCouponSchema>;
export type BcTransaction = z.infer<typeof transactionSchema>;
