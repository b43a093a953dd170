/** A store's brands, by which products name theirs. */
import { fold } from '../../mapping/rule-values';
import type { CatalogDeps } from './deps';
import { unlessRefused } from './unless-refused';

export interface Brands {
  /** By id. */
  readonly names: Map<number, string>;
  /** By name, whatever its case: the store keeps one brand of a name. */
  readonly ids: Map<string, number>;
}

export async function readBrands(deps: CatalogDeps, storeHash: string): Promise<Brands> {
  const brands = await deps.bigcommerce(storeHash).brands.list();
  return {
    names: new Map(brands.map(({ id, name }) => [id, name])),
    ids: new Map(brands.map(({ id, name }) => [fold(name), id])),
  };
}

/** Makes those that are missing. Gives the folded names that the store does not take, with its words. */
export async function makeBrands(
  deps: CatalogDeps,
  storeHash: string,
  names: readonly string[],
  brands: Brands,
): Promise<ReadonlyMap<string, string>> {
  const refused = new Map<string, string>();
  for (const [key, name] of new Map(names.map((each) => [fold(each), each]))) {
    if (brands.ids.has(key)) continue;
    const reason = await unlessRefused(async () => {
      const { id } = await deps.bigcommerce(storeHash).brands.create(name);
      brands.names.set(id, name);
      brands.ids.set(key, id);
    });
    if (reason !== undefined) refused.set(key, reason);
  }
  return refused;
}
