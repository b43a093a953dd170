/** Catalog reads (V3). Everything sellable is a variant; a product without options has one base variant. */
import type { SimRequest, SimResponse } from '../core/http';
import { v3Answer, v3List, v3NotFound } from './answers';
import { SCOPES, type BigCommerceRoute } from './clients';
import type { SimContext } from './context';
import { isoSeconds, parseDate } from './dates';
import type { Fields } from './state';

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

/** Adds a product; without `variants` it gets a base variant with the product's own SKU. */
export function addProduct({ state, clock }: SimContext, given: Fields): Fields & { variants: Fields[] } {
  const now = isoSeconds(clock.now());
  const id = state.claimId('product', given['id']);
  const withOptions = Array.isArray(given['variants']) && given['variants'].length > 0;
  const own: Fields = { name: 'Product', sku: '', price: 0, ...given };
  const variants = (withOptions ? (given['variants'] as Fields[]) : [{}]).map((variant) =>
    variantOf(state.claimId('variant', variant['id']), { ...own, id }, variant, withOptions),
  );
  const product = {
    type: 'physical',
    description: '',
    weight: 0,
    cost_price: 0,
    tax_class_id: 0,
    categories: [],
    brand_id: 0,
    inventory_level: 0,
    inventory_tracking: 'none',
    is_visible: true,
    availability: 'available',
    condition: 'New',
    upc: '',
    date_created: now,
    date_modified: now,
    ...own,
    id,
    calculated_price: Number(own['price']),
    base_variant_id: withOptions ? null : variants[0]?.['id'],
    variants,
  };
  state.products.set(id, product);
  return product;
}

const variantOf = (id: number, product: Fields, given: Fields, withOptions: boolean): Fields => ({
  sku: withOptions ? '' : product['sku'],
  price: null,
  cost_price: 0,
  inventory_level: 0,
  purchasing_disabled: false,
  upc: '',
  option_values: [],
  ...given,
  id,
  product_id: product['id'],
  sku_id: withOptions ? id : null,
  calculated_price: Number(given['price'] ?? product['price']),
});

function listProducts(context: SimContext, request: SimRequest): SimResponse {
  const { query } = request;
  const include = includesOf(query);
  const capped = include.includes('options') || include.includes('modifiers');
  const rows = byId([...context.state.products.values()].filter(productMatcher(query)));
  const shown = rows.map((product) => productView(product, include));
  return v3List(shown, request, context.switches, capped ? PAGE_SIZE_WITH_OPTIONS : undefined);
}

function productMatcher(query: URLSearchParams): (product: Fields) => boolean {
  const [min, max] = [query.get('date_modified:min'), query.get('date_modified:max')];
  return (product) => {
    const modified = Date.parse(String(product['date_modified']));
    return (
      ['id', 'sku', 'name', 'upc'].every(
        (field) => (query.get(field) ?? String(product[field])) === String(product[field]),
      ) &&
      ['id', 'sku'].every((field) => isIn(query.get(`${field}:in`), product[field])) &&
      (min === null || modified >= (parseDate(min)?.getTime() ?? 0)) &&
      (max === null || modified <= (parseDate(max)?.getTime() ?? 0))
    );
  };
}

function oneProduct({ state }: SimContext, { params, query }: SimRequest): SimResponse {
  const product = state.products.get(Number(params['id']));
  return product ? v3Answer(productView(product, includesOf(query))) : v3NotFound();
}

function variantsOfProduct(context: SimContext, request: SimRequest): SimResponse {
  const product = context.state.products.get(Number(request.params['id']));
  return product ? v3List(product.variants, request, context.switches) : v3NotFound();
}

function oneVariant({ state }: SimContext, { params }: SimRequest): SimResponse {
  const variants = state.products.get(Number(params['id']))?.variants ?? [];
  const variant = variants.find(({ id }) => String(id) === params['variantId']);
  return variant ? v3Answer(variant) : v3NotFound();
}

/** `sku` takes one value; there is no `sku:in` here, and the products' own `sku` filters do not see variants. */
function listVariants(context: SimContext, request: SimRequest): SimResponse {
  const { query } = request;
  const wanted = (variant: Fields): boolean =>
    (query.get('sku') ?? String(variant['sku'])) === String(variant['sku']) &&
    (query.get('id') ?? String(variant['id'])) === String(variant['id']) &&
    isIn(query.get('id:in'), variant['id']) &&
    isIn(query.get('product_id:in'), variant['product_id']);
  const variants = [...context.state.products.values()].flatMap((product) => product.variants);
  return v3List(byId(variants.filter(wanted)), request, context.switches);
}

function productView({ variants, ...product }: Fields & { variants: Fields[] }, include: readonly string[]): Fields {
  return {
    ...product,
    ...(include.includes('variants') ? { variants } : {}),
    ...(include.includes('options') ? { options: product['options'] ?? [] } : {}),
    ...(include.includes('modifiers') ? { modifiers: product['modifiers'] ?? [] } : {}),
  };
}

const includesOf = (query: URLSearchParams): string[] => (query.get('include') ?? '').split(',');

const isIn = (list: string | null, value: unknown): boolean => list === null || list.split(',').includes(String(value));

const byId = <Row extends Fields>(rows: Row[]): Row[] => rows.sort((a, b) => Number(a['id']) - Number(b['id']));
