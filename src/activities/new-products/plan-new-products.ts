/** Takes some of the SKUs that are asked for, reads their variants anew, and says what is to be sent of each. */
import type { CatalogAccountStep } from '../../domain/catalog-types';
import type { PlannedPage } from '../../domain/new-product-types';
import type { AccountCreation } from '../../mapping/catalog/fields/account-creation';
import type { PlannedProduct } from '../../store/new-products';
import type { CatalogDeps } from '../catalog/deps';
import { planNamed } from './plan';
import { creationRulesOf } from './rules';

/** Made within minutes: what was read of them is not old then. */
const AT_ONCE = 25;

export async function planNewProducts(
  deps: CatalogDeps,
  { storeHash, account }: CatalogAccountStep,
): Promise<PlannedPage> {
  const scope = { storeHash, account };
  const { newProducts } = deps.store;
  const skus = (await newProducts.open(scope, AT_ONCE)).map(({ sku }) => sku);
  if (skus.length === 0) return { skus: [], settled: 0 };
  const rules = creationRulesOf(deps, scope);
  const creations = rules ? await planNamed(deps, scope, rules, skus) : [];
  const bySku = new Map(creations.map((creation) => [creation.sku, creation]));
  const off = `Making products in account ${account} is off for store ${storeHash}: restore newProducts in connector.yaml, then ask for it again.`;
  const planned = skus.map((sku): PlannedProduct => {
    const creation = bySku.get(sku);
    if (!rules) return { sku, state: 'refused', message: off };
    return creation ? outcomeOf(creation) : { sku, state: 'refused', message: nowhere(storeHash, sku) };
  });
  await newProducts.plan(scope, planned);
  const toMake = planned.flatMap(({ state, sku }) => (state === 'planned' ? [sku] : []));
  return { skus: toMake, settled: planned.length - toMake.length };
}

function outcomeOf(creation: AccountCreation): PlannedProduct {
  const { sku, variantId } = creation;
  switch (creation.action) {
    case 'create':
      return { sku, state: 'planned', variantId, body: creation.product };
    case 'linked':
      return { sku, state: 'found', variantId, productId: creation.productId };
    case 'cannot':
      return { sku, state: 'refused', message: creation.reasons.join(' ') };
  }
}

const nowhere = (storeHash: string, sku: string): string =>
  `No variant of store ${storeHash} has the SKU ${sku}: correct it in BigCommerce, or create the product in Brightpearl.`;
