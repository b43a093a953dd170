import { z } from 'zod';
import { readControlBody } from '../../core/control';
import type { Route, SimRequest } from '../../core/http';
import type { Account } from '../account';
import { endpoint, NOTHING, param, readBody, response } from '../endpoint';
import { notFound } from '../failure';
import { formatIdSet, getUris, readIdSet } from '../id-set';
import { listing } from '../listing';
import type { Product } from './records';
import { productPriceView, priceListView } from './price-view';
import { putPricesBody, setPrices, writtenPrices } from './prices';
import { productBySku, productIn, productsOf } from './products';

const PRICES = '/product-service/product-price';

export const priceRoutes = (account: Account): Route[] => [
  endpoint('GET', `${PRICES}/{ids}`, (request) => getPrices(account, request)),
  endpoint('GET', `${PRICES}/{ids}/price-list/{lists}`, (request) => getPrices(account, request)),
  endpoint('PUT', `${PRICES}/{id}/price-list`, (request) => {
    const product = productIn(account, param(request, 'id'));
    if (!product) throw nonePriced();
    setPrices(account, product, readBody(putPricesBody, request, 'PRDC-907'));
    return NOTHING;
  }),
  ...[PRICES, `${PRICES}/{ids}`, `${PRICES}/{ids}/price-list/{lists}`].map((path) =>
    endpoint('OPTIONS', path, (request) => priceUris(account, request)),
  ),
  ...listing(account, {
    path: '/product-service/price-list',
    title: 'Price Lists',
    items: () => account.state.lists.priceLists,
    idOf: ({ id }) => id,
    view: (list) => priceListView(account, list),
  }),
];

/** Every list, or those asked for, of the products that exist; each has all of them, priced or not. */
function getPrices(account: Account, request: SimRequest) {
  const ids = param(request, 'ids');
  const wanted = readIdSet(request.params['lists'] ?? '0-199');
  const lists = account.state.lists.priceLists.filter(({ id }) => wanted.has(id));
  const found = productsOf(account, ids);
  const missing = [...readIdSet(ids).ids()].length - found.length;
  const fails = missing > 0 && account.switches.missingPriceIds === 'fails-set';
  if (found.length === 0 || fails) throw nonePriced();
  return response(account.shuffled(found).map((product) => productPriceView(account, product, lists)));
}

const nonePriced = () => notFound('No Product Prices Found');

/** Of all products without an id set, or with `*` in its place; what is asked of price lists is asked of each part. */
function priceUris(account: Account, { params }: SimRequest) {
  const existing = [...account.state.products.keys()];
  const { ids = '*', lists } = params;
  const set = ids === '*' ? formatIdSet(existing) : ids;
  const uris = existing.length === 0 && ids === '*' ? [] : getUris('product-price', set, existing);
  return response({ getUris: lists === undefined ? uris : uris.map((uri) => `${uri}/price-list/${lists}`) });
}

/** What staff set the prices of: one product, by its SKU or id. */
const staffPrices = z
  .strictObject({ sku: z.string().optional(), productId: z.number().int().optional(), prices: writtenPrices })
  .refine(({ sku, productId }) => (sku === undefined) !== (productId === undefined), 'needs a sku or a productId');

const staffPricesBody = z.union([z.array(staffPrices), staffPrices.transform((one) => [one])]);

export const priceControl = (account: Account): Route[] => [
  {
    method: 'POST',
    path: '/_sim/prices',
    handle: (request) => {
      const changes = readControlBody(staffPricesBody, request).map((change) => ({
        product: productOf(account, change),
        prices: change.prices,
      }));
      for (const { product, prices } of changes) setPrices(account, product, prices);
      return { status: 204 };
    },
  },
];

function productOf(account: Account, { sku, productId }: z.output<typeof staffPrices>): Product {
  if (sku !== undefined) return productBySku(account, sku);
  const product = productIn(account, String(productId));
  if (!product) throw new Error(`There is no product ${productId}`);
  return product;
}
