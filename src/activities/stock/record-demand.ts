/**
 * Keeps the demand of an order up to date: whoever reads the order, or what Brightpearl reserved for it, tells here. Levels
 * that depend on what changed are marked in the same transaction, and their stores poked after it.
 */
import { isDeepStrictEqual } from 'node:util';
import type { OrderKey } from '../../domain/ids';
import type { DemandFacts, DemandFulfilled, DemandFactLine } from '../../domain/stock-facts';
import { orderDemand } from '../../mapping/stock/demand';
import type { DemandLine, DemandProduct, OrderDemand } from '../../mapping/stock/demand-types';
import { quantity } from '../../mapping/stock/quantity';
import type { DemandRules } from '../../mapping/stock/rule-schema';
import { demandRulesSchema } from '../../mapping/stock/rule-schema';
import type { DemandLineRow, DemandRow } from '../../store/demand';
import type { DrawingVariant, ProductLink } from '../../store/product-links';
import type { Store } from '../../store/store';
import { stockConfigOf, subjectOf } from './deps';
import type { StockDeps } from './deps';

type Transaction = Parameters<Parameters<Store['transaction']>[0]>[0];

/** What the store says of an order. Ignored where a newer version is known. */
export const recordFacts = (
  deps: StockDeps,
  order: OrderKey,
  account: string,
  version: Date,
  facts: DemandFacts,
): Promise<void> => record(deps, order, (tx) => tx.demand.putFacts(order, account, version, facts));

/** A rule or a person leaves the order alone: whether it takes stock all the same is the store's rule. */
export async function recordSkipped(deps: StockDeps, order: OrderKey): Promise<void> {
  const known = await deps.store.demand.get(order);
  if (!known || known.facts.skipped) return;
  await recordFacts(deps, order, known.account, known.version, { ...known.facts, skipped: true });
}

/** What Brightpearl has taken out of `onHand` for an order. Ignored where a later reading is known. */
export const recordFulfilled = (
  deps: StockDeps,
  order: OrderKey,
  fulfilled: DemandFulfilled,
  asOf: Date,
): Promise<void> => record(deps, order, (tx) => tx.demand.putFulfilled(order, fulfilled, asOf));

/** Works out again what known orders want: their products are linked otherwise, or time has passed. */
export async function recomputeDemand(deps: StockDeps, rows: readonly DemandRow[]): Promise<void> {
  for (const row of rows) await record(deps, row, async () => row);
}

async function record(
  deps: StockDeps,
  order: OrderKey,
  put: (tx: Transaction) => Promise<DemandRow | undefined>,
): Promise<void> {
  await deps.store.transaction(async (tx) => {
    const before = await tx.demand.get(order);
    const row = await put(tx);
    if (!row) return;
    const links = await linksOf(tx, row);
    const demand = orderDemand(demandOrder(row, links), rulesOf(deps, order.storeHash), new Date().toISOString());
    const changed = await tx.demand.replaceLines(order, row.account, rowsOf(demand));
    const drawing = await tx.productLinks.drawingOn(row.account, changed);
    // The store itself takes units off, or puts them back, when an order is placed, edited, ships or ends.
    const moved = isDeepStrictEqual(before?.facts, row.facts) ? [] : [...links.keys()];
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

async function linksOf(tx: Transaction, row: DemandRow): Promise<ReadonlyMap<number, ProductLink>> {
  const variantIds = row.facts.lines.map(({ variantId }) => variantId).filter((variantId) => variantId > 0);
  const links = await tx.productLinks.ofVariants(row, variantIds);
  return new Map(links.map((link) => [link.variantId, link]));
}

/** A store whose own stock is left alone still sells from the pool of others: the default rules say what counts. */
const rulesOf = (deps: StockDeps, storeHash: string): DemandRules =>
  stockConfigOf(deps, storeHash)?.demand ?? demandRulesSchema.parse({});

const demandOrder = ({ facts, fulfilled }: DemandRow, links: ReadonlyMap<number, ProductLink>) => ({
  ...facts,
  lines: facts.lines.map((line) => demandLine(line, links.get(line.variantId))),
  reserved: quantities(fulfilled.reserved),
  onNotes: quantities(fulfilled.onNotes),
});

function demandLine({ variantId: _known, ...line }: DemandFactLine, link: ProductLink | undefined): DemandLine {
  const product = link && productOf(link);
  return product ? { ...line, product } : line;
}

function productOf({ brightpearlId, stockTracked, components }: ProductLink): DemandProduct | undefined {
  if (brightpearlId === null) return undefined;
  const bundle = components?.map((part) => ({ productId: part.productId, quantity: quantity(part.quantity) }));
  return { productId: brightpearlId, stockTracked: stockTracked ?? false, ...(bundle ? { bundle } : {}) };
}

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
