/**
 * The full compare: every level that the store shows against what it should show, page by page of the store's own list. What
 * is still on its way is no drift; everything else goes into the report with its figures and its cause.
 */
import type {
  CompareBatchInput,
  CompareBatchResult,
  ComparePageInput,
  ComparePageResult,
  FinishCompareInput,
} from '../../domain/stock-types';
import type { WrittenLevel } from '../../store/levels';
import { loadBatch } from './batch';
import type { Batch } from './batch';
import { accountsOf, stockConfigOf } from './deps';
import type { StockDeps } from './deps';
import { raiseSecondWriter } from './level-issues';
import { levelsOf } from './plan-levels';
import type { VariantLevel } from './plan-levels';
import { shownBy } from './store-levels';

const KIND = 'stock-compare';

/** Why a level was not what it should be. */
export type DriftCause =
  /** We never wrote it. */
  | 'never written'
  /** The store shows another level than the one we wrote, and no order moved it. */
  | 'changed by another'
  /** The store shows what we wrote, and it should be something else by now: an event was lost. */
  | 'missed change';

/** A row of the report. */
export interface Drift {
  readonly sku: string;
  readonly variantId: number;
  readonly locationId: number;
  /** What the warehouses leave before demand and buffers; absent where a rule stands in for them. */
  readonly brightpearl?: string;
  readonly demand?: string;
  readonly expected: number;
  readonly store: number;
  readonly cause: DriftCause;
  readonly corrected: boolean;
}

export async function readComparePage(
  deps: StockDeps,
  { storeHash, page }: ComparePageInput,
): Promise<ComparePageResult> {
  const config = stockConfigOf(deps, storeHash);
  if (!config) return { isLast: true };
  const startedAt = new Date();
  const { levels: items, isLast } = await deps.bigcommerce(storeHash).inventory.page(page);
  const scopes = accountsOf(config).map((account) => ({ storeHash, account }));
  const productIds = [...new Set(items.map(({ productId }) => productId))];
  const links = (
    await Promise.all(scopes.map((scope) => deps.store.productLinks.ofProducts(scope, productIds)))
  ).flat();
  const shown = shownBy(items, links);
  if (shown.size === 0) return { isLast };
  const variants = [...shown.keys()].map((variantId) => ({ variantId, mark: 0 }));
  const batchId = await deps.store.stockBatches.save({
    storeHash,
    startedAt,
    body: {
      variants,
      accounts: {},
      shown: Object.fromEntries([...shown].map(([variantId, levels]) => [variantId, Object.fromEntries(levels)])),
    },
  });
  return { batchId, isLast };
}

export async function compareBatch(deps: StockDeps, input: CompareBatchInput): Promise<CompareBatchResult> {
  const { storeHash, reportId, page, correct } = input;
  const config = stockConfigOf(deps, storeHash);
  const batch = await loadBatch(deps, input.batchId);
  if (!config || !batch) return { compared: 0, different: 0, toZero: 0 };
  const levels = await levelsOf(deps, config, batch);
  const drifts = await driftsOf(deps, batch, levels, correct);
  if (drifts.length > 0) {
    const report = {
      id: reportId,
      kind: KIND,
      scope: storeHash,
      startedAt: new Date(input.startedAt),
      finishedAt: new Date(),
    };
    await deps.store.reports.append({ ...report, rows: drifts }, page);
    await raiseSecondWriter(deps, storeHash, drifts);
  }
  if (correct) {
    const variants = drifts.map(({ variantId }) => ({ storeHash, variantId }));
    await deps.store.levels.moved(
      storeHash,
      variants.map(({ variantId }) => variantId),
      new Date(),
    );
    await deps.store.stockDirty.mark(variants, 'full compare', 'later');
  }
  await deps.store.stockBatches.remove(batch.id);
  return {
    compared: levels.filter(({ result }) => result.kind === 'level').length,
    different: drifts.length,
    toZero: drifts.filter(({ expected, store }) => expected === 0 && store > 0).length,
  };
}

export async function finishCompare(deps: StockDeps, input: FinishCompareInput): Promise<void> {
  const { storeHash, reportId, compared, different, correct } = input;
  const startedAt = new Date(input.startedAt);
  const report = { id: reportId, kind: KIND, scope: storeHash, startedAt, finishedAt: new Date(), rows: [] };
  // Where nothing differed there is no report yet.
  await deps.store.reports.append(report, 0);
  await deps.store.reports.finish(reportId, new Date(), { compared, different, correct });
  if (different === 0) await deps.store.stockIssues.clear(storeHash, [0], 'SECOND_WRITER');
}

async function driftsOf(
  deps: StockDeps,
  { storeHash, body: { shown = {} } }: Batch,
  levels: readonly VariantLevel[],
  corrected: boolean,
): Promise<Drift[]> {
  const variantIds = [...new Set(levels.map(({ link }) => link.variantId))];
  const onTheirWay = new Set(await deps.store.stockDirty.among(storeHash, variantIds));
  const written = new Map(
    (await deps.store.levels.ofVariants(storeHash, variantIds)).map((one) => [
      keyOf(one.variantId, one.locationId),
      one,
    ]),
  );
  return levels.flatMap(({ link: { sku, variantId }, locationId, result }) => {
    const store = shown[variantId]?.[locationId];
    if (result.kind !== 'level' || store === undefined || store === result.quantity) return [];
    const last = written.get(keyOf(variantId, locationId));
    if (onTheirWay.has(variantId) || last?.verifyAt) return [];
    const { stock } = result.arithmetic;
    const figures = stock ? { brightpearl: stock.pool, demand: demandText(stock) } : {};
    return [
      {
        sku,
        variantId,
        locationId,
        ...figures,
        expected: result.quantity,
        store,
        cause: causeOf(last, store),
        corrected,
      },
    ];
  });
}

/** Of a bundle: that of the component that decides. */
const demandText = (stock: { readonly demand: string; readonly components: readonly { readonly demand: string }[] }) =>
  stock.components.length === 0 ? stock.demand : stock.components.map(({ demand }) => demand).join(' + ');

function causeOf(last: WrittenLevel | undefined, store: number): DriftCause {
  if (!last) return 'never written';
  return last.quantity !== store && last.movedAt === null ? 'changed by another' : 'missed change';
}

const keyOf = (variantId: number, locationId: number): string => `${variantId} at ${locationId}`;
