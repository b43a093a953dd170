/** Every change of a stock level, with the events it fires. */
import type { StockItem } from './catalog-book';
import type { SimContext } from './context';
import { availableToSell, keyOf, type Level } from './inventory-book';

export const levelOf = ({ state }: SimContext, item: StockItem, locationId: number): Level =>
  state.inventory.level(locationId, keyOf(item));

/** Whether stock is kept of the item still: its product may be gone, or tracked in another way. */
export function isTracked({ state }: SimContext, { product, variant }: StockItem): boolean {
  const there = state.catalog.product(product.id) === product;
  if (!variant) return there && product.tracking === 'product';
  return there && product.tracking === 'variant' && state.catalog.variant(variant.id) === variant;
}

/** Sets what is on hand: by an adjustment, or by hand in the control panel. Fires only if the figure becomes another. */
export function setOnHand(
  context: SimContext,
  item: StockItem,
  locationId: number,
  onHand: number,
  method: 'absolute' | 'relative' = 'absolute',
): void {
  const before = levelOf(context, item, locationId).onHand ?? 0;
  context.state.inventory.change(locationId, keyOf(item), { onHand });
  if (onHand === before) return;
  context.events.stock(item, { byOrder: false, method, value: method === 'absolute' ? onHand : onHand - before });
  context.events.stockAtLocation(item, locationId, 'stock_changed');
}

/** An order takes (below 0) or gives back stock. */
export function moveByOrder(context: SimContext, item: StockItem, locationId: number, change: number): void {
  if (change === 0) return;
  const onHand = (levelOf(context, item, locationId).onHand ?? 0) + change;
  context.state.inventory.change(locationId, keyOf(item), { onHand });
  context.events.stock(item, { byOrder: true, method: 'absolute', value: onHand });
  context.events.stockAtLocation(item, locationId, 'stock_changed');
  if (onHand <= 0) context.events.stockAtLocation(item, locationId, 'out_of_stock_reached');
  else if (onHand <= levelOf(context, item, locationId).warningLevel) {
    context.events.stockAtLocation(item, locationId, 'low_stock_reached');
  }
}

/** Settings of an item at a location; undefined ones stay. */
export function changeItemSettings(
  context: SimContext,
  item: StockItem,
  locationId: number,
  settings: { readonly [Name in keyof Omit<Level, 'onHand'>]?: Level[Name] | undefined },
): void {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  context.state.inventory.change(locationId, keyOf(item), given);
  context.events.stockAtLocation(item, locationId, 'settings_changed');
}

/** The locations that the storefront sells from, the default one first. */
export function sellingLocations({ state, switches }: SimContext): readonly number[] {
  const enabled = state.inventory.locations().filter((location) => location.enabled);
  return enabled.slice(0, switches.storefrontCountsAllLocations ? undefined : 1).map(({ id }) => id);
}

/** How many of an item a shopper can buy at a location. */
export function sellable(context: SimContext, item: StockItem, locationId: number): number {
  const level = levelOf(context, item, locationId);
  return level.isInStock ? Math.max(0, availableToSell(level)) : 0;
}

/** How many of an item a shopper can buy. */
export const onStorefront = (context: SimContext, item: StockItem): number =>
  sellingLocations(context).reduce((sum, locationId) => sum + sellable(context, item, locationId), 0);

/** Lets adjustments take effect: at once, or after the lag. Their items may be gone by then. */
export function afterLag({ clock, switches }: SimContext, takeEffect: () => void): void {
  if (switches.inventoryLagMs > 0) clock.after(switches.inventoryLagMs, takeEffect);
  else takeEffect();
}
