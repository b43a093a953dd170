/** The store's inventory settings: global ones, and what channels override. */

/** Under the vendor's field names: they are read and written as they are. */
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

/** Null: as the store has it. */
export type ChannelRules = { readonly [Name in keyof InventoryRules]: InventoryRules[Name] | null };
export type RuleChanges = { readonly [Name in keyof InventoryRules]?: InventoryRules[Name] | null | undefined };

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

const INHERITED = Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, null])) as unknown as ChannelRules;

export class InventorySettings {
  #global: InventoryRules = DEFAULTS;
  readonly #channels = new Map<number, ChannelRules>();

  /** The settings as a read without, or with, a channel shows them. */
  shown(channelId: number | undefined): InventoryRules | ChannelRules {
    return channelId === undefined ? this.#global : (this.#channels.get(channelId) ?? INHERITED);
  }

  /** Null ends a channel's override; of the store itself nothing can be null. */
  change(channelId: number | undefined, changes: RuleChanges): void {
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    if (channelId === undefined) {
      this.#global = { ...this.#global, ...Object.fromEntries(given.filter(([, value]) => value !== null)) };
    } else {
      this.#channels.set(channelId, { ...(this.#channels.get(channelId) ?? INHERITED), ...Object.fromEntries(given) });
    }
  }

  /** What holds for orders of a channel; undefined for orders made by hand. */
  inEffect(channelId: number | undefined): InventoryRules {
    const own = channelId === undefined ? undefined : this.#channels.get(channelId);
    const overridden = Object.entries(own ?? {}).filter(([, value]) => value !== null);
    return { ...this.#global, ...Object.fromEntries(overridden) };
  }

  clear(): void {
    this.#global = DEFAULTS;
    this.#channels.clear();
  }
}
