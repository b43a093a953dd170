/**
 * Reads what an account says of the products that a store sells, ⌈products / 200⌉ requests and one for brands. An attempt that was
 * ended by a throttle is followed by one that goes on where it was.
 */
import { Context } from '@temporalio/activity';
import { z } from 'zod';
import { MAX_IDS } from '../../brightpearl/id-set';
import type { BpCustomFields } from '../../brightpearl/schemas/custom-fields';
import type { BpProduct } from '../../brightpearl/schemas/product';
import type { CatalogAccountStep, ReadProductsResult } from '../../domain/catalog-types';
import type { FieldRules } from '../../mapping/catalog/fields/rule-schema';
import type { ProductFacts } from '../../mapping/catalog/fields/types';
import { inChunks } from '../../store/chunks';
import { productsConfigOf } from './deps';
import type { CatalogDeps } from './deps';
import { soldProducts } from './sold-products';

const progressSchema = z.object({
  /** Milliseconds. */
  readAt: z.number(),
  /** The last product that was read. */
  after: z.int(),
  products: z.int(),
});

export async function readProducts(deps: CatalogDeps, step: CatalogAccountStep): Promise<ReadProductsResult> {
  const { storeHash, account } = step;
  const former = progressSchema.safeParse(Context.current().info.heartbeatDetails);
  let progress = former.data ?? { readAt: Date.now(), after: 0, products: 0 };
  const config = productsConfigOf(deps, storeHash);
  if (!config) return progress;
  const { products, attributes } = deps.brightpearl(account);
  const brands = new Map((await attributes.brands()).map(({ id, name }) => [id, name]));
  const customFields = wantsCustomFields(config.rules);
  const readAt = new Date(progress.readAt);
  const sold = await soldProducts(deps, step);
  const left = [...new Set(sold.map(({ brightpearlId }) => brightpearlId))]
    .filter((id) => id > progress.after)
    .sort((a, b) => a - b);
  for (const ids of inChunks(left, MAX_IDS)) {
    const found = [...(await products.readMany(ids, { customFields })).values()];
    await deps.store.productFacts.put(
      account,
      found.map((product) => factsOf(product, brands)),
      readAt,
    );
    progress = { ...progress, after: ids.at(-1) ?? progress.after, products: progress.products + found.length };
    Context.current().heartbeat(progress);
  }
  return { products: progress.products, readAt: progress.readAt };
}

const wantsCustomFields = ({ fields }: FieldRules): boolean =>
  fields.some(({ from }) => typeof from === 'object' && 'customField' in from);

function factsOf(product: BpProduct, brands: ReadonlyMap<number, string>): ProductFacts {
  const { id, identity, stock, productGroupId } = product;
  return {
    productId: id,
    ...identity,
    status: product.status ?? '',
    name: product.name,
    description: product.description,
    shortDescription: product.shortDescription,
    weight: stock.weight,
    ...stock.dimensions,
    brand: brands.get(product.brandId ?? 0) ?? '',
    categories: product.categories.map(String),
    customFields: textsOf(product.customFields),
    ...(productGroupId ? { groupId: productGroupId } : {}),
  };
}

const textsOf = (fields: BpCustomFields | null | undefined): Record<string, string> =>
  Object.fromEntries(
    [...(fields ?? [])].map(([code, value]) => [code, typeof value === 'object' ? value.value : String(value)]),
  );
