/** Availability and demand as the arithmetic takes them. Who needs both asks for the demand first. */
import { quantity } from '../../mapping/stock/quantity';
import type { DemandByProduct, ProductStock } from '../../mapping/stock/types';
import type { StockDeps } from './deps';

export async function demandOf(
  deps: StockDeps,
  account: string,
  productIds: readonly number[],
): Promise<DemandByProduct> {
  const outstanding = await deps.store.demand.ofProducts(account, productIds);
  return new Map([...outstanding].map(([productId, text]) => [productId, quantity(text)]));
}

/** By warehouse, decimal strings. */
export type OnHand = Readonly<Record<string, string>>;

/**
 * Of stock-tracked products, by product id. Brightpearl leaves out what no warehouse holds, which therefore is none; what it
 * refused to answer for is missing here.
 */
export async function readOnHand(
  deps: StockDeps,
  account: string,
  trackedIds: readonly number[],
): Promise<Record<string, OnHand>> {
  const { products, unanswered } = await deps.brightpearl(account).stock.availability(trackedIds);
  const refused = new Set(unanswered);
  const answered = trackedIds.filter((productId) => !refused.has(productId));
  return Object.fromEntries(
    answered.map((productId) => {
      const warehouses = products.get(productId)?.warehouses ?? new Map<number, { onHand: string }>();
      return [productId, Object.fromEntries([...warehouses].map(([id, held]) => [id, held.onHand]))];
    }),
  );
}

export const stockOf = (onHand: Readonly<Record<string, OnHand>>): ReadonlyMap<number, ProductStock> =>
  new Map(
    Object.entries(onHand).map(([productId, warehouses]) => [
      Number(productId),
      {
        productId: Number(productId),
        stockTracked: true,
        onHand: new Map(Object.entries(warehouses).map(([id, held]) => [Number(id), quantity(held)])),
      },
    ]),
  );
