/** Each route of a store in words: which orders take it, and what becomes of them. */
import { customerReference } from '../../mapping/reference';
import type { RouteConfig } from '../config';
import { accountLabel, type Landscape } from './landscape';
import type { RouteExplained } from './types';
import { conditionsInWords } from './words';

/** An order as people would name it. */
const SAMPLE_ORDER = { orderId: 4711, externalOrderId: '', channelId: 1 };

/** In the order in which they are tried: those with conditions, of which one order fits one, then the default. */
export function routesInWords(landscape: Landscape, storeHash: string): RouteExplained[] {
  const ofStore = landscape.routes.filter(({ store }) => store === storeHash);
  const tried = [...ofStore.filter((route) => !route.default), ...ofStore.filter((route) => route.default)];
  return tried.map((route) => ({
    route: route.name,
    orders: ordersOf(route, ofStore.length),
    goes: destinationOf(route, landscape),
  }));
}

function ordersOf(route: RouteConfig, routes: number): string {
  if (route.default) return routes === 1 ? 'all orders' : 'all other orders';
  const conditions = conditionsInWords(route);
  return conditions === '' ? 'all orders' : `orders ${conditions}`;
}

function destinationOf({ account, rules, match }: RouteConfig, landscape: Landscape): string {
  const { channelId, warehouseId, priceListId } = rules.brightpearl;
  const sample = { ...SAMPLE_ORDER, channelId: match.channels?.[0] ?? SAMPLE_ORDER.channelId };
  const parts = [
    `channel ${channelId}`,
    `warehouse ${warehouseId}`,
    priceListId === undefined ? "the contact's price list" : `price list ${priceListId}`,
    rules.statuses.new === undefined ? "the account's status of new orders" : `status ${rules.statuses.new}`,
    `on hold status ${rules.statuses.hold}`,
    `order ${sample.orderId} is called "${customerReference(rules, sample)}"`,
  ];
  return `${accountLabel(landscape, account)}: ${parts.join(', ')}`;
}
