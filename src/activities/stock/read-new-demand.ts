/**
 * The store's newest orders, read before the stock is: what was just sold must be known before it is subtracted. Orders whose
 * newest version was recorded already, by their own workflow or by an earlier cycle, cost nothing.
 */
import type { BcOrder, BcOrderRow } from '../../bigcommerce/schemas/order';
import type { StoreConfig } from '../../config/config';
import type { OrderKey } from '../../domain/ids';
import { RemoteError } from '../../domain/remote-error';
import type { StoreStep } from '../../domain/stock-types';
import { mayLackLines, withAllLines } from '../../mapping/consignment-lines';
import { unlessPaused } from '../pauses';
import { poolStoresOf } from './deps';
import type { StockDeps } from './deps';
import { recordNewOrder } from './record-order';
import { notingUnreadable, showUnreadable } from './unread-orders';

const STREAM = 'demand';
const PAGE_SIZE = 250;
/** Orders become visible in the list late; what was seen already is not read again. */
const OVERLAP_MS = 60_000;
const AT_ONCE = 4;
/** Of an order that cannot be read: somebody has to do something about it. */
const UNREAD_RETRY_MS = 5 * 60_000;

export async function readNewDemand(deps: StockDeps, { storeHash }: StoreStep): Promise<{ readonly orders: number }> {
  const store = deps.config.stores.find(({ hash }) => hash === storeHash);
  if (!store) return { orders: 0 };
  const watermark = await deps.store.watermarks.get(storeHash, STREAM);
  // What is older than the cutover is not imported: whoever brought it to Brightpearl reserved for it there.
  const since = new Date(watermark ? watermark.getTime() - OVERLAP_MS : store.cutover);
  const unread = await deps.store.unreadOrders.triedAt(storeHash);
  const due = new Date(Date.now() - UNREAD_RETRY_MS);
  const again = [...unread].flatMap(([orderId, triedAt]) => (triedAt < due ? [orderId] : []));
  await readEach(deps, storeHash, again);
  let orders = 0;
  for await (const page of deps.bigcommerce(storeHash).orders.walk({ since, pageSize: PAGE_SIZE })) {
    const news = await unknownVersions(deps, store, page.rows, unread);
    await readEach(deps, storeHash, news);
    orders += news.length;
    await deps.store.watermarks.advance(storeHash, STREAM, page.resumeFrom);
  }
  await showUnreadable(deps, storeHash);
  return { orders };
}

/**
 * The same of every store on the store's pool: units that another one sold are gone from its levels too.
 *
 * @param unread stores that do not answer, and are gone on without
 */
export async function readPoolDemand(
  deps: StockDeps,
  { storeHash }: StoreStep,
  unread: readonly string[],
): Promise<void> {
  const stores = poolStoresOf(deps.config, storeHash).filter((pooled) => !unread.includes(pooled));
  await Promise.all(
    stores.map((pooled) => {
      const read = () => readNewDemand(deps, { storeHash: pooled });
      // Whoever writes to a store has been let through to it.
      if (pooled === storeHash) return read();
      return unlessPaused(deps.store, { system: 'bigcommerce', scope: pooled }, read);
    }),
  );
}

async function readEach(deps: StockDeps, storeHash: string, orderIds: readonly number[]): Promise<void> {
  for (let at = 0; at < orderIds.length; at += AT_ONCE) {
    const some = orderIds.slice(at, at + AT_ONCE).map((orderId) => ({ storeHash, orderId }));
    await Promise.all(some.map((key) => notingUnreadable(deps, key, () => readDemand(deps, key))));
  }
}

/** @param unread when orders were tried that could not be read */
async function unknownVersions(
  deps: StockDeps,
  store: StoreConfig,
  rows: readonly BcOrderRow[],
  unread: ReadonlyMap<number, Date>,
): Promise<number[]> {
  const cutover = Date.parse(store.cutover);
  const ids = rows.map(({ id }) => id);
  const known = new Map([...(await deps.store.demand.versions(store.hash, ids)), ...unread]);
  const isNew = ({ id, date_created: created, date_modified: modified }: BcOrderRow): boolean => {
    const seen = known.get(id);
    return Date.parse(created) >= cutover && (seen === undefined || seen.getTime() < Date.parse(modified));
  };
  return rows.filter(isNew).map(({ id }) => id);
}

async function readDemand(deps: StockDeps, key: OrderKey): Promise<void> {
  const order = await readLines(deps, key);
  if (!order) return;
  await recordNewOrder(deps, key, order);
}

/** Undefined when the order was deleted since it was listed. */
async function readLines(deps: StockDeps, { storeHash, orderId }: OrderKey): Promise<BcOrder | undefined> {
  const { orders } = deps.bigcommerce(storeHash);
  try {
    const order = await orders.get(orderId);
    return mayLackLines(order) ? withAllLines(order, await orders.products(orderId)) : order;
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'not-found') return undefined;
    throw error;
  }
}
