/** Reads products of a store anew, as they are told apart and as they are described. */
import { Context } from '@temporalio/activity';
import type { BcProduct } from '../../bigcommerce/schemas/product';
import type { CatalogAccountStep } from '../../domain/catalog-types';
import type { VariantFacts } from '../../mapping/catalog/fields/account-creation';
import { inChunks } from '../../store/chunks';
import type { CatalogDeps } from '../catalog/deps';
import { detailsOfVariants, heldProductIds } from '../catalog/read-details';
import { readBrands } from '../catalog/store-brands';
import { refreshLinksAndPrices } from '../stock/refresh-links';

/** As many as one request takes. */
const AT_ONCE = 250;

/** By variant id. Links are made anew by it, so that a SKU which was corrected counts. ⌈products / 250⌉ · 2 requests. */
export async function readFacts(
  deps: CatalogDeps,
  scope: CatalogAccountStep,
  productIds: readonly number[],
): Promise<ReadonlyMap<number, VariantFacts>> {
  const { storeHash } = scope;
  const heldBy = await heldProductIds(deps, storeHash);
  await deps.store.catalogNews.add({ storeHash }, productIds);
  const read: BcProduct[] = [];
  for (const ids of inChunks(productIds, AT_ONCE)) {
    const readAt = new Date();
    const products = await deps.bigcommerce(storeHash).products.byIds(ids);
    const details = products.flatMap((product) => detailsOfVariants(product, heldBy(product)));
    await deps.store.catalogDetails.put({ side: 'store', scope: storeHash }, details, readAt);
    read.push(...products);
    Context.current().heartbeat();
  }
  await refreshLinksAndPrices(deps, { ...scope, whole: false });
  const brands = await brandNames(deps, storeHash, read);
  return new Map(read.flatMap((product) => factsOf(product, brands)));
}

const brandNames = async (
  deps: CatalogDeps,
  storeHash: string,
  products: readonly BcProduct[],
): Promise<ReadonlyMap<number, string>> =>
  products.every(({ brandId }) => brandId === 0) ? new Map() : (await readBrands(deps, storeHash)).names;

/** Codes are the variant's own; those of its product only where it has no other variant. */
function factsOf(product: BcProduct, brands: ReadonlyMap<number, string>): [number, VariantFacts][] {
  const codes = product.variants.length === 1 ? product : { gtin: '', upc: '', mpn: '' };
  return product.variants.map((variant) => [
    variant.variantId,
    {
      name: product.name,
      choices: variant.choices.map(({ value }) => value),
      gtin: variant.gtin || codes.gtin,
      upc: variant.upc || codes.upc,
      mpn: variant.mpn || codes.mpn,
      weight: variant.weight ?? product.weight ?? '0',
      brand: brands.get(product.brandId) ?? '',
    },
  ]);
}
