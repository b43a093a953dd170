/** Products as the API makes and changes them. */
import type { Account } from '../account';
import { badRequest } from '../failure';
import { DEFAULT_TYPE_ID } from '../seeds/attributes';
import { changesOf, type ProductBody } from './product-body';
import { checkUnlike, checkVariations } from './product-checks';
import { joinGroup, namesakes } from './product-groups';
import { addProduct, applyChanges, editProduct, type ProductChanges } from './products';
import { PLAIN_DETAILS, type Product } from './records';

/** Stores a new product. Nothing makes a SKU unique, so the same body twice makes two. */
export function createProduct(account: Account, body: ProductBody): Product {
  const { brandId } = body;
  const [channel] = body.salesChannels ?? [];
  if (brandId === null || brandId === undefined) throw badRequest('PRDC-014', 'You must supply a brand ID.');
  if (!channel?.productName || !channel.categories) {
    throw badRequest('PRDC-900', 'salesChannels: a product name and a category are needed');
  }
  const product = blank(account, brandId);
  const changes = changesOf(account, body, product);
  const group = groupFor(account, product, changes);
  applyChanges(product, changes);
  joinGroup(account, product, group);
  addProduct(account, product);
  return product;
}

/** What the body leaves out stays as it is. */
export function putProduct(account: Account, product: Product, body: ProductBody): void {
  const changes = changesOf(account, body, product);
  const group = groupFor(account, product, changes);
  joinGroup(account, product, group);
  editProduct(account, product, changes);
}

/** Those that will have the same name. Throws where it cannot be one of them. */
function groupFor(account: Account, product: Product, { name, productTypeId, details }: ProductChanges): Product[] {
  const variations = details?.variations ?? product.details.variations;
  const group = namesakes(account, name ?? product.name, product);
  checkVariations(account, productTypeId ?? product.productTypeId, variations);
  checkUnlike(variations, group);
  return group;
}

function blank(account: Account, brandId: number): Product {
  const now = account.now();
  return {
    id: account.state.nextId('product'),
    sku: '',
    name: '',
    barcode: '',
    brandId,
    productTypeId: DEFAULT_TYPE_ID,
    categories: [],
    stockTracked: false,
    bundle: [],
    taxCode: account.state.lists.taxCodes[0]?.code ?? '',
    nominalCodeSales: '4000',
    status: 'LIVE',
    prices: new Map(),
    details: PLAIN_DETAILS,
    createdOn: now,
    updatedOn: now,
  };
}
