/** The store's inventory settings (V3): global, or of the channel named in the query. */
import { z } from 'zod';
import type { SimRequest, SimResponse } from '../core/http';
import { v3Answer, v3Error } from './answers';
import { SCOPES, type BigCommerceRoute } from './clients';
import type { SimContext } from './context';

const flag = z.boolean().nullable();

/** What a write may hold; null ends a channel's override. */
export const inventoryRulesSchema = z
  .strictObject({
    product_out_of_stock_behavior: z
      .enum(['do_nothing', 'hide_product', 'hide_product_and_accessible', 'hide_product_and_redirect'])
      .nullable(),
    option_out_of_stock_behavior: z.enum(['do_nothing', 'hide_option', 'label_option']).nullable(),
    update_stock_behavior: z.enum(['order_placed', 'order_completed_or_shipped']).nullable(),
    edit_order_stock_adjustment: flag,
    refund_order_stock_adjustment: flag,
    stock_level_display: z.enum(['dont_show', 'show', 'show_when_low']).nullable(),
    default_out_of_stock_message: z.string().nullable(),
    hide_in_product_filtering: flag,
    show_pre_order_stock_levels: flag,
    show_out_of_stock_message: flag,
  })
  .partial();

export const inventorySettingsRoutes = (context: SimContext): BigCommerceRoute[] => [
  {
    method: 'GET',
    path: '/v3/settings/inventory',
    scopes: SCOPES.informationRead,
    handle: (request) => shown(context, request),
  },
  {
    method: 'PUT',
    path: '/v3/settings/inventory',
    scopes: SCOPES.informationWrite,
    handle: (request) => {
      const changes = inventoryRulesSchema.safeParse(request.body);
      if (!changes.success) return refuse(changes.error);
      context.state.inventorySettings.change(channelOf(request), changes.data);
      return shown(context, request);
    },
  },
];

const shown = ({ state }: SimContext, request: SimRequest): SimResponse =>
  v3Answer(state.inventorySettings.shown(channelOf(request)));

function channelOf({ query }: SimRequest): number | undefined {
  const channelId = query.get('channel_id');
  return channelId === null ? undefined : Number(channelId);
}

const refuse = (error: z.ZodError): SimResponse =>
  v3Error(
    422,
    'JSON data is missing or invalid',
    Object.fromEntries(error.issues.map(({ path, message }) => [path.join('.') || 'body', message])),
  );
