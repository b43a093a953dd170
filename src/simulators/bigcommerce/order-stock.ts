/**
 * What orders do to stock, by the store's two settings: when they take it (`update_stock_behavior`), and whether it comes
 * back (`refund_order_stock_adjustment`). Untracked products and custom lines move nothing.
 */
import { stockItemOf, type StockItem } from './catalog-book';
import type { SimContext } from './context';
import { DEFAULT_LOCATION, keyOf, type ItemKey, type TakenStock } from './inventory-book';
import type { InventoryRules } from './inventory-settings';
import { isTracked, levelOf, moveByOrder, sellable, sellingLocations } from './stock';
import { linesOf, statusIdOf, type LineItem, type StoredOrder } from './state';

/** Incomplete; and what ended without a sale: refunded, cancelled, declined. */
const NOT_PLACED = [0, 4, 5, 6];
/** Shipped, completed. Nothing is said of partially shipped ones. */
const SHIPPED = [2, 10];
/** "Cancelled or refunded, but not partially refunded." */
const GIVING_BACK = [4, 5];
const DECLINED = 6;

/**
 * Brings what the order holds in line with the status it has now.
 *
 * @param restock whether an ended order gives it back; by the store's settings when undefined
 */
export function settleStock(context: SimContext, order: StoredOrder, restock?: boolean): void {
  const rules = rulesOf(context, order);
  const status = statusIdOf(order);
  if (order.stock && givesBack(context, status)) {
    if (!(restock ?? rules.refund_order_stock_adjustment)) return;
    giveBack(context, order.stock);
    order.stock = undefined;
  } else if (!order.stock && takes(rules, status)) {
    order.stock = [...wantedBy(context, order).values()].flatMap((want) => take(context, want.item, want.quantity));
  }
}

/** The lines of an order that holds stock became others: the difference moves, if the store is set so. */
export function settleEditedStock(context: SimContext, order: StoredOrder): void {
  if (!order.stock || !rulesOf(context, order).edit_order_stock_adjustment) return;
  const wanted = wantedBy(context, order);
  const kept = order.stock.flatMap((held) => keepWanted(context, held, wanted));
  const more = [...wanted.values()].flatMap((want) => take(context, want.item, want.quantity));
  order.stock = [...kept, ...more];
}

/** Somebody puts units of a line back on the shelf; the order holds so many fewer. */
export function restockLine(context: SimContext, order: StoredOrder, line: LineItem, quantity: number): void {
  const item = itemOf(context, line);
  if (!item || !order.stock) return;
  let left = quantity;
  order.stock = order.stock.map((held) => {
    const back = keyOf(held.item) === keyOf(item) ? Math.min(left, held.quantity) : 0;
    left -= back;
    giveBack(context, [{ ...held, quantity: back }]);
    return { ...held, quantity: held.quantity - back };
  });
}

/** Orders made by hand go by the global settings, those of a channel by its own. */
function rulesOf({ state }: SimContext, { header }: StoredOrder): InventoryRules {
  return state.inventorySettings.inEffect(
    header['order_source'] === 'manual' ? undefined : Number(header['channel_id']),
  );
}

const takes = ({ update_stock_behavior: when }: InventoryRules, status: number): boolean =>
  when === 'order_placed' ? !NOT_PLACED.includes(status) : SHIPPED.includes(status);

const givesBack = ({ switches }: SimContext, status: number): boolean =>
  GIVING_BACK.includes(status) || (status === DECLINED && switches.declinedOrdersRestock);

interface Want {
  readonly item: StockItem;
  quantity: number;
}

/** Units by item: several lines can be of one. */
function wantedBy(context: SimContext, order: StoredOrder): Map<ItemKey, Want> {
  const wanted = new Map<ItemKey, Want>();
  for (const line of linesOf(order)) {
    const item = itemOf(context, line);
    if (!item) continue;
    const want = wanted.get(keyOf(item)) ?? { item, quantity: 0 };
    want.quantity += Number(line['quantity']);
    wanted.set(keyOf(item), want);
  }
  return wanted;
}

function itemOf({ state }: SimContext, line: LineItem): StockItem | undefined {
  const product = state.catalog.product(Number(line['product_id']));
  const variant = state.catalog.variant(Number(line['variant_id']));
  return product && stockItemOf(product, variant?.product === product ? variant : undefined);
}

/** Takes units where the storefront sells them, and what it does not have from the default location. */
function take(context: SimContext, item: StockItem, quantity: number): TakenStock[] {
  const shares = new Map<number, number>();
  let left = quantity;
  for (const locationId of sellingLocations(context)) {
    const share = Math.min(left, sellable(context, item, locationId));
    shares.set(locationId, share);
    left -= share;
  }
  const fromDefault = shares.get(DEFAULT_LOCATION) ?? 0;
  shares.set(DEFAULT_LOCATION, fromDefault + beyondStorefront(context, item, fromDefault, left));
  return [...shares].flatMap(([locationId, share]) => {
    moveByOrder(context, item, locationId, -share);
    return share === 0 ? [] : [{ item, locationId, quantity: share }];
  });
}

/** Safety stock, and what is not there at all. */
function beyondStorefront(context: SimContext, item: StockItem, taken: number, left: number): number {
  if (!context.switches.stockStopsAtZero) return left;
  const onHand = (levelOf(context, item, DEFAULT_LOCATION).onHand ?? 0) - taken;
  return Math.min(left, Math.max(0, onHand));
}

function giveBack(context: SimContext, taken: readonly TakenStock[]): void {
  for (const { item, locationId, quantity } of taken) {
    if (isTracked(context, item)) moveByOrder(context, item, locationId, quantity);
  }
}

/** Keeps of what is held as much as is still wanted, gives back the rest, and leaves in `wanted` what is missing. */
function keepWanted(context: SimContext, held: TakenStock, wanted: Map<ItemKey, Want>): TakenStock[] {
  const want = wanted.get(keyOf(held.item));
  const quantity = Math.min(held.quantity, want?.quantity ?? 0);
  if (want) want.quantity -= quantity;
  giveBack(context, [{ ...held, quantity: held.quantity - quantity }]);
  return quantity === 0 ? [] : [{ ...held, quantity }];
}
