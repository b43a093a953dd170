/** Customer payments. (transactionRef, paymentMethodCode) is unique; the error for a repeat is not documented. */
import { z } from 'zod';
import { money } from '../domain/money';
import type { HttpClient } from '../http/http-client';
import { newId, submit } from './messages';
import { decimalString } from './schemas/sales-order';
import { searchAll } from './search';
import type { CallOptions, SendOptions } from './transport';

/** Amounts are decimal strings in the payment's currency. */
export interface PaymentInput {
  /** At most 64 characters. */
  readonly transactionRef: string;
  /** Ties AUTH, CAPTURE and VOID together. */
  readonly transactionCode: string;
  /** A code the account does not have is accepted, and makes no journal. */
  readonly paymentMethodCode: string;
  readonly paymentType: 'AUTH' | 'CAPTURE' | 'RECEIPT' | 'PAYMENT' | 'VOID';
  readonly orderId: number;
  readonly currencyIsoCode: string;
  /** At most 6 decimals. */
  readonly exchangeRate: string;
  /** Of AUTH and VOID. */
  readonly amountAuthorized?: string;
  /** Of the others. */
  readonly amountPaid?: string;
  /** Required for AUTH. */
  readonly authorizationExpiry?: string;
  readonly paymentDate: string;
  readonly journalRef?: string;
}

const paymentRowSchema = z.object({
  paymentId: z.number().int(),
  transactionRef: z.string().nullable(),
  transactionCode: z.string().nullish(),
  paymentMethodCode: z.string(),
  paymentType: z.string(),
  orderId: z.number().int().nullable(),
  currencyCode: z.string(),
  amountAuthorized: decimalString.nullish(),
  amountPaid: decimalString.nullish(),
  paymentDate: z.string().nullish(),
  /** Null when no journal was made. */
  journalId: z.number().nullish(),
});

export type BpPaymentRow = z.infer<typeof paymentRowSchema>;

export const paymentsResource = (http: HttpClient) => ({
  create: (payment: PaymentInput, options?: SendOptions): Promise<number> =>
    submit(
      http,
      { method: 'POST', path: '/accounting-service/customer-payment', body: toWire(payment), answer: newId },
      options,
    ),

  /** All payments of an order, by the index, which lags. */
  async searchByOrder(orderId: number, { signal }: CallOptions = {}): Promise<BpPaymentRow[]> {
    const path = '/accounting-service/customer-payment-search';
    const rows = await searchAll(http, { path, filters: { orderId }, row: paymentRowSchema, signal });
    return rows.filter((row) => row.orderId === orderId);
  },
});

/** The recorded requests carry amounts as JSON numbers, which print as the decimals they were made from. */
const toWire = ({ exchangeRate, amountAuthorized, amountPaid, ...rest }: PaymentInput) => ({
  ...rest,
  exchangeRate: money(exchangeRate).toNumber(),
  ...(amountAuthorized !== undefined && { amountAuthorized: money(amountAuthorized).toNumber() }),
  ...(amountPaid !== undefined && { amountPaid: money(amountPaid).toNumber() }),
});
