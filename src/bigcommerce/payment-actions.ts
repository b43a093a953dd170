/**
 * Capturing and voiding what was authorized (V3), always in whole. Accepted at once and done by the gateway later: the order's
 * payment status says `capture pending` or `void pending` meanwhile, and transactions tell how it ended.
 */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import type { SendOptions } from './transport';

export type PaymentAction = 'capture' | 'void';

export const paymentActionsResource = (http: HttpClient) => ({
  /** Refused with `invalid` when nothing is authorized, or the gateway has not answered an earlier one. */
  async ask(orderId: number, action: PaymentAction, { signal, beforeSend }: SendOptions = {}): Promise<void> {
    const path = `/v3/orders/${orderId}/payment_actions/${action}`;
    await http.request({ method: 'POST', path, answer: z.unknown(), signal, beforeSend });
  },
});
