import type { Route, SimRequest } from '../../core/http';
import type { Account } from '../account';
import { endpoint, NOTHING, numericParam, param, readBody, response } from '../endpoint';
import { badRequest, notFound } from '../failure';
import { readIdSet } from '../id-set';
import { listing } from '../listing';
import { orderOf } from '../order/orders';
import { search } from '../search/search';
import { getAvailability, getAvailabilityIn, getBundleAvailability } from './availability';
import { correctionsBody, correctStock } from './corrections';
import { dropShipRoutes } from './drop-ship/drop-ship-routes';
import { goodsInRoutes } from './goods-in/goods-in-routes';
import { goodsOutRoutes } from './goods-out/goods-out-routes';
import { locationRoutes } from './locations';
import { GOODS_MOVEMENT_SEARCH } from './movements';
import type { Reservation } from './records';
import { changeReservation, releaseReservation, reservationBody, reserve } from './reservations';

export function warehouseRoutes(account: Account): Route[] {
  return [
    ...stockRoutes(account),
    ...reservationRoutes(account),
    ...goodsOutRoutes(account),
    ...dropShipRoutes(account),
    ...goodsInRoutes(account),
    ...locationRoutes(account),
    ...listRoutes(account),
  ];
}

const stockRoutes = (account: Account): Route[] => [
  endpoint('GET', '/warehouse-service/product-availability/{ids}', (request) => getAvailability(account, request)),
  endpoint('GET', '/warehouse-service/warehouse/{warehouseId}/product-availability/{ids}', (request) =>
    getAvailabilityIn(account, request),
  ),
  endpoint('GET', '/warehouse-service/bundle-availability/{id}', (request) => getBundleAvailability(account, request)),
  endpoint('POST', '/warehouse-service/warehouse/{warehouseId}/stock-correction', (request) => {
    const { corrections } = readBody(correctionsBody, request, 'WHSC-950');
    return response(correctStock(account, numericParam(request, 'warehouseId'), corrections));
  }),
  endpoint('GET', '/warehouse-service/goods-movement-search', ({ query }) =>
    search(account, GOODS_MOVEMENT_SEARCH, query),
  ),
];

const listRoutes = (account: Account): Route[] => [
  ...listing(account, {
    path: '/warehouse-service/warehouse',
    title: 'Warehouses',
    items: () => account.state.lists.warehouses,
    idOf: ({ id }) => id,
    view: ({ id, name }) => ({
      id,
      name,
      typeCode: 'P',
      typeDescription: 'Physical',
      address: { addressId: 0 },
      clickAndCollectEnabled: false,
    }),
  }),
  ...listing(account, {
    path: '/warehouse-service/shipping-method',
    title: 'Shipping Methods',
    items: () => account.state.lists.shippingMethods,
    idOf: ({ id }) => id,
    view: (method) => ({
      ...method,
      additionalInformationRequired: false,
      methodType: 1,
      breaks: 'none',
      countries: [],
      channelBrandTemplates: [],
    }),
  }),
];

const reservationRoutes = (account: Account): Route[] => [
  endpoint('POST', '/warehouse-service/order/{id}/reservation/warehouse/{warehouseId}', (request) => {
    const { products } = readBody(reservationBody, request, 'WHSC-941');
    reserve(account, orderOf(account, request), numericParam(request, 'warehouseId'), products);
    return NOTHING;
  }),
  endpoint('PUT', '/warehouse-service/order/{id}/reservation', (request) => {
    const { products } = readBody(reservationBody, request, 'WHSC-941');
    changeReservation(account, orderOf(account, request), products);
    return NOTHING;
  }),
  endpoint('DELETE', '/warehouse-service/order/{id}/reservation', (request) => {
    const order = orderOf(account, request);
    if (!account.state.reservations.has(order.id)) throw noReservation(String(order.id));
    releaseReservation(account, order);
    return NOTHING;
  }),
  endpoint('GET', '/warehouse-service/order/{ids}/reservation', (request) => getReservations(account, request)),
];

/** By order; an order without a reservation is left out, and none at all is not found. */
function getReservations(account: Account, request: SimRequest) {
  const set = param(request, 'ids');
  const ids = readIdSet(set);
  if (ids.size > 1 && account.switches.reservationIdSets === 'refused') {
    throw badRequest('CMNC-901', `${set} is not an ID`);
  }
  const found = [...account.state.reservations.values()].filter(({ orderId }) => ids.has(orderId));
  if (found.length === 0) throw noReservation(set);
  return response(
    account.shuffled(found).map(({ orderId, warehouseId, rows }) => ({
      orderId,
      warehouseId,
      orderRows: Object.fromEntries(account.switches.reservationListsNoted ? withNoted(account, orderId, rows) : rows),
    })),
  );
}

/** As if what went onto notes were reserved still. */
function withNoted(account: Account, orderId: number, rows: Reservation['rows']): Reservation['rows'] {
  const all = new Map(rows);
  for (const note of account.state.goodsOutNotes.values()) {
    if (note.orderId !== orderId) continue;
    for (const { rowId, productId, quantity } of note.rows) {
      all.set(rowId, { productId, quantity: quantity + (all.get(rowId)?.quantity ?? 0) });
    }
  }
  return all;
}

const noReservation = (orders: string) => notFound(`No reservation exists for order ${orders}`);
