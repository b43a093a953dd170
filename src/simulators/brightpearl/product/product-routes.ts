import type { Route, SimRequest } from '../../core/http';
import type { Account } from '../account';
import { endpoint, param, readBody, response } from '../endpoint';
import { getUris } from '../id-set';
import { listing } from '../listing';
import { search } from '../search/search';
import { BRANDS } from '../seeds/brands';
import { createProduct, newProductBody } from './new-product';
import { priceRoutes } from './price-routes';
import { PRODUCT_SEARCH } from './product-search';
import { productView } from './product-view';
import { productsOf } from './products';

export function productRoutes(account: Account): Route[] {
  return [
    endpoint('GET', '/product-service/product-search', ({ query }) => search(account, PRODUCT_SEARCH, query)),
    endpoint('POST', '/product-service/product', (request) =>
      response(createProduct(account, readBody(newProductBody, request, 'PRDC-900')).id),
    ),
    endpoint('GET', '/product-service/product/{ids}', (request) => getProducts(account, request)),
    endpoint('OPTIONS', '/product-service/product/{ids}', (request) => uris(account, request)),
    ...priceRoutes(account),
    ...listing(account, {
      path: '/product-service/channel',
      title: 'Channels',
      items: () => account.state.lists.channels,
      idOf: ({ id }) => id,
      view: (channel) => ({
        ...channel,
        contactGroupId: 0,
        channelBrandId: 1,
        warehouseIds: account.state.lists.warehouses.map(({ id }) => id),
        integrationDetail: {},
      }),
    }),
    ...listing(account, {
      path: '/product-service/brand',
      title: 'Brands',
      items: () => BRANDS,
      idOf: ({ id }) => id,
      view: (brand) => ({ ...brand, description: '' }),
    }),
  ];
}

/** Products that do not exist are left out; none at all is an empty list. */
function getProducts(account: Account, request: SimRequest) {
  const found = productsOf(account, param(request, 'ids'));
  return response(account.shuffled(found).map((product) => productView(account, product)));
}

const uris = (account: Account, request: SimRequest) =>
  response({ getUris: getUris('product', param(request, 'ids'), account.state.products.keys()) });
