/** Reads what Brightpearl has taken out of `onHand` for our orders: reserved, and on goods-out notes. */
import type { OrderKey } from '../../domain/ids';
import type { DemandFulfilled } from '../../domain/stock-facts';
import { money, sum } from '../../domain/money';
import type { BpReservation } from '../../brightpearl/reservations';
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import { isPooled } from './deps';
import type { StockDeps } from './deps';
import { recordFulfilled } from './record-demand';

/** What was just read of the reservation of an order's only sales order; where there are several, all are read. */
export async function recordReservation(
  deps: StockDeps,
  order: OrderKey,
  account: string,
  reservation: BpReservation | undefined,
): Promise<void> {
  if (!isPooled(deps, account)) return;
  const asOf = new Date();
  const salesOrders = await salesOrdersOf(deps, order, account);
  if (salesOrders.length > 1) return readFulfilled(deps, account, [order]);
  return recordFulfilled(deps, order, coveredOf(undefined, [...(reservation?.rows.values() ?? [])], []), asOf);
}

async function salesOrdersOf(deps: StockDeps, order: OrderKey, account: string): Promise<number[]> {
  const links = await deps.store.links.forOrder(order);
  return links
    .filter((link) => link.kind === 'sales-order' && link.account === account)
    .map(({ remoteId }) => Number(remoteId));
}

export async function readFulfilled(deps: StockDeps, account: string, orders: readonly OrderKey[]): Promise<void> {
  const asOf = new Date();
  const salesOrders = new Map<string, number[]>();
  for (const order of orders) salesOrders.set(keyOf(order), await salesOrdersOf(deps, order, account));
  const all = [...salesOrders.values()].flat();
  if (all.length === 0) return;
  const client = deps.brightpearl(account);
  const documents = await client.salesOrders.readMany(all);
  const reservations = await client.reservations.readMany(all);
  const notes = await client.stock.notesOfOrders(all);
  for (const order of orders) {
    const parts = (salesOrders.get(keyOf(order)) ?? []).map((id) =>
      coveredOf(
        documents.get(id),
        [...(reservations.get(id)?.rows.values() ?? [])],
        notes.filter(({ orderId }) => orderId === id).flatMap(({ rows }) => rows),
      ),
    );
    await recordFulfilled(deps, order, joined(parts), asOf);
  }
}

interface Taken {
  readonly productId: number;
  readonly quantity: string;
}

/** Brightpearl's word for a sales order with everything it needs. */
const ALL_ALLOCATED = 'AAA';

/**
 * Nothing says whether a reservation still lists what went onto notes since. Where Brightpearl calls the order allocated as
 * a whole that does not matter; elsewhere the larger of the two counts, which may sell too little and never too much.
 */
export function coveredOf(
  document: Pick<BpSalesOrder, 'allocationStatusCode' | 'rows'> | undefined,
  reserved: readonly Taken[],
  onNotes: readonly Taken[],
): DemandFulfilled {
  if (document?.allocationStatusCode === ALL_ALLOCATED) {
    const rows = document.rows.flatMap(({ productId, quantity }) => (productId ? [{ productId, quantity }] : []));
    return { reserved: byProduct(rows), onNotes: {} };
  }
  const [held, noted] = [byProduct(reserved), byProduct(onNotes)];
  const isLess = (productId: string): boolean => money(held[productId] ?? '0').lessThan(noted[productId] ?? '0');
  return {
    reserved: Object.fromEntries(Object.entries(held).filter(([productId]) => !isLess(productId))),
    onNotes: Object.fromEntries(Object.entries(noted).filter(([productId]) => isLess(productId))),
  };
}

const joined = (parts: readonly DemandFulfilled[]): DemandFulfilled => ({
  reserved: byProduct(parts.flatMap(({ reserved }) => takenOf(reserved))),
  onNotes: byProduct(parts.flatMap(({ onNotes }) => takenOf(onNotes))),
});

const takenOf = (quantities: Readonly<Record<string, string>>): Taken[] =>
  Object.entries(quantities).map(([productId, quantity]) => ({ productId: Number(productId), quantity }));

function byProduct(rows: readonly Taken[]): Record<string, string> {
  const sums = new Map<number, string>();
  for (const { productId, quantity } of rows) {
    sums.set(productId, sum([money(sums.get(productId) ?? '0'), money(quantity)]).toFixed());
  }
  return Object.fromEntries(sums);
}

const keyOf = ({ storeHash, orderId }: OrderKey): string => `${storeHash}/${orderId}`;
