/** Which mails the store sends to shoppers (V3 settings). Channels can override it. */
import { z, type ZodType } from 'zod';
import type { HttpClient } from '../http/http-client';
import type { Query } from '../http/http-request';
import type { CallOptions } from './transport';

export interface BcEmailStatuses {
  /**
   * Mails about changes of an order's status, shipments among them. For which statuses they go out is a setting of the
   * control panel that no request shows.
   */
  readonly orderStatus: boolean;
}

const settingsSchema = z.object({ combined_order_status_email: z.boolean() });
/** Null: as the store has it. */
const overridesSchema = z.object({ combined_order_status_email: z.boolean().nullish() });

export async function readEmailStatuses(
  http: HttpClient,
  channelId: number,
  options: CallOptions = {},
): Promise<BcEmailStatuses> {
  const own = await read(http, overridesSchema, { channel_id: channelId }, options);
  if (typeof own.combined_order_status_email === 'boolean') return { orderStatus: own.combined_order_status_email };
  return { orderStatus: (await read(http, settingsSchema, {}, options)).combined_order_status_email };
}

async function read<T>(http: HttpClient, settings: ZodType<T>, query: Query, options: CallOptions): Promise<T> {
  const answer = z.object({ data: settings });
  const request = { method: 'GET', path: '/v3/settings/email-statuses', query, answer, ...options } as const;
  return (await http.request(request)).body.data;
}
