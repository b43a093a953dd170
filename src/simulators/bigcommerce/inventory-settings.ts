/** When orders move stock, and what shoppers see of it. */
import { z } from 'zod';
import { ChannelSettings } from './channel-settings';

export interface InventoryRules {
  readonly product_out_of_stock_behavior: string;
  readonly option_out_of_stock_behavior: string;
  /** When an order takes stock. */
  readonly update_stock_behavior: 'order_placed' | 'order_completed_or_shipped';
  /** Whether editing the lines of an order moves stock. */
  readonly edit_order_stock_adjustment: boolean;
  /** Whether an order that becomes cancelled or refunded gives its stock back. */
  readonly refund_order_stock_adjustment: boolean;
  readonly stock_level_display: string;
  readonly default_out_of_stock_message: string;
  readonly hide_in_product_filtering: boolean;
  readonly show_pre_order_stock_levels: boolean;
  readonly show_out_of_stock_message: boolean;
}

/** Assumed: the documentation tells no defaults. */
const DEFAULTS: InventoryRules = {
  product_out_of_stock_behavior: 'do_nothing',
  option_out_of_stock_behavior: 'do_nothing',
  update_stock_behavior: 'order_placed',
  edit_order_stock_adjustment: true,
  refund_order_stock_adjustment: true,
  stock_level_display: 'dont_show',
  default_out_of_stock_message: 'Currently out of stock',
  hide_in_product_filtering: false,
  show_pre_order_stock_levels: false,
  show_out_of_stock_message: false,
};

export const inventorySettings = (): ChannelSettings<InventoryRules> => new ChannelSettings(DEFAULTS);

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
