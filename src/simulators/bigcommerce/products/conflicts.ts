/** What a product or variant must not share with another, and what it refers to. Only the API looks at it. */
import type { Product, Variant } from '../catalog-book';
import type { SimContext } from '../context';
import type { Fields } from '../state';
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
