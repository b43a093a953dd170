/** Reads of price records (V3). */
import type { SimRequest, SimResponse } from '../../core/http';
import { v3Answer, v3NotFound } from '../answers';
import { SCOPES, type BigCommerceRoute } from '../clients';
import type { SimContext } from '../context';
import { limited } from '../concurrency';
import { v3CursorList } from '../cursor-lists';
import { parseDate } from '../dates';
import { textOf, type Fields } from '../state';
import { recordKey, recordsOf, type PriceList, type PriceRecord } from './price-book';
import { withPriceList } from './price-lists';

/** "Supports up to … simultaneous GET requests", of the three reads. */
const MOST_LISTS = 10;
const MOST_BY_VARIANT = 40;
const MOST_BY_CURRENCY = 50;

export const priceRecordReadRoutes = (context: SimContext): BigCommerceRoute[] => {
  const read = (path: string, most: number, handle: (request: SimRequest) => SimResponse): BigCommerceRoute => ({
    method: 'GET',
    path: `/v3/pricelists/{listId}/records${path}`,
    scopes: SCOPES.productsRead,
    handle: limited(context, most, handle),
  });
  return [
    read('', MOST_LISTS, (request) => listRecords(context, request)),
    read('/{variantId}', MOST_BY_VARIANT, (request) => listRecords(context, request, request.params['variantId'])),
    read('/{variantId}/{currency}', MOST_BY_CURRENCY, (request) => oneRecord(context, request)),
  ];
};

function listRecords(context: SimContext, request: SimRequest, variantId?: string): SimResponse {
  return withPriceList(context, request, (list) => {
    const view = recordViewer(context, list, request.query);
    const full = recordViewer(context, list, new URLSearchParams('include=sku'));
    const matches = matcherOf(request.query);
    const rows = recordsOf(list).filter(
      (record) => (variantId ?? String(record.variantId)) === String(record.variantId) && matches(full(record)),
    );
    return v3CursorList(rows, request, context.switches, { keyOf: ({ id }) => id, view });
  });
}

function oneRecord(context: SimContext, request: SimRequest): SimResponse {
  const { variantId, currency = '' } = request.params;
  return withPriceList(context, request, (list) => {
    const found = list.records.get(recordKey(Number(variantId), currency));
    if (!found) return v3NotFound('The price record was not found.');
    return v3Answer(recordViewer(context, list, request.query)(found));
  });
}

const OPTIONAL_PRICES = ['sale_price', 'retail_price', 'map_price'] as const;

/** Tiers and SKU are shown when `include` names them. How a price that is not set shows is a switch. */
export function recordViewer(
  { state, switches }: SimContext,
  list: PriceList,
  query: URLSearchParams,
): (record: PriceRecord) => Fields {
  const included = query.get('include')?.split(',') ?? [];
  return ({ variantId, currency, prices, createdAt, modifiedAt }) => {
    const variant = state.catalog.variant(variantId);
    return {
      price_list_id: list.id,
      variant_id: variantId,
      product_id: variant?.product.id ?? 0,
      currency,
      price: prices.price,
      ...Object.fromEntries(OPTIONAL_PRICES.flatMap((name) => shownPrice(name, prices[name], switches))),
      calculated_price: prices.sale_price ?? prices.price,
      date_created: createdAt,
      date_modified: modifiedAt,
      ...(included.includes('bulk_pricing_tiers') ? { bulk_pricing_tiers: prices.bulk_pricing_tiers ?? [] } : {}),
      ...(included.includes('sku') ? { sku: variant?.sku ?? '' } : {}),
    };
  };
}

function shownPrice(
  name: string,
  price: number | undefined,
  { unsetRecordPrices }: SimContext['switches'],
): [string, number | null][] {
  if (price !== undefined) return [[name, price]];
  if (unsetRecordPrices === 'absent') return [];
  return [[name, unsetRecordPrices === 'null' ? null : 0]];
}

const LIST_FILTERS = ['variant_id', 'product_id', 'currency', 'sku'];
const BOUNDED_FILTERS = ['price', 'calculated_price', ...OPTIONAL_PRICES, 'date_created', 'date_modified'];

/** @returns what tells of a record, as shown, whether the query asks for it */
function matcherOf(query: URLSearchParams): (shown: Fields) => boolean {
  const asked = [...query].filter(([name]) => [...LIST_FILTERS, ...BOUNDED_FILTERS].includes(name.split(':')[0] ?? ''));
  return (shown) =>
    asked.every(([name, wanted]) => {
      const [field = '', operator] = name.split(':');
      if (operator === 'min') return sizeOf(shown[field]) >= sizeOf(wanted);
      if (operator === 'max') return sizeOf(shown[field]) <= sizeOf(wanted);
      if (BOUNDED_FILTERS.includes(field)) return sizeOf(shown[field]) === sizeOf(wanted);
      return wanted.toLowerCase().split(',').includes(String(shown[field]).toLowerCase());
    });
}

/** Amounts and dates as what can be compared; nothing fits what is not set. */
function sizeOf(value: unknown): number {
  const text = textOf(value);
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : (parseDate(text)?.getTime() ?? Number.NaN);
}
