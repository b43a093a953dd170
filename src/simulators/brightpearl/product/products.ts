/** Products come, change and go here: with the index that finds them, and the events that tell of it. */
import type { Account } from '../account';
import { readIdSet } from '../id-set';
import type { Product, ProductDetails } from './records';
import { indexProduct } from './product-search';

/** A SKU may be used twice. */
export function addProduct(account: Account, product: Product): void {
  const { products, productsBySku } = account.state;
  products.set(product.id, product);
  if (!productsBySku.has(product.sku)) productsBySku.set(product.sku, product);
  indexProduct(account, product);
  account.raise('product.created', product.id);
}

export type DetailChanges = { readonly [Field in keyof ProductDetails]?: ProductDetails[Field] | undefined };

type Editable =
  'sku' | 'name' | 'barcode' | 'status' | 'brandId' | 'productTypeId' | 'categories' | 'stockTracked' | 'taxCode';

/** What is undefined stays. */
export type ProductChanges = { readonly [Field in Editable]?: Product[Field] | undefined } & {
  readonly details?: DetailChanges | undefined;
};

export function editProduct(account: Account, product: Product, changes: ProductChanges): void {
  const { sku } = product;
  applyChanges(product, changes);
  if (sku !== product.sku) renamed(account, product, sku);
  productModified(account, product);
}

/** As {@link editProduct}, of a product that is not among the account's yet. */
export function applyChanges(product: Product, { details = {}, ...changes }: ProductChanges): void {
  Object.assign(product, defined(changes));
  const changed = defined(details);
  if (Object.keys(changed).length > 0) product.details = { ...product.details, ...changed };
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

const defined = <T extends object>(changes: T): Defined<T> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Defined<T>;

/** Dates and indexes a change that was made, and tells of it. */
export function productModified(account: Account, product: Product): void {
  product.updatedOn = account.now();
  indexProduct(account, product);
  account.raise('product.modified', product.id);
}

/** Gone for good. Throws while an order has a claim on it. */
export function destroyProduct(account: Account, product: Product): void {
  const levels = account.state.stock.get(product.id) ?? new Map<number, { readonly allocated: number }>();
  if ([...levels.values()].some(({ allocated }) => allocated > 0)) {
    throw new Error(`The product ${product.id} is allocated to orders`);
  }
  account.state.products.delete(product.id);
  account.state.stock.delete(product.id);
  forgetSku(account, product, product.sku);
  account.index('product-search', product.id, undefined);
  account.raise('product.destroyed', product.id);
}

/** The first product of that SKU. Throws when there is none. */
export function productBySku(account: Account, sku: string): Product {
  const product = account.state.productsBySku.get(sku);
  if (!product) throw new Error(`There is no product with the SKU ${sku}: seed it first`);
  return product;
}

/** As a path names it. */
export const productIn = (account: Account, id: string): Product | undefined =>
  /^\d+$/.test(id) ? account.state.products.get(Number(id)) : undefined;

/** Those of an id set that exist. Asked by id, as there can be very many products. */
export const productsOf = (account: Account, idSet: string): Product[] =>
  [...readIdSet(idSet).ids()].flatMap((id) => account.state.products.get(id) ?? []);

function renamed(account: Account, product: Product, from: string): void {
  forgetSku(account, product, from);
  if (!account.state.productsBySku.has(product.sku)) account.state.productsBySku.set(product.sku, product);
}

/** Whoever else has the SKU is the first of it now. */
function forgetSku(account: Account, product: Product, sku: string): void {
  const { products, productsBySku } = account.state;
  if (productsBySku.get(sku) !== product) return;
  const next = [...products.values()].find((other) => other !== product && other.sku === sku);
  if (next) productsBySku.set(sku, next);
  else productsBySku.delete(sku);
}
