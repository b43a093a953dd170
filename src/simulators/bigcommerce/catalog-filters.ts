/** The documented filters of the catalog's lists. Only those asked for are tested, as catalogs may be large. */
import type { Product, Variant } from './catalog-book';
import type { SimContext } from './context';
import { parseDate } from './dates';

type Matcher<Row> = (row: Row) => boolean;

/** What makes a matcher of a filter's value. */
type Filters<Row> = Readonly<Record<string, (value: string) => Matcher<Row>>>;

const PRODUCT_FILTERS: Filters<Product> = {
  id: (value) => byNumber(value, (id, wanted) => id === wanted),
  'id:in': (value) => isIn(value, (product) => product.id),
  'id:not_in': (value) => not(isIn(value, (product) => product.id)),
  'id:min': (value) => byNumber(value, (id, bound) => id >= bound),
  'id:max': (value) => byNumber(value, (id, bound) => id <= bound),
  'id:greater': (value) => byNumber(value, (id, bound) => id > bound),
  'id:less': (value) => byNumber(value, (id, bound) => id < bound),
  sku: (value) => (product) => product.sku === value,
  'sku:in': (value) => isIn(value, (product) => product.sku),
  name: (value) => (product) => String(product.fields['name']) === value,
  upc: (value) => (product) => String(product.fields['upc']) === value,
  brand_id: (value) => isIn(value, (product) => Number(product.fields['brand_id'] ?? 0)),
  'date_modified:min': (value) => byTime(value, (modified, bound) => modified >= bound),
  'date_modified:max': (value) => byTime(value, (modified, bound) => modified <= bound),
};

const VARIANT_FILTERS: Filters<Variant> = {
  id: (value) => byNumber(value, (id, wanted) => id === wanted),
  sku: (value) => (variant) => variant.sku === value,
  upc: (value) => (variant) => String(variant.fields['upc']) === value,
  'product_id:in': (value) => isIn(value, (variant) => variant.product.id),
};

const SORTS: Readonly<Record<string, (product: Product) => string | number>> = {
  name: (product) => String(product.fields['name']),
  sku: (product) => product.sku,
  date_modified: (product) => Date.parse(product.modifiedAt),
};

export const productMatcher = (query: URLSearchParams): Matcher<Product> => matcherOf(PRODUCT_FILTERS, query);

/** "To filter by product / base variant SKU, see Get all products": whether `sku` sees base variants is a switch. */
export function variantMatcher({ switches }: SimContext, query: URLSearchParams): Matcher<Variant> {
  const matches = matcherOf(VARIANT_FILTERS, query);
  const skipsBase = query.has('sku') && !switches.variantSkuFindsBaseVariants;
  return (variant) => !(skipsBase && variant.skuId === null) && matches(variant);
}

/** @param products by id, which is the order of a list that asks for no other */
export function sortedProducts(products: Product[], query: URLSearchParams): Product[] {
  const descending = query.get('direction') === 'desc';
  const key = SORTS[query.get('sort') ?? ''];
  if (!key) return descending ? products.reverse() : products;
  const sign = descending ? -1 : 1;
  return products.sort((a, b) => sign * (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
}

function matcherOf<Row>(filters: Filters<Row>, query: URLSearchParams): Matcher<Row> {
  const asked = Object.entries(filters).flatMap(([name, make]) => {
    const value = query.get(name);
    return value === null ? [] : [make(value)];
  });
  return (row) => asked.every((matches) => matches(row));
}

function isIn<Row>(list: string, read: (row: Row) => string | number): Matcher<Row> {
  const wanted = new Set(list.split(','));
  return (row) => wanted.has(String(read(row)));
}

const not =
  <Row>(matches: Matcher<Row>): Matcher<Row> =>
  (row) =>
    !matches(row);

function byNumber(value: string, fits: (id: number, asked: number) => boolean): Matcher<{ readonly id: number }> {
  const asked = Number(value);
  return ({ id }) => fits(id, asked);
}

function byTime(value: string, fits: (modified: number, asked: number) => boolean): Matcher<Product> {
  const asked = parseDate(value)?.getTime() ?? 0;
  return (product) => fits(Date.parse(product.modifiedAt), asked);
}
