/** Reads what Brightpearl has taken out of `onHand` for our orders: reserved, and on goods-out notes. */
import { isDeepStrictEqual } from 'node:util';
import type { OrderKey } from '../../domain/ids';
import type { DemandFulfilled } from '../../domain/stock-facts';
import { money, sum } from '../../domain/money';
import type { BpReservation } from '../../brightpearl/reservations';
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import type { Link } from '../../store/links';
import { isReplacedLink } from '../after-sale/link-state';
import { isPooled, subjectOf } from './deps';
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
  const links = await deps.store.links.ofOrders('sales-order', account, [order]);
  return links.filter(holdsStock).map(({ remoteId }) => Number(remoteId));
}

/** One that was replaced gave back what it held, and nothing of it is sold any more. */
const holdsStock = (link: Pick<Link, 'meta'>): boolean => !isReplacedLink(link);

/** So many orders are read together, and recorded before the next: what is done stays done when an attempt is lost. */
const ORDERS_AT_ONCE = 200;

/** Reads anew what is held for orders. */
export async function readFulfilled(deps: StockDeps, account: string, orders: readonly OrderKey[]): Promise<void> {
  for await (const { key, fulfilled, asOf } of readHeld(deps, account, orders)) {
    await recordFulfilled(deps, key, fulfilled, asOf);
  }
}

/** The same of orders that hold some of these products: nearly always all of them still do. */
export async function rereadHolding(deps: StockDeps, account: string, productIds: readonly number[]): Promise<void> {
  const holding = await deps.store.demandReview.holding(account, productIds);
  const read: Held[] = [];
  for await (const held of readHeld(deps, account, holding)) read.push(held);
  // Compared with what is known after the reading: others may have recorded an older one meanwhile.
  const known = new Map((await deps.store.demand.getMany(holding)).map((row) => [subjectOf(row), row.fulfilled]));
  for (const { key, fulfilled, asOf } of read) {
    if (isDeepStrictEqual(known.get(subjectOf(key)), fulfilled)) continue;
    await recordFulfilled(deps, key, fulfilled, asOf);
  }
}

interface Held {
  readonly key: OrderKey;
  readonly fulfilled: DemandFulfilled;
  readonly asOf: Date;
}

async function* readHeld(deps: StockDeps, account: string, orders: readonly OrderKey[]): AsyncGenerator<Held> {
  for (let at = 0; at < orders.length; at += ORDERS_AT_ONCE) {
    const asOf = new Date();
    const some = orders.slice(at, at + ORDERS_AT_ONCE);
    const held = await readSome(deps, account, some);
    for (const key of some) yield { key, fulfilled: joined(held.get(subjectOf(key)) ?? []), asOf };
  }
}

/** By order, for each of its sales orders. Brightpearl's word on one as a whole saves asking for its parts. */
async function readSome(
  deps: StockDeps,
  account: string,
  orders: readonly OrderKey[],
): Promise<ReadonlyMap<string, readonly DemandFulfilled[]>> {
  const links = (await deps.store.links.ofOrders('sales-order', account, orders)).filter(holdsStock);
  const client = deps.brightpearl(account);
  const ids = links.map(({ remoteId }) => Number(remoteId));
  const documents = await client.salesOrders.readMany(ids);
  const inPart = ids.filter((id) => !isAllAllocated(documents.get(id)));
  const reservations = await client.reservations.readMany(inPart);
  const notes = await client.stock.notesOfOrders(inPart);
  const held = new Map<string, DemandFulfilled[]>();
  for (const { storeHash, orderId, remoteId } of links) {
    const id = Number(remoteId);
    const covered = coveredOf(
      documents.get(id),
      [...(reservations.get(id)?.rows.values() ?? [])],
      notes.filter((note) => note.orderId === id).flatMap(({ rows }) => rows),
    );
    const key = subjectOf({ storeHash: storeHash ?? '', orderId: orderId ?? 0 });
    held.set(key, [...(held.get(key) ?? []), covered]);
  }
  return held;
}

interface Taken {
  readonly productId: number;
  readonly quantity: string;
}

/** Brightpearl's words for a sales order with everything it needs, and for one of which everything has left. */
const ALL_ALLOCATED = 'AAA';
const ALL_SHIPPED = 'ASS';

type Document = Pick<BpSalesOrder, 'allocationStatusCode' | 'shippingStatusCode' | 'rows'>;

const isAllAllocated = (document: Document | undefined): document is Document =>
  document?.allocationStatusCode === ALL_ALLOCATED;

/**
 * Nothing says whether a reservation still lists what went onto notes since. Where Brightpearl calls the order allocated as
 * a whole that does not matter; elsewhere the larger of the two counts, which may sell too little and never too much.
 */
export function coveredOf(
  document: Document | undefined,
  reserved: readonly Taken[],
  onNotes: readonly Taken[],
): DemandFulfilled {
  const shipped = document?.shippingStatusCode === ALL_SHIPPED;
  if (isAllAllocated(document)) {
    const rows = document.rows.flatMap(({ productId, quantity }) => (productId ? [{ productId, quantity }] : []));
    return { reserved: byProduct(rows), onNotes: {}, shipped };
  }
  const [held, noted] = [byProduct(reserved), byProduct(onNotes)];
  const isLess = (productId: string): boolean => money(held[productId] ?? '0').lessThan(noted[productId] ?? '0');
  return {
    reserved: Object.fromEntries(Object.entries(held).filter(([productId]) => !isLess(productId))),
    onNotes: Object.fromEntries(Object.entries(noted).filter(([productId]) => isLess(productId))),
    shipped,
  };
}

const joined = (parts: readonly DemandFulfilled[]): DemandFulfilled => ({
  reserved: byProduct(parts.flatMap(({ reserved }) => takenOf(reserved))),
  onNotes: byProduct(parts.flatMap(({ onNotes }) => takenOf(onNotes))),
  shipped: parts.length > 0 && parts.every(({ shipped }) => shipped),
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
