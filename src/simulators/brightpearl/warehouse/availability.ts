import type { SimRequest } from '../../core/http';
import type { Account } from '../account';
import { numericParam, param, response } from '../endpoint';
import { badRequest, notFound } from '../failure';
import { readIdSet } from '../id-set';
import { productsOf } from '../product/products';
import type { Product } from '../product/records';
import { availabilityByWarehouse, checkWarehouse, type Availability } from './stock';

/** A map by product; untracked products and bundles are left out, and so are warehouses that never held one. */
export function getAvailability(account: Account, request: SimRequest) {
  const products = answeredProducts(account, param(request, 'ids'));
  return response(Object.fromEntries(products.map(({ id }) => [id, view([...availabilityByWarehouse(account, id)])])));
}

/** As {@link getAvailability}, for one warehouse. */
export function getAvailabilityIn(account: Account, request: SimRequest) {
  const warehouseId = numericParam(request, 'warehouseId');
  checkWarehouse(account, warehouseId);
  const products = answeredProducts(account, param(request, 'ids'));
  const levelsIn = (productId: number) =>
    [...availabilityByWarehouse(account, productId)].filter(([id]) => id === warehouseId);
  return response(Object.fromEntries(products.map(({ id }) => [id, view(levelsIn(id))])));
}

/** The products to answer for; throws for those that the switches say are refused with their whole chunk. */
function answeredProducts(account: Account, idSet: string): Product[] {
  const { badIdFailsChunk, untrackedIdFailsChunk, unstockedProduct } = account.switches;
  const found = productsOf(account, idSet);
  const tracked = found.filter(({ stockTracked }) => stockTracked);
  const stocked = tracked.filter(({ id }) => account.state.stock.has(id));
  if (badIdFailsChunk && found.length < [...readIdSet(idSet).ids()].length) {
    throw badRequest('WHSC-931', 'The ID set names a product that does not exist');
  }
  if (untrackedIdFailsChunk && tracked.length < found.length) {
    throw badRequest('WHSC-932', 'The ID set names a product that is not stock tracked');
  }
  if (unstockedProduct === 'fails-chunk' && stocked.length < tracked.length) {
    throw badRequest('WHSC-933', 'The ID set names a product that was never stocked');
  }
  return unstockedProduct === 'empty' ? tracked : stocked;
}

const view = (levels: readonly (readonly [number, Availability])[]) => ({
  total: total(levels.map(([, level]) => level)),
  warehouses: Object.fromEntries(levels),
});

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

/**
 * One bundle at a time: as many as the scarcest component allows, in each warehouse that has held them all. Components
 * without stock limit nothing.
 */
export function getBundleAvailability(account: Account, request: SimRequest) {
  const bundle = account.state.products.get(numericParam(request, 'id'));
  if (!bundle || bundle.bundle.length === 0) throw notFound(`No bundle ${param(request, 'id')} found`);
  const tracked = bundle.bundle.filter(({ productId }) => account.state.products.get(productId)?.stockTracked);
  const warehouses = account.state.lists.warehouses.flatMap(({ id }) => {
    const counts = tracked.map(({ productId, quantity }) => {
      const level = availabilityByWarehouse(account, productId).get(id);
      return level && Math.floor(level.onHand / quantity);
    });
    const known = counts.filter((count) => count !== undefined);
    return known.length > 0 && known.length === counts.length ? [[id, { onHand: Math.min(...known) }] as const] : [];
  });
  const onHand = warehouses.reduce((sum, [, level]) => sum + level.onHand, 0);
  return response({ [bundle.id]: { total: { onHand }, warehouses: Object.fromEntries(warehouses) } });
}
