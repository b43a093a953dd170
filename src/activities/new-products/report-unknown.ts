/** The dry run: what could be made of a store's variants, kept in place of the one before. */
import type { CatalogAccountStep } from '../../domain/catalog-types';
import type { AllWanted, UnknownProducts } from '../../domain/new-product-types';
import type { AccountCreation } from '../../mapping/catalog/fields/account-creation';
import type { CatalogDeps } from '../catalog/deps';
import { planAll } from './plan';
import { creationRulesOf } from './rules';

/** Kind of the report. */
const UNKNOWN_PRODUCTS = 'unknown-products';

export async function reportUnknownProducts(
  deps: CatalogDeps,
  { storeHash, account, want }: CatalogAccountStep & { readonly want?: AllWanted },
): Promise<UnknownProducts> {
  const scope = { storeHash, account };
  const rules = creationRulesOf(deps, scope);
  if (!rules) return { variants: 0, creatable: 0 };
  const startedAt = new Date();
  const planned = await planAll(deps, scope, rules);
  const skus = planned.flatMap(({ action, sku }) => (action === 'create' ? [sku] : []));
  const summary = { variants: planned.length, creatable: skus.length };
  await deps.store.reports.replace({
    kind: UNKNOWN_PRODUCTS,
    scope: `${storeHash}/${account}`,
    startedAt,
    finishedAt: new Date(),
    summary,
    rows: planned.flatMap(rowOf),
  });
  if (want) await deps.store.newProducts.want(scope, { ...want, skus });
  return summary;
}

function rowOf(creation: AccountCreation): object[] {
  const { variantId, sku, action } = creation;
  if (action === 'linked') return [];
  if (action === 'cannot') return [{ variantId, sku, action, said: creation.reasons, product: null }];
  const { identity, stock, brandId, salesChannels } = creation.product;
  const { ean = null, upc = null, mpn = null } = identity;
  const product = {
    name: salesChannels[0].productName,
    brandId,
    stockTracked: stock.stockTracked,
    weight: stock.weight?.magnitude ?? null,
    ean,
    upc,
    mpn,
  };
  return [{ variantId, sku, action, said: creation.notices, product }];
}
