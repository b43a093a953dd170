/** The control routes of products: seeding, and what staff do with them. */
import { z } from 'zod';
import { readControlBody } from '../../core/control';
import type { Route, SimRequest } from '../../core/http';
import type { Account } from '../account';
import type { Product } from '../records';
import { bulkSeed, seedBulk } from '../seeds/bulk-catalog';
import { productSeed, seedProducts } from '../seeds/catalog';
import { destroyProduct, editProduct } from './products';

const productsBody = z.union([z.array(productSeed), productSeed.transform((product) => [product])]);

const editBody = productSeed
  .pick({ name: true, status: true, brandId: true, categories: true, stockTracked: true })
  .extend({ sku: z.string().optional() });

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
      editProduct(account, productIn(account, request), readControlBody(editBody, request));
      return { status: 204 };
    },
  },
  {
    method: 'DELETE',
    path: '/_sim/products/{id}',
    handle: (request) => {
      destroyProduct(account, productIn(account, request));
      return { status: 204 };
    },
  },
];

function productIn(account: Account, { params }: SimRequest): Product {
  const product = account.state.products.get(Number(params['id']));
  if (!product) throw new Error(`There is no product ${params['id']}`);
  return product;
}
