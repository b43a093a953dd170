import type { Route, SimRequest } from '../../core/http';
import type { Account } from '../account';
import { endpoint, param, readBody, response } from '../endpoint';
import { notFound } from '../failure';
import { getUris, readIdSet } from '../id-set';
import { listing } from '../listing';
import { search } from '../search/search';
import { BRANDS } from '../seeds/brands';
import { createProduct, newProductBody } from './new-product';
import { PRODUCT_SEARCH } from './product-search';
import { priceListView, productPriceView, productView } from './product-view';
import { productsOf } from './products';

export function productRoutes(account: Account): Route[] {
  return [
    endpoint('GET', '/product-service/product-search', ({ query }) => search(account, PRODUCT_SEARCH, query)),
    endpoint('POST', '/product-service/product', (request) =>
      response(createProduct(account, readBody(newProductBody, request, 'PRDC-900')).id),
    ),
    endpoint('GET', '/product-service/product/{ids}', (request) => getProducts(account, request)),
    endpoint('OPTIONS', '/product-service/product/{ids}', (request) => uris(account, 'product', request)),
    endpoint('GET', '/product-service/product-price/{ids}', (request) => getPrices(account, request)),
    endpoint('GET', '/product-service/product-price/{ids}/price-list/{lists}', (request) =>
      getPrices(account, request),
    ),
    endpoint('OPTIONS', '/product-service/product-price/{ids}', (request) => uris(account, 'product-price', request)),
    ...listing(account, {
      path: '/product-service/price-list',
      title: 'Price Lists',
      items: () => account.state.lists.priceLists,
      idOf: ({ id }) => id,
      view: (list) => priceListView(account, list),
    }),
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

function getPrices(account: Account, request: SimRequest) {
  const wanted = readIdSet(request.params['lists'] ?? '0-199');
  const lists = account.state.lists.priceLists.filter(({ id }) => wanted.has(id));
  const found = productsOf(account, param(request, 'ids'));
  if (found.length === 0) throw notFound('No Product Prices Found');
  return response(account.shuffled(found).map((product) => productPriceView(account, product, lists)));
}

const uris = (account: Account, resource: string, request: SimRequest) =>
  response({ getUris: getUris(resource, param(request, 'ids'), account.state.products.keys()) });
