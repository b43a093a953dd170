/**
 * What both systems tell of stock: which levels to look at is marked in the database, and the stores' workflows are poked.
 * When Temporal is away the marks stay; the sender is told to come again, which marks the same levels once more.
 */
import type { BcLevelChange } from '../../bigcommerce/webhook';
import type { ForeignLevel } from '../../store/foreign-levels';
import type { MeantLevel } from '../../store/levels';
import type { StockedStore, StockSide } from '../stock-deps';
import type { IntakeOutcome } from './intake-counts';

const MOVED = { reason: 'webhook' };

/** What can still be reserved of a product has changed. */
const ON_HAND = 'product.modified.on-hand-modified';

/** Brightpearl tells of products of an account. */
export async function productNotice(
  stock: StockSide,
  account: string,
  fullEvent: string,
  productIds: readonly number[],
): Promise<IntakeOutcome> {
  const fed = [...stock.stores]
    .filter(([, { accounts }]) => accounts.includes(account))
    .map(([storeHash]) => storeHash);
  if (fed.length === 0) return 'ignored';
  if (fullEvent === ON_HAND) return stockMoved(stock, account, fed, productIds);
  // A new SKU, bundle or stock tracking may link a variant otherwise; which of these it was is not told.
  await stock.records.noteProducts({ account }, productIds);
  await Promise.all(fed.map((storeHash) => stock.jobs.linksSoon(storeHash)));
  return 'accepted';
}

async function stockMoved(
  { records, client, jobs }: StockSide,
  account: string,
  fed: readonly string[],
  productIds: readonly number[],
): Promise<IntakeOutcome> {
  const at = new Date();
  const { storeHashes, unknown } = await records.productsMoved(account, productIds, at);
  await Promise.all([
    ...storeHashes.map((storeHash) => client.moved(storeHash, MOVED)),
    ...(unknown.length > 0 ? fed.map((storeHash) => jobs.linksSoon(storeHash)) : []),
  ]);
  return storeHashes.length > 0 ? 'accepted' : 'ignored';
}

/** BigCommerce tells that a level of a store was set or moved: by us, by an order, or by somebody else. */
export async function levelNotice(
  { stores, records, client, jobs }: StockSide,
  storeHash: string,
  change: BcLevelChange,
): Promise<IntakeOutcome> {
  const store = stores.get(storeHash);
  if (!store) return 'ignored';
  const at = new Date();
  const meant = await records.levelsMeant(storeHash, change);
  if (meant.length === 0) {
    await records.noteProducts({ storeHash }, [change.productId]);
    await jobs.linksSoon(storeHash);
    return 'accepted';
  }
  const leveled = meant.filter(({ isLeveled }) => isLeveled);
  if (leveled.length === 0 || isEcho(change, leveled, store, at)) return 'ignored';
  const foreign = foreignTo(change, leveled, store, at);
  if (foreign) await records.noteForeign(storeHash, foreign, at);
  await records.levelsMoved(storeHash, [...new Set(leveled.map(({ variantId }) => variantId))], at);
  await client.moved(storeHash, MOVED);
  return 'accepted';
}

/** What we wrote, told back. An event names no location: its value may be that of one, or of all together. */
function isEcho(
  { method, value }: BcLevelChange,
  levels: readonly MeantLevel[],
  { visibilityLagMs }: StockedStore,
  at: Date,
): boolean {
  const quantities = levels.map(({ quantity }) => quantity ?? 0);
  const isRecent = levels.some(({ writtenAt }) => writtenAt && at.getTime() - writtenAt.getTime() < visibilityLagMs);
  const sum = quantities.reduce((total, quantity) => total + quantity, 0);
  return method === 'absolute' && isRecent && [...quantities, sum].includes(value);
}

/**
 * A level that somebody set, as far as the event tells: orders move levels, and what happened before the store showed our
 * last write may be that write, or one before it.
 */
function foreignTo(
  { method, value, isByOrder, at: happenedAt }: BcLevelChange,
  levels: readonly MeantLevel[],
  { visibilityLagMs }: StockedStore,
  at: Date,
): ForeignLevel | undefined {
  const [level] = levels;
  if (method !== 'absolute' || isByOrder || !level || !levels.every(({ isSettled }) => isSettled)) return undefined;
  const knownAt = Math.max(...levels.map((one) => one.knownAt?.getTime() ?? 0));
  const isLater = (happenedAt ?? at).getTime() >= knownAt + visibilityLagMs;
  const quantities = levels.map(({ quantity }) => quantity ?? 0);
  const expected = quantities.reduce((total, quantity) => total + quantity, 0);
  if (!isLater || [...quantities, expected].includes(value)) return undefined;
  return { variantId: level.variantId, expected, shown: value, knownAt: new Date(knownAt) };
}
