/** Changing a product through the API: most of it is saved even when its URL or its stock is not. */
import { stockItemOf, type Product, type Variant } from '../catalog-book';
import { changeProduct } from '../catalog-changes';
import type { SimContext } from '../context';
import { DEFAULT_LOCATION } from '../inventory-book';
import { setOnHand } from '../stock';
import type { Fields } from '../state';
import { withBrand } from './brands';
import { urlProblem } from './conflicts';

/** What of a product could not be saved. */
export interface PartialFailure {
  readonly errors: Readonly<Record<string, string>>;
}

export function updateProduct(context: SimContext, product: Product, given: Fields): PartialFailure | undefined {
  const { custom_url: customUrl, inventory_level: level, ...fields } = withBrand(context, given);
  const url = (customUrl as { readonly url: string } | undefined)?.url;
  const wrongUrl = urlProblem(context, url, product);
  const isNegative = typeof level === 'number' && level < 0;
  changeProduct(context, product, { ...fields, ...(customUrl && !wrongUrl ? { custom_url: customUrl } : {}) });
  if (!isNegative) setStockOf(context, { product, variant: undefined }, level);
  context.events.product(product.id, 'updated');
  const errors = {
    ...(wrongUrl === undefined ? {} : { custom_url: wrongUrl }),
    ...(isNegative ? { inventory_level: 'The stock would be negative' } : {}),
  };
  return Object.keys(errors).length === 0 ? undefined : { errors };
}

/** "The Catalog API returns the inventory for only the default location", and writes it there. */
export function setStockOf(
  context: SimContext,
  { product, variant }: { readonly product: Product; readonly variant: Variant | undefined },
  level: unknown,
): void {
  const item = stockItemOf(product, variant);
  if (item && typeof level === 'number') setOnHand(context, item, DEFAULT_LOCATION, level);
}
