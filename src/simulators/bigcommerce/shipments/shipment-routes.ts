/** `/v2/orders/{id}/shipments`. */
import type { SimRequest, SimResponse } from '../../core/http';
import { v2Answer, v2List, v2NotFound } from '../answers';
import { SCOPES, type BigCommerceRoute } from '../clients';
import type { SimContext } from '../context';
import type { Fields, StoredOrder } from '../state';
import { changeShipment, deleteShipment, makeShipment } from './shipment-changes';
import { readNewShipment, readShipmentChange } from './shipment-input';

const PATH = '/v2/orders/{id}/shipments';

export function shipmentRoutes(context: SimContext): BigCommerceRoute[] {
  const route = (
    method: string,
    path: string,
    handle: (order: StoredOrder, request: SimRequest) => SimResponse,
  ): BigCommerceRoute => ({
    method,
    path: PATH + path,
    scopes: method === 'GET' ? SCOPES.ordersRead : SCOPES.ordersWrite,
    handle: (request) => {
      const order = context.state.orders.get(Number(request.params['id']));
      return order ? handle(order, request) : v2NotFound();
    },
  });
  return [
    route('GET', '', (order, request) => v2List(order.shipments, request, context.switches)),
    route('GET', '/count', (order) => v2Answer({ count: order.shipments.length })),
    route('GET', '/{shipmentId}', (order, request) => withShipment(order, request, v2Answer)),
    route('POST', '', (order, request) => create(context, order, request)),
    route('PUT', '/{shipmentId}', (order, request) =>
      withShipment(order, request, (shipment) => update(context, order, shipment, request)),
    ),
    route('DELETE', '', (order) => remove(context, order, order.shipments)),
    route('DELETE', '/{shipmentId}', (order, request) => removeOne(context, order, request)),
  ];
}

function create(context: SimContext, order: StoredOrder, request: SimRequest): SimResponse {
  const read = readNewShipment(context, order, request.body);
  return 'status' in read ? read : { status: 201, body: makeShipment(context, order, read) };
}

function update(context: SimContext, order: StoredOrder, shipment: Fields, request: SimRequest): SimResponse {
  const read = readShipmentChange(shipment, request.body);
  return 'status' in read ? read : v2Answer(changeShipment(context, order, shipment, read.fields));
}

function remove(context: SimContext, order: StoredOrder, shipments: readonly Fields[]): SimResponse {
  for (const shipment of shipments) deleteShipment(context, order, shipment);
  return { status: 204 };
}

function removeOne(context: SimContext, order: StoredOrder, request: SimRequest): SimResponse {
  const shipment = find(order, request);
  if (shipment) return remove(context, order, [shipment]);
  return context.switches.deletedShipmentAgain === 'ok' ? { status: 204 } : v2NotFound();
}

function withShipment(order: StoredOrder, request: SimRequest, act: (shipment: Fields) => SimResponse): SimResponse {
  const shipment = find(order, request);
  return shipment ? act(shipment) : v2NotFound();
}

const find = (order: StoredOrder, { params }: SimRequest): Fields | undefined =>
  order.shipments.find(({ id }) => String(id) === params['shipmentId']);
