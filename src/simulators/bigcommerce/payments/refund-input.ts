/** What a refund, or the quote of one, is asked for. */
import { z } from 'zod';

const id = z.number().int().positive();
const amount = z
  .number()
  .min(0)
  .refine((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6, 'has more than two decimals');
const reason = z.string().max(1_000).default('');

const adjustmentSchema = z.strictObject({
  amount: z.number().lt(0),
  description: z.string().max(255).default(''),
});

const byQuantity = z.strictObject({
  item_type: z.enum(['PRODUCT', 'GIFT_WRAPPING']),
  item_id: id,
  quantity: z.number().int().positive(),
  /** "Becomes irrelevant when you select PRODUCT or GIFT_WRAPPING." */
  amount: amount.optional(),
  adjustments: z.array(adjustmentSchema).default([]),
  reason,
});

const byAmount = z.strictObject({
  item_type: z.enum(['ORDER', 'SHIPPING', 'HANDLING', 'TAX', 'FEE']),
  item_id: id,
  amount: amount.refine((value) => value > 0, 'must be above 0'),
  reason,
});

const itemSchema = z.discriminatedUnion('item_type', [byQuantity, byAmount]);
export type RefundItemInput = z.output<typeof itemSchema>;
export type QuantityItem = z.output<typeof byQuantity>;
export type AmountItem = z.output<typeof byAmount>;

const paymentSchema = z.strictObject({
  provider_id: z.string().min(1),
  provider_description: z.string().optional(),
  amount,
  offline: z.boolean().default(false),
});
export type RefundPaymentInput = z.output<typeof paymentSchema>;

const overrideSchema = z.strictObject({ total_amount: amount, total_tax: z.number() });

const parts = {
  items: z.array(itemSchema).min(1).optional(),
  tax_adjustment_amount: amount.optional(),
};
const oneOfBoth = ({ items, tax_adjustment_amount: tax }: { items?: unknown; tax_adjustment_amount?: unknown }) =>
  items !== undefined || tax !== undefined;
const NEITHER = { message: 'items or tax_adjustment_amount is required', path: ['items'] };

export const quoteSchema = z.strictObject(parts).refine(oneOfBoth, NEITHER);

/** `order_id` stands in examples; the path names the order. Items say how they are paid, tax alone need not. */
export const refundSchema = z
  .strictObject({
    ...parts,
    order_id: id.optional(),
    payments: z.array(paymentSchema).min(1).optional(),
    merchant_calculated_override: overrideSchema.optional(),
  })
  .refine(oneOfBoth, NEITHER)
  .refine(({ items, payments }) => items === undefined || payments !== undefined, {
    message: 'payments is required',
    path: ['payments'],
  });

/** What is to be refunded, however it is paid. */
export type QuoteInput = Partial<
  Pick<z.output<typeof refundSchema>, 'items' | 'tax_adjustment_amount' | 'merchant_calculated_override'>
>;
