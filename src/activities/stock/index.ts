/** The activities of stock, made of their dependencies. What cannot go on says so once, and goes on by itself. */
import { ApplicationFailure } from '@temporalio/common';
import { RemoteError } from '../../domain/remote-error';
import type {
  AccountStockActivities,
  ConnectorStockActivities,
  LocalStockActivities,
  StoreStep,
  StoreStockActivities,
} from '../../domain/stock-types';
import { unlessPaused } from '../pauses';
import { inLane } from '../request-room';
import { compareBatch, finishCompare } from './compare';
import { readComparePage } from './compare-page';
import { storesFedBy } from './deps';
import type { StockDeps } from './deps';
import { explainStock } from './explain-stock';
import { configuredInput } from './inventory-inputs';
import { clearStopped, raiseStopped } from './level-issues';
import { planStock } from './plan-stock';
import { readNewDemand } from './read-new-demand';
import { refreshLinks } from './refresh-links';
import { requestCompare } from './request-compare';
import { watchSecondWriter } from './second-writer';
import { sweepMovements } from './sweep-movements';
import { verifyStock } from './verify-stock';
import { watchStockFeed } from './watch-feed';
import { writeStock } from './write-stock';

export type StockActivities = StoreStockActivities &
  AccountStockActivities &
  ConnectorStockActivities &
  LocalStockActivities;

/** A refusal that no retry changes is tried again seldom: somebody has to do something about it. */
const STOPPED_RETRY_MS = 5 * 60_000;

export function createStockActivities(given: StockDeps): StockActivities {
  const deps = inLane(given, 'stock');
  const late = inLane(given, 'backfill');
  const atStore =
    <Input extends StoreStep, Result>(run: (deps: StockDeps, input: Input) => Promise<Result>, own = deps) =>
    (input: Input): Promise<Result> =>
      unlessPaused(own.store, { system: 'bigcommerce', scope: input.storeHash }, () =>
        shown(own, run.name, [input.storeHash], () => run(own, input)),
      );
  const atAccount =
    <Input extends { readonly account: string }, Result>(
      run: (deps: StockDeps, input: Input) => Promise<Result>,
      own = deps,
    ) =>
    (input: Input): Promise<Result> =>
      unlessPaused(own.store, { system: 'brightpearl', scope: input.account }, () =>
        shown(own, run.name, storesFedBy(own, input.account), () => run(own, input)),
      );
  return {
    readNewDemand: atStore(readNewDemand),
    writeStock: atStore(writeStock),
    verifyStock: atStore(verifyStock),
    readComparePage: atStore(readComparePage, late),
    compareBatch: atStore(compareBatch, late),
    finishCompare: atStore(finishCompare, late),
    refreshLinks: atStore(refreshLinks, late),
    explainStock: atStore(explainStock, inLane(given, 'operator')),
    planStock: atAccount(planStock),
    sweepMovements: atAccount(sweepMovements, late),
    configuredInput: (input) => configuredInput(deps, input),
    requestCompare: (input) => requestCompare(deps, input),
    watchStockFeed: (input) => watchStockFeed(deps, input),
    watchSecondWriter: (input) => watchSecondWriter(deps, input),
  };
}

/**
 * What no retry mends would end the workflow in silence: it becomes an issue of the store, and is tried again seldom. So does
 * a refusal of the credentials, for which the account or store is paused.
 */
async function shown<Result>(
  deps: StockDeps,
  step: string,
  storeHashes: readonly string[],
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await work();
    for (const storeHash of storeHashes) await clearStopped(deps, storeHash, step);
    return result;
  } catch (error) {
    if (!(error instanceof RemoteError) || !STOPS.includes(error.kind)) throw error;
    for (const storeHash of storeHashes) await raiseStopped(deps, storeHash, step, error);
    if (error.kind === 'unauthorized') throw error;
    throw ApplicationFailure.create({
      message: error.message,
      type: 'STOCK_STOPPED',
      nextRetryDelay: STOPPED_RETRY_MS,
      cause: error,
    });
  }
}

const STOPS: readonly RemoteError['kind'][] = ['unauthorized', 'forbidden', 'unexpected-body', 'not-found', 'invalid'];
