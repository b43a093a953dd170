/** The activities of stock, made of their dependencies. What cannot go on says so once, and goes on by itself. */
import type { RemoteError } from '../../domain/remote-error';
import type {
  AccountStockActivities,
  ConnectorStockActivities,
  LocalStockActivities,
  StoreStep,
  StoreStockActivities,
} from '../../domain/stock-types';
import { unlessPaused } from '../pauses';
import { inLane } from '../request-room';
import { untilTaken } from '../until-taken';
import { compareBatch, finishCompare } from './compare';
import { readComparePage } from './compare-page';
import { storesFedBy } from './deps';
import type { StockDeps } from './deps';
import { explainStock } from './explain-stock';
import { configuredInput } from './inventory-inputs';
import { clearStopped, raiseStopped } from './level-issues';
import { planStock } from './plan-stock';
import { readNewDemand } from './read-new-demand';
import { refreshLinksAndPrices } from './refresh-links';
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

export function createStockActivities(given: StockDeps): StockActivities {
  const deps = inLane(given, 'stock');
  const late = inLane(given, 'backfill');
  const atStore =
    <Input extends StoreStep, Result>(run: (deps: StockDeps, input: Input) => Promise<Result>, own = deps) =>
    (input: Input): Promise<Result> =>
      unlessPaused(own.store, { system: 'bigcommerce', scope: input.storeHash }, () =>
        untilTaken('STOCK_STOPPED', () => run(own, input), signsOf(own, run.name, [input.storeHash])),
      );
  const atAccount =
    <Input extends { readonly account: string }, Result>(
      run: (deps: StockDeps, input: Input) => Promise<Result>,
      own = deps,
    ) =>
    (input: Input): Promise<Result> =>
      unlessPaused(own.store, { system: 'brightpearl', scope: input.account }, () =>
        untilTaken('STOCK_STOPPED', () => run(own, input), signsOf(own, run.name, storesFedBy(own, input.account))),
      );
  return {
    readNewDemand: atStore(readNewDemand),
    writeStock: atStore(writeStock),
    verifyStock: atStore(verifyStock),
    readComparePage: atStore(readComparePage, late),
    compareBatch: atStore(compareBatch, late),
    finishCompare: atStore(finishCompare, late),
    refreshLinks: atStore(refreshLinksAndPrices, late),
    explainStock: atStore(explainStock, inLane(given, 'operator')),
    planStock: atAccount(planStock),
    sweepMovements: atAccount(sweepMovements, late),
    configuredInput: (input) => configuredInput(deps, input),
    requestCompare: (input) => requestCompare(deps, input),
    watchStockFeed: (input) => watchStockFeed(deps, input),
    watchSecondWriter: (input) => watchSecondWriter(deps, input),
  };
}

const signsOf = (deps: StockDeps, step: string, storeHashes: readonly string[]) => ({
  async raise(error: RemoteError): Promise<void> {
    for (const storeHash of storeHashes) await raiseStopped(deps, storeHash, step, error);
  },
  async clear(): Promise<void> {
    for (const storeHash of storeHashes) await clearStopped(deps, storeHash, step);
  },
});
