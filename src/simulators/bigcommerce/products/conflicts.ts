/** What a product or variant must not share with another, and what it refers to. Only the API looks at it. */
import type { Product, Variant } from '../catalog-book';
import type { SimContext } from '../context';
import type { Fields } from '../state';
import { MOST_CUSTOM_FIELDS } from './custom-field-book';
import { refusal, type Refusal } from './refusals';

/** "The SKU is always unique regardless of the letter case for both products and variants." */
export function skuConflict(
  { state: { catalog } }: SimContext,
  sku: string | undefined,
  own?: Product | Variant,
): { refusal: Refusal } | undefined {
  if (sku === undefined || sku === '') return undefined;
  const wanted = sku.toLowerCase();
  const family = own && new Set<unknown>('variants' in own ? [own, ...own.variants] : [own, baseOwner(own)]);
  const taken = [...catalog.products(), ...catalog.variants()].some(
    (other) => other.sku.toLowerCase() === wanted && !family?.has(other),
  );
  return taken ? refusal(409, 'The product conflicts with another one.', { sku: 'The SKU is in use' }) : undefined;
}

/** A base variant has the SKU of its product. */
const baseOwner = ({ product }: Variant): Product | undefined => (product.hasOptions ? undefined : product);

export function nameConflict(
  { state: { catalog } }: SimContext,
  name: string | undefined,
  own?: Product,
): { refusal: Refusal } | undefined {
  const taken =
    name !== undefined && catalog.products().some((other) => other !== own && other.fields['name'] === name);
  return taken ? refusal(409, 'The product conflicts with another one.', { name: 'The name is in use' }) : undefined;
}

/** "A missing or invalid category_id, brand_id". What the product has already may stay. */
export function referenceConflict(
  { state: { brands, categories } }: SimContext,
  given: { readonly brand_id?: number | undefined; readonly categories?: readonly number[] | undefined },
  own?: Product,
): { refusal: Refusal } | undefined {
  const { brand_id: brandId = 0, categories: ids = [] } = given;
  const hasCategories = (own?.fields['categories'] ?? []) as readonly number[];
  if (brandId !== 0 && !brands.has(brandId) && own?.fields['brand_id'] !== brandId) {
    return refusal(409, 'The product refers to a brand that does not exist.', { brand_id: 'The brand was not found' });
  }
  return ids.some((id) => !categories.has(id) && !hasCategories.includes(id))
    ? refusal(409, 'The product refers to a category that does not exist.', { categories: 'A category was not found' })
    : undefined;
}

export function refuseCustomFields(
  { customFields }: Product,
  rows: readonly { readonly id?: number | undefined }[] = [],
): { refusal: Refusal } | undefined {
  const added = rows.filter((row) => !customFields.some(({ id }) => id === row.id)).length;
  return added > 0 && customFields.length + added > MOST_CUSTOM_FIELDS
    ? refusal(422, 'The product was not valid.', { custom_fields: `There are more than ${MOST_CUSTOM_FIELDS}` })
    : undefined;
}

/** Taken, or too long: saved without it. */
export function urlProblem(
  { state: { catalog } }: SimContext,
  url: string | undefined,
  own: Product,
): string | undefined {
  if (url === undefined) return undefined;
  if (url.length > 255) return 'The URL is longer than 255 characters';
  const taken = catalog.products().some((other) => other !== own && urlOf(other) === url);
  return taken ? 'The URL is in use' : undefined;
}

const urlOf = ({ fields }: Product): unknown => (fields['custom_url'] as Fields | undefined)?.['url'];
