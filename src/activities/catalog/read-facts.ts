/** What an account says of its products, with names for ids. */
import type { BpCustomFields, BpCustomFieldValue } from '../../brightpearl/schemas/custom-fields';
import type { BpProduct } from '../../brightpearl/schemas/product';
import type { FieldRules } from '../../mapping/catalog/fields/rule-schema';
import { customFieldsNamed } from '../../mapping/catalog/fields/sources';
import type { ProductFacts } from '../../mapping/catalog/fields/types';
import { unlessHidden } from '../unless-hidden';
import type { CatalogDeps } from './deps';

/** Reads and keeps at most 200 products; gives how many Brightpearl answered for. */
export type FactsReader = (productIds: readonly number[], readAt: Date) => Promise<number>;

/** One request for brands, and one for each call of what it gives. */
export async function factsReader(deps: CatalogDeps, account: string, rules: FieldRules): Promise<FactsReader> {
  const { products, attributes } = deps.brightpearl(account);
  const brands = new Map((await attributes.brands()).map(({ id, name }) => [id, name]));
  const customFields = customFieldsNamed(rules).size > 0;
  return async (productIds, readAt) => {
    const found = [...(await products.readMany(productIds, { customFields })).values()];
    const facts = found.map((product) => factsOf(product, brands));
    await deps.store.productFacts.put(account, facts, readAt);
    return found.length;
  };
}

/** Codes that rules name and the account does not have; one request, where any are named. */
export async function unknownCustomFields(deps: CatalogDeps, account: string, rules: FieldRules): Promise<string[]> {
  const named = customFieldsNamed(rules);
  if (named.size === 0) return [];
  const fields = await unlessHidden(deps.brightpearl(account).referenceData.productCustomFields());
  if (!fields) return [];
  const there = new Set(fields.map(({ code }) => code));
  return [...named].filter((code) => !there.has(code));
}

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
    choices: product.variations.map(({ optionId, optionName, optionValueId, optionValue }) => ({
      optionId,
      option: optionName,
      valueId: optionValueId,
      value: optionValue,
    })),
  };
}

const textsOf = (fields: BpCustomFields | null | undefined): Record<string, string> =>
  Object.fromEntries([...(fields ?? [])].map(([code, value]) => [code, textOf(value)]));

/** As staff see it: of a yes/no field the word, of a select the option that is chosen. */
function textOf(value: BpCustomFieldValue): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return typeof value === 'object' ? value.value : String(value);
}
