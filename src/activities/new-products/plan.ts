/** What the account would get of a store, by both catalogs as they are now. Writes to neither. */
import { Context } from '@temporalio/activity';
import type { CatalogAccountStep } from '../../domain/catalog-types';
import {
  planAccountCreations,
  type AccountCreation,
  type VariantFacts,
} from '../../mapping/catalog/fields/account-creation';
import type { AccountCreationRules } from '../../mapping/catalog/fields/account-creation-rules';
import { linkByKeys } from '../../mapping/catalog/matching/link-keys';
import { identifierIndex } from '../../mapping/catalog/matching/identifiers';
import type { MatchInput } from '../../mapping/catalog/matching/types';
import type { CatalogDeps } from '../catalog/deps';
import { matchInputOf } from '../catalog/match-input';
import { skuMatchOf } from '../stock/deps';
import { refreshLinksAndPrices } from '../stock/refresh-links';
import { readFacts } from './read-facts';

/**
 * Of every variant that is linked with nothing. Both catalogs are read whole: the store tells nobody of new products, and what
 * Brightpearl has by now must not be made a second time.
 */
export async function planAll(
  deps: CatalogDeps,
  scope: CatalogAccountStep,
  rules: AccountCreationRules,
): Promise<AccountCreation[]> {
  await refreshLinksAndPrices(deps, { ...scope, whole: true });
  const match = await matchNow(deps, scope);
  const { variants } = linkByKeys(match, identifierIndex(match.variants, match.products));
  const missing = variants.flatMap((link) => (link.kind === 'unlinked' ? [link.variant.productId] : []));
  const facts = await readFacts(deps, scope, [...new Set(missing)]);
  return plan(deps, scope, rules, facts);
}

/** Of SKUs, also such as the catalog did not have when it was read. */
export async function planNamed(
  deps: CatalogDeps,
  scope: CatalogAccountStep,
  rules: AccountCreationRules,
  skus: readonly string[],
): Promise<AccountCreation[]> {
  await refreshLinksAndPrices(deps, { ...scope, whole: false });
  const known = await deps.store.catalogs.productsOfSkus(scope.storeHash, skus);
  const facts = await readFacts(deps, scope, known);
  const unread = (await productsNow(deps, scope, skus)).filter((productId) => !known.includes(productId));
  const more = unread.length > 0 ? await readFacts(deps, scope, unread) : [];
  return plan(deps, scope, rules, new Map([...facts, ...more]), new Set(skus));
}

/** A SKU that no variant has, as they were read, may be that of a new one, or of one that was corrected. */
async function productsNow(
  deps: CatalogDeps,
  { storeHash }: CatalogAccountStep,
  skus: readonly string[],
): Promise<number[]> {
  const { catalogs } = deps.store;
  const seen = new Set((await catalogs.variants(storeHash)).map(({ sku }) => sku.trim()));
  const productIds = [...(await catalogs.productsOfSkus(storeHash, skus))];
  for (const sku of skus.filter((one) => !seen.has(one))) {
    const variants = await deps.bigcommerce(storeHash).catalog.variantsBySku(sku);
    productIds.push(...variants.map(({ productId }) => productId));
    Context.current().heartbeat();
  }
  return [...new Set(productIds)];
}

async function plan(
  deps: CatalogDeps,
  scope: CatalogAccountStep,
  rules: AccountCreationRules,
  facts: ReadonlyMap<number, VariantFacts>,
  named?: ReadonlySet<string>,
): Promise<AccountCreation[]> {
  const { account } = scope;
  const [{ taxCodes }, brands, match] = await Promise.all([
    deps.facts.of(account),
    deps.brightpearl(account).attributes.brands(),
    matchNow(deps, scope),
  ]);
  const taxCode = taxCodes.find(({ id }) => id === rules.taxCodeId);
  return planAccountCreations({
    match,
    facts,
    rules,
    account: { code: account, taxCode, brands },
    ...(named ? { named } : {}),
  });
}

const matchNow = async (deps: CatalogDeps, scope: CatalogAccountStep): Promise<MatchInput> => ({
  ...(await matchInputOf(deps.config, deps.store, scope, skuMatchOf(deps, scope.storeHash) ?? 'trim', 'report')),
  stored: await deps.store.formerLinks.all(scope),
});
