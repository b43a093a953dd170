/** What merchants do to stock by hand, and what is on the shelves. */
import { z } from 'zod';
import { readControlBody } from '../core/control';
import type { Route, SimRequest } from '../core/http';
import type { StockItem } from './catalog-book';
import type { SettingChanges } from './channel-settings';
import type { SimContext } from './context';
import { controlPost } from './control-routes';
import { availableToSell, DEFAULT_LOCATION } from './inventory-book';
import { findItem } from './inventory-identity';
import { inventoryRulesSchema, type InventoryRules } from './inventory-settings';
import { changeItemSettings, levelOf, onStorefront, setOnHand } from './stock';

const stockSchema = z.strictObject({
  /** One of the three; a SKU must be of one item only. */
  sku: z.string().min(1).optional(),
  variantId: z.number().int().optional(),
  /** For products tracked as a whole. */
  productId: z.number().int().optional(),
  locationId: z.number().int().default(DEFAULT_LOCATION),
  /** On hand. */
  quantity: z.number().int().optional(),
  safetyStock: z.number().int().min(0).optional(),
  isInStock: z.boolean().optional(),
  warningLevel: z.number().int().min(0).optional(),
});
const locationSchema = z.strictObject({
  id: z.number().int().positive(),
  code: z.string().min(1).optional(),
  label: z.string().min(1).optional(),
  enabled: z.boolean().optional(),
  storefrontVisible: z.boolean().optional(),
});
const settingsSchema = z.strictObject({ channelId: z.number().int().optional(), settings: inventoryRulesSchema });

/** The true level of an item at a location, whatever reads show of it yet. */
export interface StockLevel {
  readonly sku: string;
  /** Undefined for a product tracked as a whole. */
  readonly variantId: number | undefined;
  readonly productId: number;
  readonly locationId: number;
  /** Null when it was never set. */
  readonly onHand: number | null;
  readonly safetyStock: number;
  readonly availableToSell: number;
}

export interface StockControl {
  /** Sets a level or settings of one item by hand: at once, and with the events of that. */
  readonly setStock: (change: z.input<typeof stockSchema>) => void;
  /** Adds a location, or changes one. */
  readonly setLocation: (location: z.input<typeof locationSchema>) => void;
  /** Changes inventory settings of the store or, with a channel, its overrides. */
  readonly setInventorySettings: (settings: SettingChanges<InventoryRules>, channelId?: number) => void;
  /** Levels of all tracked items, or of those of one SKU, at all locations. */
  readonly levels: (sku?: string) => StockLevel[];
  /** How many units of a SKU a shopper can buy now. */
  readonly onStorefront: (sku: string) => number;
}

export function createStockControl(context: SimContext): StockControl {
  return {
    setStock: (change) => setStock(context, stockSchema.parse(change)),
    setLocation: (location) => {
      const { id, ...fields } = locationSchema.parse(location);
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
      context.state.inventory.setLocation(id, given);
    },
    setInventorySettings: (settings, channelId) => context.state.inventorySettings.change(channelId, settings),
    levels: (sku) => levels(context, sku),
    onStorefront: (sku) => onStorefront(context, theItem(context, { sku })),
  };
}

export function stockControlRoutes(control: StockControl): Route[] {
  return [
    controlPost('inventory', (request) => control.setStock(readControlBody(stockSchema, request))),
    controlPost('inventory/settings', (request) => {
      const { settings, channelId } = readControlBody(settingsSchema, request);
      control.setInventorySettings(settings, channelId);
    }),
    controlPost('locations', (request) => control.setLocation(readControlBody(locationSchema, request))),
    {
      method: 'GET',
      path: '/_sim/levels',
      handle: ({ query }: SimRequest) => ({
        status: 200,
        body: { levels: control.levels(query.get('sku') ?? undefined) },
      }),
    },
  ];
}

function setStock(context: SimContext, change: z.output<typeof stockSchema>): void {
  const { sku, variantId, productId, locationId, quantity, ...settings } = change;
  const item = theItem(context, { sku, variant_id: variantId, product_id: productId });
  if (!context.state.inventory.location(locationId)) throw new Error(`There is no location ${locationId}`);
  if (quantity !== undefined) setOnHand(context, item, locationId, quantity);
  if (Object.values(settings).some((value) => value !== undefined)) {
    changeItemSettings(context, item, locationId, settings);
  }
}

function theItem(context: SimContext, identity: Parameters<typeof findItem>[1]): StockItem {
  const item = findItem(context, identity);
  if (typeof item === 'string') throw new Error(`No stock is kept of ${JSON.stringify(identity)}: ${item}`);
  return item;
}

function levels(context: SimContext, sku: string | undefined): StockLevel[] {
  const { catalog, inventory } = context.state;
  return catalog
    .stockItems()
    .filter((item) => sku === undefined || (item.variant ?? item.product).sku === sku)
    .flatMap((item) => inventory.locations().map((location) => levelRow(context, item, location.id)));
}

function levelRow(context: SimContext, item: StockItem, locationId: number): StockLevel {
  const level = levelOf(context, item, locationId);
  return {
    sku: (item.variant ?? item.product).sku,
    variantId: item.variant?.id,
    productId: item.product.id,
    locationId,
    onHand: level.onHand,
    safetyStock: level.safetyStock,
    availableToSell: availableToSell(level),
  };
}
