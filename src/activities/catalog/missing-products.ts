/** Brightpearl products that no variant of the store has to do with, by both catalogs as they were read last. */
import type { CatalogAccountStep } from '../../domain/catalog-types';
import { linkedCatalogs } from '../../mapping/catalog/matching/link-keys';
import type { AccountProduct } from '../../mapping/stock/link-types';
import { skuMatchOf } from '../stock/deps';
import type { CatalogDeps } from './deps';
import { matchInputOf } from './match-input';

/** Archived ones are as good as deleted. */
export async function missingProducts(deps: CatalogDeps, scope: CatalogAccountStep): Promise<AccountProduct[]> {
  const skuMatch = skuMatchOf(deps, scope.storeHash);
  if (!skuMatch) return [];
  const input = await matchInputOf(deps.config, deps.store, scope, skuMatch, 'links');
  return linkedCatalogs(input).withoutVariant.map(({ product }) => product);
}
