import type { Route, SimRequest } from '../../core/http';
import type { Account } from '../account';
import { checkVersion, endpoint, NOTHING, param, readBody, response } from '../endpoint';
import { badRequest, notFound } from '../failure';
import { getUris } from '../id-set';
import { listing } from '../listing';
import { search } from '../search/search';
import type { Channel } from '../seeds/operations';
import { attributeRoutes } from './attribute-routes';
import { createProduct, putProduct } from './new-product';
import { priceRoutes } from './price-routes';
import { identityBody, productBody } from './product-body';
import { checkSku } from './product-checks';
import { productCustomFieldRoutes } from './product-custom-fields';
import { PRODUCT_SEARCH } from './product-search';
import { productView } from './product-view';
import { editProduct, productIn, productsOf } from './products';
import type { Product } from './records';

export const productRoutes = (account: Account): Route[] => [
  endpoint('GET', '/product-service/product-search', ({ query }) => search(account, PRODUCT_SEARCH, query)),
  ...productCustomFieldRoutes(account),
  ...productMessages(account),
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
  ...attributeRoutes(account),
];

const productMessages = (account: Account): Route[] => [
  endpoint('POST', '/product-service/product', (request) =>
    response(createProduct(account, readBody(productBody, request, 'PRDC-900')).id),
  ),
  endpoint('GET', '/product-service/product/{ids}', (request) => getProducts(account, request)),
  endpoint('OPTIONS', '/product-service/product/{ids}', (request) =>
    response({ getUris: getUris('product', param(request, 'ids'), account.state.products.keys()) }),
  ),
  endpoint('PUT', '/product-service/product/{id}', (request) => {
    const product = namedProduct(account, request);
    checkVersion(request, product.updatedOn, `The product ${product.id}`);
    putProduct(account, product, readBody(productBody, request, 'PRDC-900'));
    return NOTHING;
  }),
  endpoint('PUT', '/product-service/product/{id}/identity', (request) => putIdentity(account, request)),
];

/** Products that do not exist are left out; none at all is an empty list. */
function getProducts(account: Account, request: SimRequest) {
  const found = productsOf(account, param(request, 'ids'));
  const channel = channelAsked(account, request.query.get('contextChannelId'));
  const optional = new Set((request.query.get('includeOptional') ?? '').split(','));
  return response(account.shuffled(found).map((product) => productView(account, product, { channel, optional })));
}

function channelAsked(account: Account, id: string | null): Channel | undefined {
  if (id === null) return undefined;
  const channel = account.state.lists.channels.find((candidate) => String(candidate.id) === id);
  if (!channel) throw badRequest('PRDC-916', `There is no channel ${id}`);
  return channel.id === DEFAULT_CHANNEL_ID ? undefined : channel;
}

/** Brightpearl's own, whose texts are the product's. */
const DEFAULT_CHANNEL_ID = 1;

/** An identifier that is left out is taken away. */
function putIdentity(account: Account, request: SimRequest) {
  const product = namedProduct(account, request);
  const { sku, barcode, isbn, ean, upc, mpn } = readBody(identityBody, request, 'PRDC-900');
  checkSku(sku ?? '');
  product.details = {
    ...product.details,
    isbn: isbn ?? undefined,
    ean: ean ?? undefined,
    upc: upc ?? undefined,
    mpn: mpn ?? undefined,
  };
  editProduct(account, product, { sku: sku ?? '', barcode: barcode ?? '' });
  return NOTHING;
}

function namedProduct(account: Account, request: SimRequest): Product {
  const product = productIn(account, param(request, 'id'));
  if (!product) throw notFound('No Product Found');
  return product;
}
