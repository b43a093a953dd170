/** The V2 orders resource and its sub-resources. */
import type { SimRequest, SimResponse } from '../core/http';
import { v2Answer, v2Invalid, v2List, v2NotFound } from './answers';
import { SCOPES, type BigCommerceRoute } from './clients';
import type { SimContext } from './context';
import { refuseAddresses, writeAddresses } from './edits/order-costs';
import { archiveOrder, touchOrder } from './order-changes';
import { countOrders, listOrders } from './order-list';
import { consignmentsView, orderView, shippingAddressesView } from './order-view';
import { createOrder, updateOrder } from './order-write';
import { linesOf, type Fields, type StoredOrder } from './state';
import { taxRows } from './taxes';

export const orderRoutes = (context: SimContext): BigCommerceRoute[] => [
  ...collectionRoutes(context),
  ...documentRoutes(context),
  ...partRoutes(context),
  ...addressRoutes(context),
];

const read = (path: string, handle: BigCommerceRoute['handle']): BigCommerceRoute => ({
  method: 'GET',
  path,
  scopes: SCOPES.ordersRead,
  handle,
});

const write = (method: string, path: string, handle: BigCommerceRoute['handle']): BigCommerceRoute => ({
  method,
  path,
  scopes: SCOPES.ordersWrite,
  handle,
});

const collectionRoutes = (context: SimContext): BigCommerceRoute[] => [
  read('/v2/orders', (request) => listOrders(context, request)),
  read('/v2/orders/count', (request) => countOrders(context, request)),
  write('POST', '/v2/orders', (request) => createOrder(context, request)),
];

const documentRoutes = (context: SimContext): BigCommerceRoute[] => [
  read('/v2/orders/{id}', (request) =>
    withOrder(context, request, (order) => v2Answer(orderView(context, order, request.query))),
  ),
  write('PUT', '/v2/orders/{id}', (request) =>
    withOrder(context, request, (order) => updateOrder(context, request, order)),
  ),
  write('DELETE', '/v2/orders/{id}', (request) =>
    withOrder(context, request, (order) => {
      archiveOrder(context, order);
      return { status: 204 };
    }),
  ),
];

/** An address is written as it is: neither shipping nor tax follow it. */
const addressRoutes = (context: SimContext): BigCommerceRoute[] => [
  write('PUT', '/v2/orders/{id}/shipping_addresses/{partId}', (request) =>
    withOrder(context, request, (order) => writeAddress(context, order, request)),
  ),
];

function writeAddress(context: SimContext, order: StoredOrder, { body, params }: SimRequest): SimResponse {
  const id = Number(params['partId']);
  const find = () => shippingAddressesView(context, order).find((address) => address['id'] === id);
  if (!find()) return v2NotFound();
  const edit = { ...(body as Fields), id };
  const refusal = refuseAddresses(order, [edit]);
  if (refusal) return v2Invalid('shipping_addresses', refusal);
  writeAddresses(order, [edit]);
  touchOrder(context, order);
  return v2Answer(find());
}

function partRoutes(context: SimContext): BigCommerceRoute[] {
  const list = (path: string, rows: (order: StoredOrder, request: SimRequest) => readonly unknown[]) =>
    read(`/v2/orders/{id}/${path}`, (request) =>
      withOrder(context, request, (order) => v2List(rows(order, request), request, context.switches)),
    );
  const one = (path: string, rows: (order: StoredOrder) => readonly Fields[]) =>
    read(`/v2/orders/{id}/${path}/{partId}`, (request) =>
      withOrder(context, request, (order) => {
        const row = rows(order).find(({ id }) => String(id) === request.params['partId']);
        return row ? v2Answer(row) : v2NotFound();
      }),
    );
  const addresses = (order: StoredOrder) => shippingAddressesView(context, order);
  return [
    list('products', linesOf),
    one('products', linesOf),
    list('shipping_addresses', addresses),
    one('shipping_addresses', addresses),
    list('shippingaddresses', addresses),
    list('coupons', (order) => order.coupons),
    list('taxes', (order, request) => taxRows(order, request.query.get('details') === 'true')),
    list('messages', () => []),
    read('/v2/orders/{id}/fees', (request) => withOrder(context, request, (order) => v2Answer({ fees: order.fees }))),
    read('/v2/orders/{id}/consignments', (request) =>
      withOrder(context, request, (order) => v2Answer(consignmentsView(context, order, includesLines(request)))),
    ),
  ];
}

const includesLines = ({ query }: SimRequest): boolean => query.get('include') === 'consignments.line_items';

function withOrder(context: SimContext, request: SimRequest, act: (order: StoredOrder) => SimResponse): SimResponse {
  const order = context.state.orders.get(Number(request.params['id']));
  return order ? act(order) : v2NotFound();
}
