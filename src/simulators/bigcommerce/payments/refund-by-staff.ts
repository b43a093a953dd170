/** A refund made in the control panel, or by a shopper's return. */
import { z } from 'zod';
import type { SimContext } from '../context';
import { linesOf, type Fields, type StoredOrder } from '../state';
import { refundSchema, type QuoteInput } from './refund-input';
import { amountLeft } from './refund-items';
import { paymentsOf, quoteRefund, refusePayments } from './refund-quote';
import { makeRefund } from './refunds';

const { items, tax_adjustment_amount, payments, merchant_calculated_override } = refundSchema.shape;

/** As the API takes it; without items and tax all products and costs left, without payments the way it was paid. */
export const staffRefundSchema = z.strictObject({
  items,
  tax_adjustment_amount,
  reason: z.string().max(1_000).optional(),
  payments,
  merchant_calculated_override,
  /** All to this provider: `storecredit`, `custom`. */
  to: z.string().optional(),
  /** The refunded units go back on the shelf. */
  restock: z.boolean().default(false),
  /** Whether the gateway declines; by the switch when left out. */
  declined: z.boolean().optional(),
});

/** Makes the refund and answers it; throws when the order does not have so much to refund. */
export function refundByStaff(
  context: SimContext,
  order: StoredOrder,
  given: z.input<typeof staffRefundSchema>,
): Fields {
  const { to, restock, declined, reason, payments: paid, ...asked } = staffRefundSchema.parse(given);
  const everything = asked.items === undefined && asked.tax_adjustment_amount === undefined;
  const input = everything ? { ...asked, items: allLeft(context, order) } : asked;
  const quote = quoteRefund(context, order, input);
  if ('refusal' in quote) throw new Error(quote.refusal);
  const by = paid ?? paymentsOf(quote, to);
  if (!by) throw new Error(`Order ${order.id} cannot be refunded to ${to}`);
  const refusal = refusePayments(context, order, quote, by);
  if (refusal) throw new Error(refusal);
  const rules = { userId: 1, reason, restock: restock ? 'units' : 'nothing', declines: declined } as const;
  return makeRefund(context, order, { quote, input, payments: by, rules });
}

function allLeft(context: SimContext, order: StoredOrder): QuoteInput['items'] {
  const cost = (item_type: 'SHIPPING' | 'HANDLING' | 'FEE', id: unknown) => {
    const item = { item_type, item_id: Number(id) };
    return { ...item, amount: amountLeft(context, order, item).toNumber(), reason: '' };
  };
  return [
    ...linesOf(order).map((line) => ({
      item_type: 'PRODUCT' as const,
      item_id: line.id,
      quantity: Number(line['quantity']) - Number(line['quantity_refunded']),
      adjustments: [],
      reason: '',
    })),
    ...order.consignments.shipping.flatMap(({ id }) => [cost('SHIPPING', id), cost('HANDLING', id)]),
    ...order.fees.map(({ id }) => cost('FEE', id)),
  ].filter((item) => ('quantity' in item ? item.quantity : item.amount) > 0);
}
