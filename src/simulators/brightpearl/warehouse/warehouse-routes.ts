import type { Route, SimRequest } from '../../core/http';
import type { Account } from '../account';
import { endpoint, NOTHING, numericParam, param, readBody, response } from '../endpoint';
import { badRequest, notFound } from '../failure';
import { readIdSet } from '../id-set';
import { listing } from '../listing';
import type { Product } from '../records';
import { reservationBody, reserve } from './reservations';
import { availabilityByWarehouse, type Availability } from './stock';

export function warehouseRoutes(account: Account): Route[] {
  return [
    endpoint('GET', '/warehouse-service/product-availability/{ids}', (request) => getAvailability(account, request)),
    endpoint('GET', '/warehouse-service/bundle-availability/{id}', (request) => getBundle(account, request)),
    endpoint('POST', '/warehouse-service/order/{id}/reservation/warehouse/{warehouseId}', (request) => {
      const { products } = readBody(reservationBody, request, 'WHSC-941');
      reserve(account, orderOf(account, request), numericParam(request, 'warehouseId'), products);
      return NOTHING;
    }),
    endpoint('GET', '/warehouse-service/order/{ids}/reservation', (request) => getReservations(account, request)),
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
}

function orderOf(account: Account, request: SimRequest) {
  const order = account.state.orders.get(numericParam(request, 'id'));
  if (!order) throw notFound(`No order ${param(request, 'id')} found`);
  return order;
}

/** A map by product; untracked products and bundles are left out, and so are warehouses that never held one. */
function getAvailability(account: Account, request: SimRequest) {
  const ids = readIdSet(param(request, 'ids'));
  const found = [...account.state.products.values()].filter(({ id }) => ids.has(id));
  if (account.switches.badIdFailsChunk && found.length < ids.size) {
    throw badRequest('WHSC-931', 'The ID set names a product that does not exist');
  }
  const tracked = found.filter(({ stockTracked }) => stockTracked);
  return response(Object.fromEntries(tracked.map((product) => [product.id, view(account, product)])));
}

function view(account: Account, product: Product) {
  const warehouses = availabilityByWarehouse(account, product.id);
  return { total: total([...warehouses.values()]), warehouses: Object.fromEntries(warehouses) };
}

const total = (levels: readonly Availability[]): Availability =>
  levels.reduce(
    (sum, level) => ({
      inStock: sum.inStock + level.inStock,
      onHand: sum.onHand + level.onHand,
      allocated: sum.allocated + level.allocated,
      inTransit: sum.inTransit + level.inTransit,
    }),
    { inStock: 0, onHand: 0, allocated: 0, inTransit: 0 },
  );

/** One bundle at a time: as many as the scarcest component allows, warehouse by warehouse. */
function getBundle(account: Account, request: SimRequest) {
  const bundle = account.state.products.get(numericParam(request, 'id'));
  if (!bundle || bundle.bundle.length === 0) throw notFound(`No bundle ${param(request, 'id')} found`);
  const warehouses = account.state.lists.warehouses.map(({ id }) => {
    const counts = bundle.bundle.map(({ productId, quantity }) =>
      Math.floor((availabilityByWarehouse(account, productId).get(id)?.onHand ?? 0) / quantity),
    );
    return [id, { onHand: Math.min(...counts) }] as const;
  });
  const onHand = warehouses.reduce((sum, [, level]) => sum + level.onHand, 0);
  return response({ total: { onHand }, warehouses: Object.fromEntries(warehouses) });
}

/** By order; an order without a reservation is left out. */
function getReservations(account: Account, request: SimRequest) {
  const ids = readIdSet(param(request, 'ids'));
  const found = [...account.state.reservations.values()].filter(({ orderId }) => ids.has(orderId));
  return response(
    account.shuffled(found).map(({ orderId, warehouseId, createdOn, rows }) => ({
      orderId,
      warehouseId,
      createdOn: account.time(createdOn),
      orderRows: Object.fromEntries(rows),
    })),
  );
}
