/** What orders do to stock in this store (V3 settings). Channels can override it. */
import { z, type ZodType } from 'zod';
import type { HttpClient } from '../http/http-client';
import type { Query } from '../http/http-request';
import type { CallOptions } from './transport';

export interface BcInventorySettings {
  /** When an order takes its units. */
  readonly updateStockBehavior: 'order_placed' | 'order_completed_or_shipped';
  /** Whether editing the lines of an order moves stock. */
  readonly editAdjustsStock: boolean;
  /** Whether cancelling or refunding an order (never in part) gives its units back. */
  readonly refundAdjustsStock: boolean;
}

const settingsSchema = z.object({
  update_stock_behavior: z.enum(['order_placed', 'order_completed_or_shipped']),
  edit_order_stock_adjustment: z.boolean(),
  refund_order_stock_adjustment: z.boolean(),
});
/** Null: as the store has it. */
const overridesSchema = z.object({
  update_stock_behavior: settingsSchema.shape.update_stock_behavior.nullish(),
  edit_order_stock_adjustment: z.boolean().nullish(),
  refund_order_stock_adjustment: z.boolean().nullish(),
});
type Overrides = Partial<z.infer<typeof overridesSchema>>;

export async function readInventorySettings(
  http: HttpClient,
  channelId: number | undefined,
  options: CallOptions,
): Promise<BcInventorySettings> {
  const global = await read(http, settingsSchema, {}, options);
  const own: Overrides =
    channelId === undefined ? {} : await read(http, overridesSchema, { channel_id: channelId }, options);
  return {
    updateStockBehavior: own.update_stock_behavior ?? global.update_stock_behavior,
    editAdjustsStock: own.edit_order_stock_adjustment ?? global.edit_order_stock_adjustment,
    refundAdjustsStock: own.refund_order_stock_adjustment ?? global.refund_order_stock_adjustment,
  };
}

async function read<T>(http: HttpClient, settings: ZodType<T>, query: Query, options: CallOptions): Promise<T> {
  const answer = z.object({ data: settings });
  return (await http.request({ method: 'GET', path: '/v3/settings/inventory', query, answer, ...options })).body.data;
}
