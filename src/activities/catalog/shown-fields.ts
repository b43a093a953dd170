/** Fields of a store product as the rules name them, in both directions. */
import { fold } from '../../mapping/rule-values';
import type { ProductFields } from '../../bigcommerce/product-fields';
import type { BcProduct } from '../../bigcommerce/schemas/product';
import { fieldName, VARIANT_FIELDS } from '../../mapping/catalog/fields/rule-schema';
import type { FieldChange, FieldValue, FieldValues } from '../../mapping/catalog/fields/types';

/** What the store shows. @param brands names by id */
export function shownFields(product: BcProduct, brands: ReadonlyMap<number, string>): FieldValues {
  const { name, description, gtin, upc, mpn, weight, width, height, depth, isVisible } = product;
  // One that came after the brands were read is none of ours.
  const brand = product.brandId === 0 ? '' : (brands.get(product.brandId) ?? `brand ${product.brandId}`);
  const texts = { name, description, gtin, upc, mpn, brand };
  const measures = { weight, width, height, depth };
  const own = product.customFields.map((field) => [fieldName({ customField: field.name }), field.value] as const);
  const categories = product.categoryIds.map(String).sort();
  return {
    ...Object.fromEntries(Object.entries({ ...texts, ...measures }).map(([field, value]) => [field, value || null])),
    // Of several custom fields of one name the first counts, as it is the one that is set.
    ...Object.fromEntries(own.toReversed()),
    ...(product.baseVariantId === undefined ? ofVariants(product) : {}),
    visible: isVisible,
    categories: categories.length === 0 ? null : categories,
  };
}

/** What a variant has not of its own is its product's. */
const ofVariants = ({ variants, ...product }: BcProduct): FieldValues =>
  Object.fromEntries(
    variants.flatMap((variant) =>
      VARIANT_FIELDS.map((field) => [fieldName(field, variant.variantId), variant[field] || product[field] || null]),
    ),
  );

/** What a change is to the store, but for custom fields, which are set one by one. @param brandIds by folded name */
export function writtenFields(changes: readonly FieldChange[], brandIds: ReadonlyMap<string, number>): ProductFields {
  return Object.assign({}, ...changes.map(({ field, to }) => writtenField(field, to, brandIds))) as ProductFields;
}

function writtenField(
  field: FieldChange['field'],
  to: FieldValue,
  brandIds: ReadonlyMap<string, number>,
): ProductFields {
  if (typeof field !== 'string') return {};
  const text = typeof to === 'string' ? to : '';
  switch (field) {
    case 'visible':
      return { isVisible: to === true };
    case 'categories':
      return { categoryIds: Array.isArray(to) ? to.map(Number) : [] };
    case 'brand':
      return { brandId: brandIds.get(fold(text)) ?? 0 };
    case 'weight':
    case 'width':
    case 'height':
    case 'depth':
      return { [field]: text || '0' };
    default:
      return { [field]: text };
  }
}
