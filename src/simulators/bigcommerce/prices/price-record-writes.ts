/** Writes of price records (V3): the upsert of a batch, one by its currency, and deletions. */
import type { SimRequest, SimResponse } from '../../core/http';
import { v3Answer, v3Error, v3Invalid, v3NotFound } from '../answers';
import { SCOPES, type BigCommerceRoute } from '../clients';
import type { SimContext } from '../context';
import { limited } from '../concurrency';
import type { Fields } from '../state';
import { recordKey, recordsOf, type PriceList } from './price-book';
import { deleteRecords, setRecords, type RecordChange } from './price-changes';
import { withPriceList } from './price-lists';
import { isKnownCurrency, pricesSchema, readRecord, withoutUndefined, type BadRecord } from './price-record-input';
import { recordViewer } from './price-records';

/** "Batch requests support up to 1,000 items per request. Up to 2 concurrent batch upsert requests are supported." */
const MOST_RECORDS = 1_000;
const MOST_UPSERTS = 2;
/** Of the writes about one record. */
const MOST_SINGLE_UPSERTS = 40;
const MOST_SINGLE_DELETIONS = 25;

export const priceRecordWriteRoutes = (context: SimContext): BigCommerceRoute[] => {
  const write = (method: string, path: string, handle: BigCommerceRoute['handle']): BigCommerceRoute => ({
    method,
    path: `/v3/pricelists/{listId}/records${path}`,
    scopes: SCOPES.productsWrite,
    handle,
  });
  const one = '/{variantId}/{currency}';
  const inList =
    (act: (list: PriceList, request: SimRequest) => SimResponse) =>
    (request: SimRequest): SimResponse =>
      withPriceList(context, request, (list) => act(list, request));
  return [
    write(
      'PUT',
      '',
      limited(
        context,
        MOST_UPSERTS,
        inList((list, request) => upsert(context, list, request)),
      ),
    ),
    write(
      'DELETE',
      '',
      inList((list, request) => removeMatching(context, list, request)),
    ),
    write(
      'PUT',
      one,
      limited(
        context,
        MOST_SINGLE_UPSERTS,
        inList((list, request) => setOne(context, list, request)),
      ),
    ),
    write(
      'DELETE',
      one,
      limited(
        context,
        MOST_SINGLE_DELETIONS,
        inList((list, { params }) => removeOne(context, list, params)),
      ),
    ),
  ];
};

function upsert(context: SimContext, list: PriceList, { body }: SimRequest): SimResponse {
  if (!Array.isArray(body) || body.length === 0)
    return v3Error(422, 'The request body is not a list of price records.');
  if (body.length > MOST_RECORDS) {
    const title = `The request payload is too large. The maximum items allowed in the array is ${MOST_RECORDS}`;
    return v3Error(413, title);
  }
  const read = body.map((row: unknown) => ({ row: row as Fields, result: readRecord(context, row) }));
  const bad = read.filter(({ result }) => 'fieldErrors' in result);
  if (bad.length === 0 || context.switches.priceRecordRejection === 'partial') {
    const good = read.flatMap(({ result }): RecordChange[] => ('fieldErrors' in result ? [] : [result]));
    setRecords(context, list, good, 'records');
  }
  if (bad.length === 0) return v3Answer({});
  const errors = bad.map(({ row, result }) => ({
    data: identifiersOf(list, row),
    field_errors: (result as BadRecord).fieldErrors,
  }));
  return { status: 422, body: { batch_errors: errors } };
}

/** "Includes data sent in the request and errors." */
function identifiersOf(list: PriceList, row: Fields): Fields {
  const sent = ['variant_id', 'sku', 'currency'].filter((name) => row?.[name] !== undefined);
  return { price_list_id: list.id, ...Object.fromEntries(sent.map((name) => [name, row[name]])) };
}

function setOne(context: SimContext, list: PriceList, { params, body }: SimRequest): SimResponse {
  const { variantId = '', currency = '' } = params;
  const parsed = pricesSchema.safeParse(body);
  if (!parsed.success) return v3Invalid(parsed.error);
  const variant = context.state.catalog.variant(Number(variantId));
  if (!variant) return v3NotFound('The variant was not found.');
  if (!isKnownCurrency(context, currency)) {
    return v3Error(422, 'The price record is not valid.', { currency: 'The currency is not one of the store' });
  }
  const change = { variantId: variant.id, currency, prices: withoutUndefined(parsed.data) };
  setRecords(context, list, [change], 'record');
  const record = list.records.get(recordKey(variant.id, currency));
  const view = recordViewer(context, list, new URLSearchParams('include=bulk_pricing_tiers'));
  return record ? v3Answer(view(record)) : v3NotFound();
}

/** Those that fit the filters; without any, all. */
function removeMatching(context: SimContext, list: PriceList, { query }: SimRequest): SimResponse {
  const currency = query.get('currency')?.toLowerCase();
  const variantIds = query.get('variant_id:in')?.split(',');
  const skus = query.get('sku:in')?.split(',');
  const skuOf = (variantId: number): string => context.state.catalog.variant(variantId)?.sku ?? '';
  const records = recordsOf(list).filter(
    (record) =>
      (currency ?? record.currency) === record.currency &&
      (variantIds?.includes(String(record.variantId)) ?? true) &&
      (skus?.includes(skuOf(record.variantId)) ?? true),
  );
  deleteRecords(context, list, records, 'records');
  return { status: 204 };
}

function removeOne(context: SimContext, list: PriceList, params: SimRequest['params']): SimResponse {
  const record = list.records.get(recordKey(Number(params['variantId']), params['currency'] ?? ''));
  if (record) deleteRecords(context, list, [record], 'record');
  return { status: 204 };
}
