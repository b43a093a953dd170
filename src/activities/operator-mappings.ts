/** What operators mapped, over the rules of the configuration file: the only place where the two come together. */
import type { Config } from '../config/config';
import { skuAliasesOf, withMappings } from '../mapping/operator-mappings/apply';
import type { RouteRules } from '../mapping/rules';
import type { Mappings } from '../store/mappings';
import type { LinkScope } from '../store/product-links';
import type { ActivityDeps } from './deps';

/** The rules by which an order of the store is mapped for the account, as they are now. */
export const followedRules = async (
  { store }: Pick<ActivityDeps, 'store'>,
  { storeHash, account }: LinkScope,
  rules: RouteRules,
): Promise<RouteRules> => withMappings(rules, await store.mappings.applying(storeHash, account));

/**
 * SKUs of a store that are called otherwise in an account. Routes of one pair that name different products for a SKU name
 * none: a level has no route.
 */
export async function aliasesOf(
  { routes }: Pick<Config, 'routes'>,
  mappings: Pick<Mappings, 'applying'>,
  { storeHash, account }: LinkScope,
): Promise<Readonly<Record<string, string>>> {
  const named = new Map<string, string | undefined>();
  for (const { rules } of routes.filter((route) => route.store === storeHash && route.account === account)) {
    for (const [sku, alias] of Object.entries(rules.skuAliases)) {
      named.set(sku, named.has(sku) && named.get(sku) !== alias ? undefined : alias);
    }
  }
  const agreed = [...named].flatMap(([sku, alias]) => (alias === undefined ? [] : [[sku, alias] as const]));
  return { ...Object.fromEntries(agreed), ...skuAliasesOf(await mappings.applying(storeHash, account)) };
}
