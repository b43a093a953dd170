/**
 * The full compare: every level that the store shows against what it should show. What is still on its way is no drift;
 * everything else goes into the report with its figures and its cause.
 */
import { z } from 'zod';
import type { CompareBatchInput, CompareBatchResult, FinishCompareInput } from '../../domain/stock-types';
import type { WrittenLevel } from '../../store/levels';
import { loadBatch } from './batch';
import type { Batch } from './batch';
import { stockConfigOf } from './deps';
import type { StockDeps } from './deps';
import { levelsOf } from './plan-levels';
import type { VariantLevel } from './plan-levels';
import { judgeCompare } from './second-writer';

const KIND = 'stock-compare';

const driftSchema = z.object({
  sku: z.string(),
  variantId: z.int(),
  locationId: z.int(),
  /** What the warehouses leave before demand and buffers; absent where a rule stands in for them. */
  brightpearl: z.string().optional(),
  demand: z.string().optional(),
  expected: z.int(),
  /** Null: the store lists no level. */
  store: z.int().nullable(),
  /**
   * Why it is not what it should be. `never written`: by us. `changed by another`: the store shows another level than the
   * one we wrote, and no order moved it. `missed change`: the store shows what we wrote, and it should be something else by
   * now, so an event was lost. `not listed`: the store has no level of it at the location.
   */
  cause: z.enum(['never written', 'changed by another', 'missed change', 'not listed']),
  corrected: z.boolean(),
});

/** A row of the report. */
type Drift = z.infer<typeof driftSchema>;

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
  }
  if (correct) await correctAll(deps, storeHash, drifts);
  await deps.store.stockBatches.remove(batch.id);
  return {
    compared: levels.filter(({ result }) => result.kind === 'level').length,
    different: drifts.length,
    toZero: drifts.filter(({ expected, store }) => expected === 0 && (store ?? 0) > 0).length,
  };
}

export async function finishCompare(deps: StockDeps, input: FinishCompareInput): Promise<void> {
  const { storeHash, reportId, compared, different, correct } = input;
  const { reports } = deps.store;
  const startedAt = new Date(input.startedAt);
  // Where nothing differed there is no report yet.
  await reports.append({ id: reportId, kind: KIND, scope: storeHash, startedAt, finishedAt: new Date(), rows: [] }, 0);
  const rows = driftSchema.array().parse((await reports.get(reportId))?.rows ?? []);
  // Somebody asked for corrections after the first pages.
  const late = correct ? rows.filter(({ corrected }) => !corrected) : [];
  await correctAll(deps, storeHash, late);
  const closed = late.length === 0 ? undefined : rows.map((row) => ({ ...row, corrected: true }));
  await reports.finish(reportId, new Date(), { compared, different, correct }, closed);
  await judgeCompare(
    deps,
    storeHash,
    rows.filter(({ cause }) => cause === 'changed by another'),
  );
}

/** The store's writer looks at them next. */
async function correctAll(deps: StockDeps, storeHash: string, drifts: readonly Drift[]): Promise<void> {
  const variantIds = [...new Set(drifts.map(({ variantId }) => variantId))];
  if (variantIds.length === 0) return;
  await deps.store.transaction(async (tx) => {
    await tx.levels.moved(storeHash, variantIds, new Date());
    await tx.stockDirty.mark(
      variantIds.map((variantId) => ({ storeHash, variantId })),
      'full compare',
      'later',
    );
  });
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
    const store = shown[variantId]?.[locationId] ?? null;
    if (result.kind !== 'level' || store === result.quantity) return [];
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

function causeOf(last: WrittenLevel | undefined, store: number | null): Drift['cause'] {
  if (store === null) return 'not listed';
  if (!last) return 'never written';
  return last.quantity !== store && last.movedAt === null ? 'changed by another' : 'missed change';
}

const keyOf = (variantId: number, locationId: number): string => `${variantId} at ${locationId}`;
