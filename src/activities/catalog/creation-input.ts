/** What the making of a store's missing products is planned from: the database, and the options of products that get variants. */
import type { ProductsConfig } from '../../config/config';
import type { CatalogAccountStep, CreateMissingInput } from '../../domain/catalog-types';
import type { AttributeRules } from '../../mapping/catalog/attributes/rule-schema';
import type { CreationInput, MissingProduct, StoreProductOfGroup } from '../../mapping/catalog/fields/creation-types';
import type { AccountChoice, ProductFacts } from '../../mapping/catalog/fields/types';
import { planPrices } from '../../mapping/prices/plan';
import { fold, sameText } from '../../mapping/rule-values';
import type { AccountProduct, StoreVariant } from '../../mapping/stock/link-types';
import { attributesConfigOf, pricesConfigOf } from './deps';
import type { CatalogDeps } from './deps';
import { missingProducts } from './missing-products';
import { storeOption } from './store-option';
import { pricesOf, storeBasisOf } from './write-prices';

export async function creationInputOf(
  deps: CatalogDeps,
  input: CreateMissingInput,
  { rules }: ProductsConfig,
): Promise<CreationInput> {
  const { storeHash, account } = input;
  const missing = await missingProducts(deps, input);
  const facts = await deps.store.productFacts.read(account, new Date(input.readAt));
  const attributes = attributesConfigOf(deps, storeHash);
  const names = attributes?.account === account ? attributes.rules.options : [];
  const products = missing.flatMap((product): MissingProduct[] => {
    const own = facts.get(product.productId);
    return own ? [missingProduct(product, own, names)] : [];
  });
  const variants = await deps.store.catalogs.variants(storeHash);
  return {
    products,
    rules,
    prices: await catalogPrices(deps, input, products),
    former: await formerVariants(deps, input, variants),
    skusInStore: new Set(variants.map(({ sku }) => fold(sku))),
    groups: await groupsInStore(deps, input, products, facts),
  };
}

/** A merchant who deletes a product does not want it made again. */
async function formerVariants(
  deps: CatalogDeps,
  scope: CreateMissingInput,
  variants: readonly Pick<StoreVariant, 'variantId' | 'sku'>[],
): Promise<CreationInput['former']> {
  const linked = new Set((await deps.store.productLinks.linked(scope)).map(({ variantId }) => variantId));
  const skus = new Map(variants.map(({ variantId, sku }) => [variantId, sku.trim()]));
  const former = (await deps.store.formerLinks.all(scope)).filter(({ variantId }) => !linked.has(variantId));
  return new Map(
    former.map(({ variantId, productId, sku }) => [productId, { variantId, sku, skuNow: skus.get(variantId) }]),
  );
}

/** For the looks to come: what is linked now and deleted then was in the store. Of what is noted already only an audit has news. */
export async function noteLinked(deps: CatalogDeps, scope: CatalogAccountStep): Promise<void> {
  const noted = new Set((await deps.store.formerLinks.all(scope)).map(({ variantId }) => variantId));
  const links = (await deps.store.productLinks.linked(scope)).flatMap(({ variantId, sku, brightpearlId }) =>
    brightpearlId === null || noted.has(variantId) ? [] : [{ variantId, productId: brightpearlId, sku: sku.trim() }],
  );
  await deps.store.formerLinks.put(scope, links);
}

const missingProduct = (
  { stockTracked, bundle }: AccountProduct,
  facts: ProductFacts,
  names: AttributeRules['options'],
): MissingProduct => ({
  facts,
  isTracked: stockTracked || bundle !== undefined,
  isBundle: bundle !== undefined,
  choices: (facts.choices ?? []).map((choice) => inStoreWords(choice, names)),
});

function inStoreWords({ option, value, ...ids }: AccountChoice, names: AttributeRules['options']): AccountChoice {
  const alias = names.find(({ brightpearl }) => sameText(brightpearl, option));
  const ofValue = alias?.values.find(({ brightpearl }) => sameText(brightpearl, value));
  return { ...ids, option: alias?.store ?? option, value: ofValue?.store ?? value };
}

/** What the price rules make of them in the catalog, as if each had a variant of its own id and no price yet. */
async function catalogPrices(
  deps: CatalogDeps,
  { storeHash, account, missing: { readAt, lists } }: CreateMissingInput,
  products: readonly MissingProduct[],
): Promise<ReadonlyMap<number, string>> {
  const config = pricesConfigOf(deps, storeHash);
  if (!config) return new Map();
  const store = await deps.bigcommerce(storeHash).store.get();
  const rules = config.rules.rules.filter((rule) => rule.account === account && rule.to === 'catalog');
  const target = { kind: 'catalog', currency: store.currency.toUpperCase() } as const;
  const variants = products.map(({ facts: { productId, sku } }) => ({
    variantId: productId,
    productId,
    sku,
    taxClassId: DEFAULT_TAX_CLASS,
  }));
  const plan = planPrices({
    rules: { ...config.rules, rules },
    account,
    ...storeBasisOf(store),
    storeLists: [],
    lists,
    assignments: [],
    variants,
    prices: await pricesOf(
      deps,
      { account, prices: { readAt, lists } },
      rules.map(({ from }) => from),
    ),
    shown: variants.map(({ variantId }) => ({ target, variantId, ...NO_PRICES })),
  });
  return new Map(
    plan.upserts.flatMap(({ variantId, record: { price } }) => (price === null ? [] : [[variantId, price] as const])),
  );
}

const DEFAULT_TAX_CLASS = 0;
const NO_PRICES = { price: null, salePrice: null, retailPrice: null, tiers: [] };

/** Store products that have variants of a missing product's group: one request each. Whose twins options are is as they were left last. */
async function groupsInStore(
  deps: CatalogDeps,
  scope: CreateMissingInput,
  missing: readonly MissingProduct[],
  facts: ReadonlyMap<number, ProductFacts>,
): Promise<ReadonlyMap<number, readonly StoreProductOfGroup[]>> {
  const wanted = new Set(missing.flatMap(({ facts: { groupId } }) => groupId ?? []));
  const storeProducts = new Map<number, Set<number>>();
  for (const { productId, brightpearlId } of await deps.store.productLinks.linked(scope)) {
    const { groupId } = facts.get(brightpearlId ?? 0) ?? {};
    if (groupId === undefined || !wanted.has(groupId)) continue;
    storeProducts.set(groupId, (storeProducts.get(groupId) ?? new Set()).add(productId));
  }
  const groups = new Map<number, readonly StoreProductOfGroup[]>();
  const { productOptions } = deps.bigcommerce(scope.storeHash);
  for (const [groupId, productIds] of storeProducts) {
    const ofGroup: StoreProductOfGroup[] = [];
    for (const productId of productIds) {
      const options = (await productOptions.list(productId)).map(storeOption);
      const { twins = [] } = (await deps.store.followedOptions.ofProduct(scope, productId)) ?? {};
      ofGroup.push({ productId, options, twins });
    }
    groups.set(groupId, ofGroup);
  }
  return groups;
}
