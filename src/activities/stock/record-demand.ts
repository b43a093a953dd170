/**
 * Keeps the demand of an order up to date: whoever reads the order, or what Brightpearl reserved for it, tells here. Levels
 * that depend on what changed are marked in the same transaction, and their stores poked after it.
 */
import { isDeepStrictEqual } from 'node:util';
import type { OrderKey } from '../../domain/ids';
import type { DemandFacts, DemandFulfilled } from '../../domain/stock-facts';
import { orderDemand } from '../../mapping/stock/demand';
import type { DemandOrder, DemandProduct, OrderDemand } from '../../mapping/stock/demand-types';
import { quantity } from '../../mapping/stock/quantity';
import type { DemandRules } from '../../mapping/stock/rule-schema';
import { demandRulesSchema } from '../../mapping/stock/rule-schema';
import type { DemandLineRow, DemandRow } from '../../store/demand';
import type { DrawingVariant } from '../../store/account-links';
import type { Repositories } from '../../store/store';
import { stockConfigOf, subjectOf } from './deps';
import type { StockDeps } from './deps';
import { isImported } from './imported';
import { learnProducts, lineProducts } from './line-products';
import { isAboutTheOrder } from './unread-orders';

/** What the store says of an order. Ignored where a newer version is known. */
export const recordFacts = (
  deps: StockDeps,
  order: OrderKey,
  account: string,
  version: Date,
  facts: DemandFacts,
): Promise<void> => record(deps, order, (tx) => tx.demand.putFacts(order, account, version, facts));

/** A rule or a person leaves the order alone: whether it takes stock all the same is the store's rule. */
export const recordSkipped = (deps: StockDeps, order: OrderKey): Promise<void> =>
  record(deps, order, async (tx, known) => {
    if (!known || known.facts.skipped) return undefined;
    return tx.demand.putFacts(order, known.account, known.version, { ...known.facts, skipped: true });
  });

/** What Brightpearl has taken out of `onHand` for an order. Ignored where a later reading is known. */
export const recordFulfilled = (
  deps: StockDeps,
  order: OrderKey,
  fulfilled: DemandFulfilled,
  asOf: Date,
): Promise<void> => record(deps, order, (tx) => tx.demand.putFulfilled(order, fulfilled, asOf));

/**
 * Works out again what known orders want: their products are linked otherwise, or time has passed.
 *
 * @param alive is told after each step of what may take long
 */
export async function recomputeDemand(
  deps: StockDeps,
  orders: readonly OrderKey[],
  alive: () => void = () => undefined,
): Promise<void> {
  await learnAll(deps, await deps.store.demand.getMany(orders), alive);
  for (const { storeHash, orderId } of orders) {
    await record(deps, { storeHash, orderId }, async (_tx, known) => known);
    alive();
  }
}

/** A SKU that no variant has any more may still be a product. Each is asked for once. */
async function learnAll(deps: StockDeps, rows: readonly DemandRow[], alive: () => void): Promise<void> {
  const asked = new Set<string>();
  for (const { storeHash, account, facts } of rows) {
    const keyOf = (sku: string): string => `${account} ${sku}`;
    const lines = facts.lines.filter(({ sku }) => !asked.has(keyOf(sku)));
    try {
      await learnProducts(deps, { storeHash, account, lines });
    } catch (error) {
      // What cannot be asked for stays what it was taken for.
      if (!isAboutTheOrder(error)) throw error;
    }
    for (const { sku } of lines) asked.add(keyOf(sku));
    alive();
  }
}

/** @param put given the order as it is known, which nobody else changes meanwhile */
async function record(
  deps: StockDeps,
  order: OrderKey,
  put: (tx: Repositories, known: DemandRow | undefined) => Promise<DemandRow | undefined>,
): Promise<void> {
  await deps.store.transaction(async (tx) => {
    const known = await tx.demand.lock(order);
    const row = await put(tx, known);
    if (!row) return;
    const { products, variantIds } = await lineProducts(tx, { ...order, account: row.account, lines: row.facts.lines });
    const taken = { ...demandOrder(row, products), imported: await isImported(tx, order) };
    const demand = orderDemand(taken, rulesOf(deps, order.storeHash), new Date().toISOString());
    const changed = await tx.demand.replaceLines(order, row.account, rowsOf(demand));
    const drawing = await tx.accountLinks.drawingOn(row.account, changed);
    // The store itself takes units off, or puts them back, when an order is placed, edited, ships or ends.
    const moved = isDeepStrictEqual(known?.facts, row.facts) ? [] : variantIds;
    if (moved.length > 0) await tx.levels.moved(order.storeHash, moved, new Date());
    const looked = [...drawing, ...moved.map((variantId) => ({ storeHash: order.storeHash, variantId }))];
    if (looked.length > 0) await tx.stockDirty.mark(eachOnce(looked), subjectOf(order));
  });
  // Not only what was marked just now: an attempt may have been lost after its marks and before it told of them.
  const stores = await deps.store.stockDirty.storesMarkedFor(subjectOf(order));
  await Promise.all(stores.map((storeHash) => deps.stock.moved(storeHash, { reason: subjectOf(order) })));
}

const eachOnce = (variants: readonly DrawingVariant[]): DrawingVariant[] => [
  ...new Map(variants.map((one) => [`${one.storeHash}/${one.variantId}`, one])).values(),
];

/** A store whose own stock is left alone still sells from the pool of others: the default rules say what counts. */
const rulesOf = (deps: StockDeps, storeHash: string): DemandRules =>
  stockConfigOf(deps, storeHash)?.demand ?? demandRulesSchema.parse({});

const demandOrder = (
  { facts, fulfilled }: DemandRow,
  products: ReadonlyMap<number, DemandProduct>,
): Omit<DemandOrder, 'imported'> => ({
  ...facts,
  lines: facts.lines.map(({ variantId: _variantId, sku: _sku, ...line }) => {
    const product = products.get(line.lineId);
    return product ? { ...line, product } : line;
  }),
  reserved: quantities(fulfilled.reserved),
  onNotes: quantities(fulfilled.onNotes),
});

const quantities = (texts: Readonly<Record<string, string>>) =>
  new Map(Object.entries(texts).map(([productId, text]) => [Number(productId), quantity(text)]));

const rowsOf = ({ lines }: OrderDemand): DemandLineRow[] =>
  lines.flatMap(({ lineId, reason, products }) =>
    products.map((product) => ({
      lineId,
      productId: product.productId,
      ordered: product.ordered.toFixed(),
      covered: product.covered.toFixed(),
      outstanding: product.outstanding.toFixed(),
      reason,
    })),
  );
