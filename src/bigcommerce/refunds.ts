/** Refunds (V3). Made at once and paid back by the gateway later: what counts of one stands with its payments. */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { listV3, pagesV3 } from './lists';
import { amount, integer, text } from './schemas/common';
import type { CallOptions, SendOptions } from './transport';

const itemSchema = z.object({
  /** PRODUCT, GIFT_WRAPPING, SHIPPING, HANDLING, FEE, ORDER, TAX; others are taken for what nobody knows. */
  item_type: text,
  /** Order product, order address, fee or order, by the type. */
  item_id: integer.nullish().transform((value) => value ?? 0),
  /** Units; of products only. */
  quantity: z.coerce.number().nullish(),
  reason: z
    .string()
    .nullish()
    .transform((value) => value ?? ''),
  /** Of the side that the order's prices are on; null has been described for units. */
  requested_amount: amount.nullish(),
  adjustments: z
    .array(z.object({ amount }))
    .nullish()
    .transform((value) => value ?? []),
});

const paymentSchema = z.object({
  id: integer,
  provider_id: text,
  amount,
  offline: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  is_declined: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  /** Of the transaction that paid it back; empty while the gateway has not answered. */
  transaction_id: z
    .union([z.string(), z.number()])
    .nullish()
    .transform((value) => String(value ?? '')),
});

export const refundSchema = z.object({
  id: integer,
  order_id: integer,
  created: z.string(),
  /** Of the whole; each item has one of its own. */
  reason: z
    .string()
    .nullish()
    .transform((value) => value ?? ''),
  total_amount: amount,
  total_tax: amount,
  uses_merchant_override_values: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  items: z
    .array(itemSchema)
    .nullish()
    .transform((value) => value ?? []),
  payments: z
    .array(paymentSchema)
    .nullish()
    .transform((value) => value ?? []),
});

export type BcRefund = z.infer<typeof refundSchema>;
export type BcRefundItem = BcRefund['items'][number];
export type BcRefundPayment = BcRefund['payments'][number];

/** What a sweep needs of a refund. */
const refundRowSchema = z.object({ id: integer, order_id: integer, created: z.string() });
export type BcRefundRow = z.infer<typeof refundRowSchema>;

const ALL = '/v3/orders/payment_actions/refunds';

/** What a refund is asked for. Amounts are of the side that the store takes them on, which the quote tells. */
export interface RefundItemInput {
  readonly item_type: 'PRODUCT' | 'SHIPPING' | 'ORDER';
  /** Order product, order address, order. */
  readonly item_id: number;
  readonly quantity?: number;
  readonly amount?: number;
  readonly reason: string;
}

const methodSchema = z.object({
  provider_id: text,
  amount,
  offline: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
});

const quoteSchema = z.object({
  total_refund_amount: amount,
  /** Each is one way to pay it back, by one or several providers. */
  refund_methods: z.array(z.array(methodSchema)),
});

export type BcRefundQuote = z.infer<typeof quoteSchema>;
export type BcRefundMethod = BcRefundQuote['refund_methods'][number];

export const refundsResource = (http: HttpClient) => ({
  /** All of an order, declined ones and those on their way among them. */
  list: (orderId: number, { signal }: CallOptions = {}): Promise<BcRefund[]> =>
    listV3(http, { path: `/v3/orders/${orderId}/payment_actions/refunds`, row: refundSchema, signal }),

  /** What a refund would come to. Changes nothing; refused with `invalid` where the order has not so much to refund. */
  async quote(
    orderId: number,
    items: readonly RefundItemInput[],
    { signal }: CallOptions = {},
  ): Promise<BcRefundQuote> {
    const path = `/v3/orders/${orderId}/payment_actions/refund_quotes`;
    const answer = z.object({ data: quoteSchema });
    return (await http.request({ method: 'POST', path, body: { items }, answer, signal })).body.data;
  },

  /** Its id. Not idempotent. Accepted at once, and paid back by the gateway later; one at a time per order. */
  async create(
    orderId: number,
    items: readonly RefundItemInput[],
    method: BcRefundMethod,
    { signal, beforeSend }: SendOptions = {},
  ): Promise<number> {
    const path = `/v3/orders/${orderId}/payment_actions/refunds`;
    const payments = method.map((payment) => ({ ...payment, amount: Number(payment.amount) }));
    const answer = z.object({ data: z.object({ id: integer }) });
    const body = { items, payments };
    return (await http.request({ method: 'POST', path, body, answer, signal, beforeSend })).body.data.id;
  },

  /** Those of all orders that were made since a moment, page by page. */
  madeSince: (since: Date, { signal }: CallOptions = {}): AsyncGenerator<BcRefundRow[], void, undefined> =>
    pagesV3(http, { path: ALL, query: { 'created:min': since.toISOString() }, row: refundRowSchema, signal }),
});
