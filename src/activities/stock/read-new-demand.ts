/**
 * The store's newest orders, read before the stock is: what was just sold must be known before it is subtracted. Orders whose
 * newest version was recorded already, by their own workflow or by an earlier cycle, cost nothing.
 */
import type { BcOrder, BcOrderRow } from '../../bigcommerce/schemas/order';
import type { OrderKey } from '../../domain/ids';
import { RemoteError } from '../../domain/remote-error';
import type { StoreStep } from '../../domain/stock-types';
import { mayLackLines, withAllLines } from '../../mapping/consignment-lines';
import type { StockDeps } from './deps';
import { recordNewOrder } from './record-order';

const STREAM = 'demand';
const PAGE_SIZE = 250;
/** Orders become visible in the list late; what was seen already is not read again. */
const OVERLAP_MS = 60_000;
const AT_ONCE = 4;

export async function readNewDemand(deps: StockDeps, { storeHash }: StoreStep): Promise<{ readonly orders: number }> {
  const store = deps.config.stores.find(({ hash }) => hash === storeHash);
  if (!store) return { orders: 0 };
  const watermark = await deps.store.watermarks.get(storeHash, STREAM);
  // What is older than the cutover is not imported: whoever brought it to Brightpearl reserved for it there.
  const since = new Date(watermark ? watermark.getTime() - OVERLAP_MS : store.cutover);
  let orders = 0;
  for await (const page of deps.bigcommerce(storeHash).orders.walk({ since, pageSize: PAGE_SIZE })) {
    const news = await unknownVersions(deps, storeHash, page.rows, new Date(store.cutover));
    for (let at = 0; at < news.length; at += AT_ONCE) {
      await Promise.all(news.slice(at, at + AT_ONCE).map(({ id }) => readDemand(deps, { storeHash, orderId: id })));
    }
    orders += news.length;
    await deps.store.watermarks.advance(storeHash, STREAM, page.resumeFrom);
  }
  return { orders };
}

async function unknownVersions(
  deps: StockDeps,
  storeHash: string,
  rows: readonly BcOrderRow[],
  cutover: Date,
): Promise<BcOrderRow[]> {
  const known = await deps.store.demand.versions(
    storeHash,
    rows.map(({ id }) => id),
  );
  return rows.filter(({ id, date_created: created, date_modified: modified }) => {
    const seen = known.get(id);
    return Date.parse(created) >= cutover.getTime() && (seen === undefined || seen.getTime() < Date.parse(modified));
  });
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
