/** The activities of the catalog, made of their dependencies. What cannot go on says so once, and goes on by itself. */
import type {
  AccountCatalogActivities,
  CatalogAccountStep,
  ConnectorCatalogActivities,
  StoreCatalogActivities,
} from '../../domain/catalog-types';
import type { RemoteError } from '../../domain/remote-error';
import { unlessPaused } from '../pauses';
import { inLane } from '../request-room';
import { untilTaken } from '../until-taken';
import { checkPrices } from './check-prices';
import { createMissing } from './create-missing';
import type { CatalogDeps } from './deps';
import { followOptions } from './follow-options';
import { clearStopped, raiseStopped } from './price-issues';
import { readAccountDetails, readStoreDetails } from './read-details';
import { readMissing } from './read-missing';
import { readOptions } from './read-options';
import { readProducts } from './read-products';
import { readPrices } from './read-prices';
import { readRecords } from './read-records';
import { reportMatches } from './report-matches';
import { refreshCatalogLinks } from './refresh-catalog-links';
import { writePrices } from './write-prices';
import { noteShownProducts, writeProducts } from './write-products';

export type CatalogActivities = StoreCatalogActivities & AccountCatalogActivities & ConnectorCatalogActivities;

export function createCatalogActivities(given: CatalogDeps): CatalogActivities {
  const deps = inLane(given, 'prices');
  const late = inLane(given, 'backfill');
  const at =
    (system: 'bigcommerce' | 'brightpearl') =>
    <Input extends CatalogAccountStep, Result>(run: (deps: CatalogDeps, input: Input) => Promise<Result>, own = deps) =>
    (input: Input): Promise<Result> => {
      const scope = system === 'bigcommerce' ? input.storeHash : input.account;
      return unlessPaused(own.store, { system, scope }, () =>
        untilTaken('CATALOG_STOPPED', () => run(own, input), signsOf(own, `${run.name}/${input.account}`, input)),
      );
    };
  const atStore = at('bigcommerce');
  return {
    refreshCatalogLinks: atStore(refreshCatalogLinks, late),
    readRecords: atStore(readRecords),
    writePrices: atStore(writePrices),
    checkPrices: atStore(checkPrices),
    followOptions: atStore(followOptions),
    writeProducts: atStore(writeProducts),
    createMissing: atStore(createMissing),
    noteShownProducts: atStore(noteShownProducts),
    readPrices: at('brightpearl')(readPrices),
    readOptions: at('brightpearl')(readOptions),
    readProducts: at('brightpearl')(readProducts),
    readMissing: at('brightpearl')(readMissing),
    readAccountDetails: at('brightpearl')(readAccountDetails, late),
    readStoreDetails: ({ storeHash }) => atStore(readStoreDetails, late)({ storeHash, account: 'all' }),
    reportMatches: (input) => reportMatches(given, input),
    requestLook: ({ storeHash, part }) => given.catalog.wanted(storeHash, { reason: 'schedule', part }),
  };
}

const signsOf = (deps: CatalogDeps, step: string, { storeHash }: CatalogAccountStep) => ({
  raise: (error: RemoteError) => raiseStopped(deps, storeHash, step, error),
  clear: () => clearStopped(deps, storeHash, step),
});
