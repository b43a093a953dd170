/** `GET /v2/orders` and `/v2/orders/count`: the documented filters and sort orders. */
import type { SimRequest, SimResponse } from '../core/http';
import { money } from '../../domain/money';
import { v2Answer, v2Error, v2List } from './answers';
import type { SimContext } from './context';
import { parseDate, unixSeconds } from './dates';
import { orderView } from './order-view';
import { emailOf, statusIdOf, textOf, type StoredOrder } from './state';
import { countByStatus } from './statuses';
import type { BigCommerceSwitches } from './switches';

type Filter = (order: StoredOrder, value: string, switches: BigCommerceSwitches) => boolean;

class BadFilter extends Error {}

const FILTERS: Readonly<Record<string, Filter>> = {
  min_id: (order, value) => order.id >= whole('min_id', value),
  max_id: (order, value) => order.id <= whole('max_id', value),
  min_total: (order, value) => totalOf(order).gte(decimal('min_total', value)),
  max_total: (order, value) => totalOf(order).lte(decimal('max_total', value)),
  customer_id: (order, value) => order.header['customer_id'] === whole('customer_id', value),
  email: (order, value) => emailOf(order).toLowerCase() === value.toLowerCase(),
  status_id: (order, value) => statusIdOf(order) === whole('status_id', value),
  cart_id: (order, value) => order.header['cart_id'] === value,
  payment_method: (order, value) => order.header['payment_method'] === value,
  channel_id: (order, value) => order.header['channel_id'] === whole('channel_id', value),
  external_order_id: (order, value) => order.header['external_order_id'] === value,
  min_date_created: (order, value, switches) => after(order.createdAt, date('min_date_created', value), switches),
  max_date_created: (order, value, switches) => after(date('max_date_created', value), order.createdAt, switches),
  min_date_modified: (order, value, switches) => after(order.modifiedAt, date('min_date_modified', value), switches),
  max_date_modified: (order, value, switches) => after(date('max_date_modified', value), order.modifiedAt, switches),
};

const SORT_KEYS: Readonly<Record<string, (order: StoredOrder) => string | number>> = {
  id: (order) => order.id,
  customer_id: (order) => Number(order.header['customer_id']),
  date_created: (order) => unixSeconds(order.createdAt),
  date_modified: (order) => unixSeconds(order.modifiedAt),
  status_id: statusIdOf,
  channel_id: (order) => Number(order.header['channel_id']),
  external_id: (order) => textOf(order.header['external_id']),
};

const NOT_FILTERS = ['page', 'limit', 'sort', 'include', 'consignment_structure'];

export const listOrders = (context: SimContext, request: SimRequest): SimResponse =>
  answering(() => {
    const orders = sorted(selectOrders(context, request), request.query.get('sort') ?? 'id');
    const page = v2List(orders, request, context.switches);
    if (!Array.isArray(page.body) || page.status !== 200) return page;
    return v2Answer((page.body as StoredOrder[]).map((order) => orderView(context, order, request.query)));
  });

export const countOrders = (context: SimContext, request: SimRequest): SimResponse =>
  answering(() => v2Answer(countByStatus(context, selectOrders(context, request))));

function answering(answer: () => SimResponse): SimResponse {
  try {
    return answer();
  } catch (error) {
    if (error instanceof BadFilter) return v2Error(400, error.message);
    throw error;
  }
}

function selectOrders({ state, switches }: SimContext, { query }: SimRequest): StoredOrder[] {
  const filters = [...query.entries()].filter(([name]) => !NOT_FILTERS.includes(name));
  const deleted = switches.isDeletedFilter ? query.get('is_deleted') : null;
  const unknown = filters.find(([name]) => !FILTERS[name] && !(switches.isDeletedFilter && name === 'is_deleted'));
  if (unknown) throw new BadFilter(`The field '${unknown[0]}' is not supported by this resource.`);
  return [...state.orders.values()]
    .filter((order) => isListed(order, deleted, query.has('status_id'), switches))
    .filter((order) => filters.every(([name, value]) => FILTERS[name]?.(order, value, switches) ?? true));
}

function isListed(order: StoredOrder, deleted: string | null, byStatus: boolean, switches: BigCommerceSwitches) {
  const isDeleted = order.header['is_deleted'] === true;
  const shown = deleted === null ? !isDeleted || switches.listsArchivedOrders : isDeleted === (deleted === 'true');
  return shown && (byStatus || switches.listsIncompleteOrders || statusIdOf(order) !== 0);
}

function sorted(orders: readonly StoredOrder[], sort: string): StoredOrder[] {
  const [field = '', direction = 'asc'] = sort.split(':');
  const key = SORT_KEYS[field];
  if (!key || !['asc', 'desc'].includes(direction)) throw new BadFilter("The field 'sort' is invalid.");
  const sign = direction === 'asc' ? 1 : -1;
  return [...orders].sort((a, b) => sign * compare(key(a), key(b)) || a.id - b.id);
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

const after = (later: Date, earlier: Date, { dateBoundsInclusive }: BigCommerceSwitches): boolean =>
  later.getTime() > earlier.getTime() || (dateBoundsInclusive && later.getTime() === earlier.getTime());

const totalOf = (order: StoredOrder) => money(String(order.header['total_inc_tax']));

function whole(name: string, value: string): number {
  if (!/^\d+$/.test(value)) throw new BadFilter(`The field '${name}' is invalid.`);
  return Number(value);
}

function decimal(name: string, value: string) {
  if (!/^\d+(\.\d+)?$/.test(value)) throw new BadFilter(`The field '${name}' is invalid.`);
  return money(value);
}

function date(name: string, value: string): Date {
  const parsed = parseDate(value);
  if (!parsed) throw new BadFilter(`The field '${name}' is invalid.`);
  return parsed;
}
