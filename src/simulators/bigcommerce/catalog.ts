/** Catalog reads (V3). Everything sellable is a variant; a product without options has one base variant. */
import type { SimRequest, SimResponse } from '../core/http';
import { v3Answer, v3List, v3NotFound } from './answers';
import type { Variant } from './catalog-book';
import { productMatcher, sortedProducts, variantMatcher } from './catalog-filters';
import { productViewer, variantViewer } from './catalog-views';
import { SCOPES, type BigCommerceRoute } from './clients';
import type { SimContext } from './context';

/** Page size with `include=options` or `modifiers`, applied silently. */
const PAGE_SIZE_WITH_OPTIONS = 10;

export const catalogRoutes = (context: SimContext): BigCommerceRoute[] => {
  const read = (path: string, handle: BigCommerceRoute['handle']): BigCommerceRoute => ({
    method: 'GET',
    path: `/v3/catalog${path}`,
    scopes: SCOPES.productsRead,
    handle,
  });
  return [
    read('/products', (request) => listProducts(context, request)),
    read('/products/{id}', (request) => oneProduct(context, request)),
    read('/products/{id}/variants', (request) => variantsOfProduct(context, request)),
    read('/products/{id}/variants/{variantId}', (request) => oneVariant(context, request)),
    read('/variants', (request) => listVariants(context, request)),
  ];
};

function listProducts(context: SimContext, request: SimRequest): SimResponse {
  const { query } = request;
  const include = (query.get('include') ?? '').split(',');
  const cutAt = include.includes('options') || include.includes('modifiers') ? PAGE_SIZE_WITH_OPTIONS : undefined;
  const rows = sortedProducts(context.state.catalog.products().filter(productMatcher(query)), query);
  return v3List(rows, request, context.switches, { cutAt, view: productViewer(context, query) });
}

function oneProduct(context: SimContext, { params, query }: SimRequest): SimResponse {
  const product = context.state.catalog.product(Number(params['id']));
  return product ? v3Answer(productViewer(context, query)(product)) : v3NotFound();
}

function variantsOfProduct(context: SimContext, request: SimRequest): SimResponse {
  const product = context.state.catalog.product(Number(request.params['id']));
  return product ? listed(context, request, product.variants) : v3NotFound();
}

function oneVariant(context: SimContext, { params, query }: SimRequest): SimResponse {
  const variant = context.state.catalog.variant(Number(params['variantId']));
  const found = variant?.product.id === Number(params['id']);
  return variant && found ? v3Answer(variantViewer(context, query)(variant)) : v3NotFound();
}

/** `sku` takes one value; there is no `sku:in` here, and the products' own `sku` filters do not see variants. */
function listVariants(context: SimContext, request: SimRequest): SimResponse {
  const { catalog } = context.state;
  const found = [...catalog.variants(), ...catalog.orphans()].filter(variantMatcher(context, request.query));
  return listed(
    context,
    request,
    found.sort((a, b) => a.id - b.id),
  );
}

const listed = (context: SimContext, request: SimRequest, variants: readonly Variant[]): SimResponse =>
  v3List(variants, request, context.switches, { view: variantViewer(context, request.query) });
