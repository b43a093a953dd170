/**
 * Makes one product or variant of a store. Names, SKUs and choices are unique there: what a request made whose answer was lost, or what
 * somebody made meanwhile, is found by its SKU when the store refuses a second one.
 */
import type { CatalogAccountStep } from '../../domain/catalog-types';
import type { AddedStoreVariant, NewStoreProduct, NewStoreVariant } from '../../mapping/catalog/fields/creation-types';
import { fieldName, isOfVariant, type FieldRules } from '../../mapping/catalog/fields/rule-schema';
import type { FieldChange, FieldValues } from '../../mapping/catalog/fields/types';
import { sameText } from '../../mapping/rule-values';
import { productsConfigOf } from './deps';
import type { CatalogDeps } from './deps';
import { writtenFields } from './shown-fields';
import { makeBrands, type Brands } from './store-brands';
import { unlessRefused } from './unless-refused';

/** The store's product, or why it takes none. */
export type Made = { readonly productId: number } | { readonly refusal: string };

export async function makeProduct(
  deps: CatalogDeps,
  scope: CatalogAccountStep,
  product: NewStoreProduct,
  brands: Brands,
): Promise<Made> {
  const { storeHash } = scope;
  const changes = ownFields(product.fields, productsConfigOf(deps, storeHash)?.rules);
  const brand = product.fields['brand'];
  const [refusal] = (await makeBrands(deps, storeHash, typeof brand === 'string' ? [brand] : [], brands)).values();
  if (refusal !== undefined) return { refusal: `The brand ${String(brand)}: ${refusal}.` };
  const { name, weight } = product.fields;
  return orExisting(deps, storeHash, skuOf(product), async () => {
    const { productId, incomplete } = await deps.bigcommerce(storeHash).products.create({
      // What nobody has looked at yet is not sold.
      isVisible: false,
      ...writtenFields(changes, brands.ids),
      name: String(name),
      weight: String(weight),
      price: product.price,
      tracking: product.tracking,
      ...(product.sku === undefined ? {} : { sku: product.sku }),
      variants: product.variants.map((variant) => ({ ...variantFields(variant), choices: variant.choices })),
    });
    const isVaried = product.variants.length > 0;
    const noted = changes.filter(({ field }) => !(isVaried && isOfVariant(field)));
    await note(deps, scope, productId, noted, incomplete === undefined);
    return incomplete === undefined ? { productId } : { refusal: `It was made without all of it: ${incomplete}.` };
  });
}

export async function makeVariant(
  deps: CatalogDeps,
  { storeHash }: CatalogAccountStep,
  variant: AddedStoreVariant,
): Promise<Made> {
  const { storeProductId: productId, choices } = variant;
  return orExisting(deps, storeHash, variant.sku, async () => {
    const chosen: { readonly optionId: number; readonly valueId: number }[] = [];
    for (const { optionId, valueId, value } of choices) {
      chosen.push({ optionId, valueId: valueId ?? (await makeValue(deps, storeHash, { productId, optionId, value })) });
    }
    await deps.bigcommerce(storeHash).products.addVariant(productId, { ...variantFields(variant), choices: chosen });
    return { productId };
  });
}

/** Another variant of this look, or an attempt before, may have made it. */
async function makeValue(
  deps: CatalogDeps,
  storeHash: string,
  { productId, optionId, value }: { readonly productId: number; readonly optionId: number; readonly value: string },
): Promise<number> {
  const { productOptions } = deps.bigcommerce(storeHash);
  const { values = [] } = (await productOptions.list(productId)).find((option) => option.optionId === optionId) ?? {};
  const known = values.find(({ label }) => sameText(label, value));
  if (known) return known.valueId;
  const sortOrder = Math.max(-1, ...values.map((one) => one.sortOrder)) + 1;
  return (await productOptions.addValue(productId, optionId, { label: value, sortOrder })).valueId;
}

/** @param make its answer may be lost: then the next attempt is refused, and finds the product by its SKU */
async function orExisting(deps: CatalogDeps, storeHash: string, sku: string, make: () => Promise<Made>): Promise<Made> {
  let made: Made | undefined;
  const refusal = await unlessRefused(async () => {
    made = await make();
  });
  if (made) return made;
  const [found] = await deps.bigcommerce(storeHash).catalog.variantsBySku(sku);
  return found ? { productId: found.productId } : { refusal: `${refusal ?? 'It is not there'}.` };
}

const skuOf = ({ sku, variants: [first] }: NewStoreProduct): string => sku ?? first?.sku ?? '';

/** Custom fields are set when the product is compared the first time, as they are set one by one. */
const ownFields = (fields: FieldValues, rules: FieldRules | undefined): FieldChange[] =>
  (rules?.fields ?? []).flatMap(({ field }) => {
    const to = fields[fieldName(field)] ?? null;
    return to === null || typeof field !== 'string' ? [] : [{ field, from: null, to }];
  });

const variantFields = ({ sku, fields, price }: Pick<NewStoreVariant, 'sku' | 'fields' | 'price'>) => ({
  sku,
  price,
  ...Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === 'string')),
});

/** What the store makes of it is looked at once it shows it: a field that it tidies up is no edit. */
const note = (
  deps: CatalogDeps,
  scope: CatalogAccountStep,
  productId: number,
  changes: readonly FieldChange[],
  isWhole: boolean,
): Promise<void> =>
  deps.store.followedProducts.put(scope, [
    {
      productId,
      written: {},
      pending: Object.fromEntries(
        changes.map(({ field, to }) => [
          fieldName(field),
          { sent: to, before: null, earlier: [], ...(isWhole ? { isTaken: true } : {}) },
        ]),
      ),
    },
  ]);
