/** The activities of products that Brightpearl gets from a store, made of their dependencies. */
import type { CatalogAccountStep } from '../../domain/catalog-types';
import type {
  AccountNewProductActivities,
  ConnectorNewProductActivities,
  StoreNewProductActivities,
} from '../../domain/new-product-types';
import type { RemoteError } from '../../domain/remote-error';
import type { CatalogDeps } from '../catalog/deps';
import { clearStopped, raiseStopped } from '../catalog/price-issues';
import { unlessPaused } from '../pauses';
import { inLane } from '../request-room';
import { untilTaken } from '../until-taken';
import { linkNewProducts, tellOfNewProducts } from './link-and-tell';
import { makeNewProduct } from './make-new-product';
import { planNewProducts } from './plan-new-products';
import { reportUnknownProducts } from './report-unknown';

export type NewProductActivities = StoreNewProductActivities &
  AccountNewProductActivities &
  ConnectorNewProductActivities;

export function createNewProductActivities(given: CatalogDeps): NewProductActivities {
  const deps = inLane(given, 'backfill');
  const at =
    (system: 'bigcommerce' | 'brightpearl') =>
    <Input extends CatalogAccountStep, Result>(run: (own: CatalogDeps, input: Input) => Promise<Result>) =>
    (input: Input): Promise<Result> => {
      const scope = system === 'bigcommerce' ? input.storeHash : input.account;
      const step = `${run.name}/${input.account}`;
      const signs = {
        raise: (error: RemoteError) => raiseStopped(deps, input.storeHash, step, error),
        clear: () => clearStopped(deps, input.storeHash, step),
      };
      return unlessPaused(deps.store, { system, scope }, () =>
        untilTaken('CATALOG_STOPPED', () => run(deps, input), signs),
      );
    };
  return {
    reportUnknownProducts: at('bigcommerce')(reportUnknownProducts),
    planNewProducts: at('bigcommerce')(planNewProducts),
    linkNewProducts: at('bigcommerce')(linkNewProducts),
    makeNewProduct: at('brightpearl')(makeNewProduct),
    tellOfNewProducts: (input) => tellOfNewProducts(given, input),
    putOffNewProducts: ({ storeHash, account, skus }) => given.store.newProducts.putOff({ storeHash, account }, skus),
  };
}
