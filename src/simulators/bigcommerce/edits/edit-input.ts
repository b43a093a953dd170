/** What of an order can be edited so that BigCommerce calculates it again. */
import { z } from 'zod';
import { money } from '../../../domain/money';

const id = z.number().int().positive();
const amount = z.union([z.string().regex(/^\d+(\.\d+)?$/), z.number().min(0)]).transform((value) => money(value));

const lineSchema = z.strictObject({
  /** Of the line to change; without it the line is new. */
  id: id.optional(),
  product_id: z.number().int().min(0).optional(),
  variant_id: id.optional(),
  quantity: z.number().int().min(0).optional(),
  price_ex_tax: amount.optional(),
  price_inc_tax: amount.optional(),
  name: z.string().min(1).optional(),
  name_customer: z.string().min(1).optional(),
  name_merchant: z.string().min(1).optional(),
  sku: z.string().optional(),
  upc: z.string().optional(),
});
export type LineEdit = z.output<typeof lineSchema>;

const feeSchema = z.strictObject({
  id: id.optional(),
  type: z.literal('custom_fee').optional(),
  display_name_customer: z.string().optional(),
  display_name_merchant: z.string().optional(),
  source: z.string().optional(),
  cost_ex_tax: amount.optional(),
  cost_inc_tax: amount.optional(),
  cost_tax: amount.optional(),
  tax_class_id: z.number().int().nullable().optional(),
});
export type FeeEdit = z.output<typeof feeSchema>;

const addressSchema = z.looseObject({ id: id.optional() });

/** By the names of the order's fields. */
export const orderEditShape = {
  products: z.array(lineSchema).optional(),
  fees: z.array(feeSchema).optional(),
  shipping_addresses: z.array(addressSchema).optional(),
  discount_amount: amount.optional(),
  base_shipping_cost: amount.optional(),
  base_handling_cost: amount.optional(),
  base_wrapping_cost: amount.optional(),
  shipping_cost_ex_tax: amount.optional(),
  shipping_cost_inc_tax: amount.optional(),
  handling_cost_ex_tax: amount.optional(),
  handling_cost_inc_tax: amount.optional(),
  wrapping_cost_ex_tax: amount.optional(),
  wrapping_cost_inc_tax: amount.optional(),
  subtotal_ex_tax: amount.optional(),
  subtotal_inc_tax: amount.optional(),
  total_ex_tax: amount.optional(),
  total_inc_tax: amount.optional(),
};

export const recalculatedSchema = z.strictObject(orderEditShape);
export type RecalculatedEdit = z.output<typeof recalculatedSchema>;

export const isRecalculated = (name: string): boolean => name in orderEditShape;
