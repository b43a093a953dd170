/**
 * Inventory (V3). Writes are asynchronous: reads, and the storefront, show them "after a short delay". All bulk requests
 * of a store are to be sent one after the other ("Optimizing performance" in BigCommerce's "Inventory Overview").
 */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { byLocation, type StockWrite } from './inventory-refusal';
import { readInventorySettings, type BcInventorySettings } from './inventory-settings';
import { listV3, pageV3, pagesV3 } from './lists';
import { integer, text } from './schemas/common';
import type { CallOptions } from './transport';

/** One item at one location. */
export interface BcInventoryItem {
  /** Undefined for a product with options whose stock is kept as a whole. */
  readonly variantId: number | undefined;
  readonly productId: number;
  readonly sku: string;
  readonly locationId: number;
  /** What absolute adjustments set. 0 also when it was never set. */
  readonly onHand: number;
  /** On hand minus safety stock. */
  readonly availableToSell: number;
  readonly safetyStock: number;
}

export interface BcLocation {
  /** 1 is the default location. */
  readonly id: number;
  readonly code: string;
  readonly label: string;
  /** Stock of a disabled location cannot be written and does not sell. */
  readonly enabled: boolean;
}

interface LocationFilter {
  /** All locations when absent. */
  readonly locationIds?: readonly number[];
}

export interface InventoryFilter extends LocationFilter {
  readonly variantIds?: readonly number[];
  /** For products whose stock is kept as a whole; of others all variants come. */
  readonly productIds?: readonly number[];
}

export interface InventoryPage {
  readonly levels: BcInventoryItem[];
  readonly isLast: boolean;
}

/** "Limit of 2000 items for payload length." */
export const MAX_STOCK_WRITES = 2_000;
/** "Limit of 1000 items for payload length." */
const MAX_PAGE = 1_000;
/** No limit is documented; 500 ids with encoded commas stay below the 8 KB that servers take as a URL. */
const IDS_PER_REQUEST = 500;

const itemSchema = z.object({
  identity: z.object({ sku: text, variant_id: integer.nullish(), product_id: integer }),
  locations: z.array(
    z.object({
      location_id: integer,
      available_to_sell: integer,
      total_inventory_onhand: integer,
      settings: z.object({ safety_stock: integer.nullish() }).nullish(),
    }),
  ),
});

const locationSchema = z.object({ id: integer, code: text, label: text, enabled: z.boolean() });

export const inventoryResource = (http: HttpClient) => ({
  /**
   * Sets what is on hand. Can be repeated; the last writer wins. A refusal (422) may name the items at fault: see
   * `namedWrites`. Nothing says whether the other items of a refused batch were set.
   * @param writes at most 2000, whole quantities from 0 to 2,147,483,647
   * @throws RangeError before anything is sent, when there are more
   */
  async setAbsolute(reason: string, writes: readonly StockWrite[], { signal }: CallOptions = {}): Promise<void> {
    if (writes.length > MAX_STOCK_WRITES) {
      throw new RangeError(`One request takes ${MAX_STOCK_WRITES} stock levels, not ${writes.length}`);
    }
    if (writes.length === 0) return;
    const body = { reason, items: byLocation(writes).map(toItem) };
    await http.request({
      method: 'PUT',
      path: '/v3/inventory/adjustments/absolute',
      body,
      answer: z.unknown(),
      signal,
    });
  },

  /** The levels of these items. What is not tracked, or gone, is missing. */
  async items(
    { variantIds = [], productIds = [], locationIds }: InventoryFilter,
    options: CallOptions = {},
  ): Promise<BcInventoryItem[]> {
    const chunks = [...chunksOf('variant_id:in', variantIds), ...chunksOf('product_id:in', productIds)];
    const found: BcInventoryItem[] = [];
    for (const chunk of chunks) {
      const query = { ...chunk, ...atLocations(locationIds) };
      found.push(...(await listV3(http, { ...LIST, query, ...options })).flatMap(toLevels));
    }
    return found;
  },

  /**
   * One page of every level, counted from 1, at these locations or at all: 1000 items each. The list of one location's
   * items is not used, as its description contradicts itself about what `total_inventory_onhand` holds.
   */
  async page(number: number, { locationIds, ...options }: LocationFilter & CallOptions = {}): Promise<InventoryPage> {
    const { rows, isLast } = await pageV3(http, { ...LIST, query: atLocations(locationIds), ...options }, number);
    return { levels: rows.flatMap(toLevels), isLast };
  },

  /** Every level, page by page: ⌈items / 1000⌉ requests. */
  async *walk({ locationIds, ...options }: LocationFilter & CallOptions = {}): AsyncGenerator<
    BcInventoryItem[],
    void,
    undefined
  > {
    for await (const rows of pagesV3(http, { ...LIST, query: atLocations(locationIds), ...options })) {
      yield rows.flatMap(toLevels);
    }
  },

  locations: (options: CallOptions = {}): Promise<BcLocation[]> =>
    listV3(http, { path: '/v3/inventory/locations', limit: MAX_PAGE, row: locationSchema, ...options }),

  /** What holds for the orders of a channel; without one, for orders made by hand. */
  settings: (channelId?: number, options: CallOptions = {}): Promise<BcInventorySettings> =>
    readInventorySettings(http, channelId, options),
});

const LIST = { path: '/v3/inventory/items', limit: MAX_PAGE, row: itemSchema };

const toItem = (write: StockWrite) => ({
  location_id: write.locationId,
  ...('variantId' in write ? { variant_id: write.variantId } : { product_id: write.productId }),
  quantity: write.quantity,
});

function chunksOf(filter: string, ids: readonly number[]): Record<string, string>[] {
  const chunks: Record<string, string>[] = [];
  for (let start = 0; start < ids.length; start += IDS_PER_REQUEST) {
    chunks.push({ [filter]: ids.slice(start, start + IDS_PER_REQUEST).join(',') });
  }
  return chunks;
}

const atLocations = (ids: readonly number[] | undefined): Record<string, string> =>
  ids === undefined ? {} : { 'location_id:in': ids.join(',') };

const toLevels = ({ identity, locations }: z.infer<typeof itemSchema>): BcInventoryItem[] =>
  locations.map((location) => ({
    variantId: identity.variant_id ?? undefined,
    productId: identity.product_id,
    sku: identity.sku,
    locationId: location.location_id,
    onHand: location.total_inventory_onhand,
    availableToSell: location.available_to_sell,
    safetyStock: location.settings?.safety_stock ?? 0,
  }));
