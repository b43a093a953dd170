/** Products of an account that a store sells, by the links as they are. */
import type { CatalogAccountStep } from '../../domain/catalog-types';
import type { CatalogDeps } from './deps';

/** Brightpearl ids, in their order. */
export async function linkedProductIds(deps: CatalogDeps, scope: CatalogAccountStep): Promise<number[]> {
  const links = await deps.store.productLinks.linked(scope);
  return [...new Set(links.flatMap(({ brightpearlId }) => brightpearlId ?? []))].sort((a, b) => a - b);
}
