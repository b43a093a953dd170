/** Inventory reads (V3): items with their levels and settings at locations; the locations themselves. */
import type { SimRequest, SimResponse } from '../core/http';
import { v3List, v3Problem } from './answers';
import { baseVariantOf, type StockItem, type Variant } from './catalog-book';
import { SCOPES, type BigCommerceRoute } from './clients';
import type { SimContext } from './context';
import { availableToSell, type Level, type Location } from './inventory-book';
import { levelOf } from './stock';
import type { Fields } from './state';

/** "Limit of 1000 items for payload length", of items and of locations. */
const LARGEST_PAGE = 1_000;

export const inventoryReadRoutes = (context: SimContext): BigCommerceRoute[] => [
  {
    method: 'GET',
    path: '/v3/inventory/items',
    scopes: SCOPES.inventoryRead,
    handle: (request) => listItems(context, request),
  },
  {
    method: 'GET',
    path: '/v3/inventory/locations/{id}/items',
    scopes: SCOPES.inventoryRead,
    handle: (request) => listItemsOfLocation(context, request),
  },
  {
    method: 'GET',
    path: '/v3/inventory/locations',
    scopes: SCOPES.locationsRead,
    handle: (request) => listLocations(context, request),
  },
];

function listItems(context: SimContext, request: SimRequest): SimResponse {
  const locations = context.state.inventory.locations().filter(locationMatcher(request.query));
  const view = (item: StockItem): Fields => ({
    identity: { ...identityOf(item), sku_id: shownVariant(item)?.skuId ?? null },
    locations: locations.map((location) => ({
      location_id: location.id,
      location_code: location.code,
      location_name: location.label,
      location_enabled: location.enabled,
      ...levelView(levelOf(context, item, location.id)),
    })),
  });
  return v3List(items(context, request.query), request, context.switches, { largest: LARGEST_PAGE, view });
}

function listItemsOfLocation(context: SimContext, request: SimRequest): SimResponse {
  const locationId = Number(request.params['id']);
  if (!context.state.inventory.location(locationId)) return v3Problem(404, 'Location not found');
  const view = (item: StockItem): Fields => ({
    identity: identityOf(item),
    ...levelView(levelOf(context, item, locationId)),
  });
  return v3List(items(context, request.query), request, context.switches, { largest: LARGEST_PAGE, view });
}

/**
 * "All product variants whose inventories are tracked by variant are inventory items. If a product has no variants, use
 * `product_id`": products tracked as a whole are one item. Untracked ones are none, unless the switch lists them.
 */
function items({ state, switches }: SimContext, query: URLSearchParams): StockItem[] {
  const untracked = switches.inventoryListsUntracked
    ? state.catalog.products().filter(({ tracking }) => tracking === 'none')
    : [];
  const untrackedItems = untracked.flatMap((product) => product.variants.map((variant) => ({ product, variant })));
  return [...state.catalog.stockItems(), ...untrackedItems].filter(itemMatcher(query));
}

function itemMatcher(query: URLSearchParams): (item: StockItem) => boolean {
  const [skus, variants, products] = ['sku:in', 'variant_id:in', 'product_id:in'].map((name) => listOf(query, name));
  return (item) =>
    (skus?.has(skuOf(item)) ?? true) &&
    (variants?.has(String(shownVariant(item)?.id)) ?? true) &&
    (products?.has(String(item.product.id)) ?? true);
}

function locationMatcher(query: URLSearchParams): (location: Location) => boolean {
  const [ids, codes] = [listOf(query, 'location_id:in'), listOf(query, 'location_code:in')];
  return ({ id, code }) => (ids?.has(String(id)) ?? true) && (codes?.has(code) ?? true);
}

const listOf = (query: URLSearchParams, name: string): Set<string> | undefined => {
  const value = query.get(name);
  return value === null ? undefined : new Set(value.split(','));
};

/** Of a product tracked as a whole, the base variant, if it has one. */
const shownVariant = ({ product, variant }: StockItem): Variant | undefined => variant ?? baseVariantOf(product);

const skuOf = (item: StockItem): string => shownVariant(item)?.sku ?? item.product.sku;

function identityOf(item: StockItem): Fields {
  const variant = shownVariant(item);
  return { sku: skuOf(item), ...(variant ? { variant_id: variant.id } : {}), product_id: item.product.id };
}

const levelView = (level: Level): Fields => ({
  available_to_sell: availableToSell(level),
  total_inventory_onhand: level.onHand ?? 0,
  settings: {
    safety_stock: level.safetyStock,
    is_in_stock: level.isInStock,
    warning_level: level.warningLevel,
    bin_picking_number: level.binPickingNumber,
  },
});

function listLocations(context: SimContext, request: SimRequest): SimResponse {
  const active = request.query.get('is_active');
  const matches = locationMatcher(request.query);
  const rows = context.state.inventory
    .locations()
    .filter((location) => matches(location) && (active === null || active === String(location.enabled)));
  return v3List(rows, request, context.switches, { largest: LARGEST_PAGE, view: locationView });
}

const locationView = ({ id, code, label, enabled, storefrontVisible }: Location): Fields => ({
  id,
  code,
  label,
  description: '',
  managed_by_external_source: false,
  type_id: 'PHYSICAL',
  enabled,
  storefront_visibility: storefrontVisible,
  time_zone: 'Etc/UTC',
  address: { address1: '1 Main Street', address2: '', city: 'Austin', state: 'TX', zip: '78701', country_code: 'US' },
  special_hours: [],
});
