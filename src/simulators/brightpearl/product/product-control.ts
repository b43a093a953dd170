/** The control routes of products: seeding, and what staff do with them. */
import { z } from 'zod';
import { readControlBody } from '../../core/control';
import type { Route, SimRequest } from '../../core/http';
import type { Account } from '../account';
import { bulkSeed, seedBulk } from '../seeds/bulk-catalog';
import { productSeed, seedProducts } from '../seeds/catalog';
import { destroyProduct, editProduct, productIn } from './products';
import type { Product } from './records';
import { changesByStaff, setStaffCustomFields, staffFields } from './staff-fields';

const productsBody = z.union([z.array(productSeed), productSeed.transform((product) => [product])]);

const editBody = staffFields.extend({ sku: z.string().optional() });

export const productControl = (account: Account): Route[] => [
  {
    method: 'POST',
    path: '/_sim/products',
    handle: (request) => {
      const products = seedProducts(account, readControlBody(productsBody, request));
      return { status: 200, body: { products: products.map(({ id, sku }) => ({ id, sku })) } };
    },
  },
  {
    method: 'POST',
    path: '/_sim/products/bulk',
    handle: (request) => ({ status: 200, body: seedBulk(account, readControlBody(bulkSeed, request)) }),
  },
  {
    method: 'POST',
    path: '/_sim/products/{id}',
    handle: (request) => {
      editByStaff(account, namedProduct(account, request), readControlBody(editBody, request));
      return { status: 204 };
    },
  },
  {
    method: 'DELETE',
    path: '/_sim/products/{id}',
    handle: (request) => {
      destroyProduct(account, namedProduct(account, request));
      return { status: 204 };
    },
  },
];

/** Whatever staff save changes the product, its date and its event. */
function editByStaff(account: Account, product: Product, edit: z.output<typeof editBody>): void {
  setStaffCustomFields(account, product, edit);
  editProduct(account, product, { ...changesByStaff(edit, product.details.channels), sku: edit.sku });
}

function namedProduct(account: Account, { params }: SimRequest): Product {
  const product = productIn(account, params['id'] ?? '');
  if (!product) throw new Error(`There is no product ${params['id']}`);
  return product;
}
