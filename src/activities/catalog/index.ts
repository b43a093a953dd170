/** The activities of the catalog, made of their dependencies. What cannot go on says so once, and goes on by itself. */
import { ApplicationFailure } from '@temporalio/common';
import type {
  AccountCatalogActivities,
  CatalogAccountStep,
  ConnectorCatalogActivities,
  StoreCatalogActivities,
} from '../../domain/catalog-types';
import { RemoteError } from '../../domain/remote-error';
import { unlessPaused } from '../pauses';
import { inLane } from '../request-room';
import { checkPrices } from './check-prices';
import type { CatalogDeps } from './deps';
import { clearStopped, raiseStopped } from './price-issues';
import { readAccountDetails, readStoreDetails } from './read-details';
import { readPrices } from './read-prices';
import { readRecords } from './read-records';
import { reportMatches } from './report-matches';
import { refreshCatalogLinks } from './refresh-catalog-links';
import { writePrices } from './write-prices';

export type CatalogActivities = StoreCatalogActivities & AccountCatalogActivities & ConnectorCatalogActivities;

/** A refusal that no retry changes is tried again seldom: somebody has to do something about it. */
const STOPPED_RETRY_MS = 5 * 60_000;

export function createCatalogActivities(given: CatalogDeps): CatalogActivities {
  const deps = inLane(given, 'prices');
  const late = inLane(given, 'backfill');
  const at =
    (system: 'bigcommerce' | 'brightpearl') =>
    <Input extends CatalogAccountStep, Result>(run: (deps: CatalogDeps, input: Input) => Promise<Result>, own = deps) =>
    (input: Input): Promise<Result> => {
      const scope = system === 'bigcommerce' ? input.storeHash : input.account;
      return unlessPaused(own.store, { system, scope }, () =>
        shown(own, `${run.name}/${input.account}`, input.storeHash, () => run(own, input)),
      );
    };
  const atStore = at('bigcommerce');
  return {
    refreshCatalogLinks: atStore(refreshCatalogLinks, late),
    readRecords: atStore(readRecords),
    writePrices: atStore(writePrices),
    checkPrices: atStore(checkPrices),
    readPrices: at('brightpearl')(readPrices),
    readAccountDetails: at('brightpearl')(readAccountDetails, late),
    readStoreDetails: ({ storeHash }) => atStore(readStoreDetails, late)({ storeHash, account: 'all' }),
    reportMatches: (input) => reportMatches(given, input),
    requestPrices: ({ storeHash }) => given.catalog.wanted(storeHash, { reason: 'schedule' }),
  };
}

/** What no retry mends would end the workflow in silence: it becomes an issue of the store, and is tried again seldom. */
async function shown<Result>(
  deps: CatalogDeps,
  step: string,
  storeHash: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await work();
    await clearStopped(deps, storeHash, step);
    return result;
  } catch (error) {
    if (!(error instanceof RemoteError) || !STOPS.includes(error.kind)) throw error;
    await raiseStopped(deps, storeHash, step, error);
    if (error.kind === 'unauthorized') throw error;
    throw ApplicationFailure.create({
      message: error.message,
      type: 'CATALOG_STOPPED',
      nextRetryDelay: STOPPED_RETRY_MS,
      cause: error,
    });
  }
}

const STOPS: readonly RemoteError['kind'][] = ['unauthorized', 'forbidden', 'unexpected-body', 'not-found', 'invalid'];
