/** Batch writes of the catalog (V3): up to 10 products, up to 50 variants. */
import type { z } from 'zod';
import type { SimRequest, SimResponse } from '../../core/http';
import { v3Error } from '../answers';
import type { Product, Variant } from '../catalog-book';
import { changeVariant } from '../catalog-changes';
import { productViewer, variantViewer } from '../catalog-views';
import { SCOPES, type BigCommerceRoute } from '../clients';
import type { SimContext } from '../context';
import { textOf, type Fields } from '../state';
import { nameConflict, referenceConflict, refuseCustomFields, skuConflict } from './conflicts';
import { productRowSchema, variantRowSchema } from './product-input';
import { setStockOf, updateProduct } from './product-update';
import { answerOf, refusal, refusalOf, tooMany, type Refusal } from './refusals';

/** "Batches are limited to 10 products." "Currently the limit is 50 variants." */
const MOST_PRODUCTS = 10;
const MOST_VARIANTS = 50;

export const catalogBatchRoutes = (context: SimContext): BigCommerceRoute[] => {
  const write = (path: string, handle: BigCommerceRoute['handle']): BigCommerceRoute => ({
    method: 'PUT',
    path: `/v3/catalog${path}`,
    scopes: SCOPES.productsWrite,
    handle,
  });
  return [
    write('/products', (request) => updateProducts(context, request)),
    write('/variants', (request) => updateVariants(context, request)),
  ];
};

/** A row that can be written, and what with. */
interface Change<Row> {
  readonly row: Row;
  readonly given: Fields;
}

type Read<Row> = Change<Row> | { readonly refusal: Refusal };

function updateProducts(context: SimContext, { body, query }: SimRequest): SimResponse {
  const read = readBatch(body, MOST_PRODUCTS, (row) => readProduct(context, row));
  if ('status' in read) return read;
  const { good, bad } = read;
  if (bad[0] && context.switches.catalogBatchRejection === 'whole-batch') return answerOf(bad[0]);
  const partial = good.flatMap(({ row, given }) => updateProduct(context, row, given) ?? []);
  if (bad[0]) return answerOf(bad[0]);
  const data = good.map(({ row }) => productViewer(context, query)(row));
  const meta = { pagination: onePage(data.length) };
  if (partial.length === 0) return { status: 200, body: { data, meta } };
  // "The product information was updated successfully, but the inventory data failed to update or saving the URL failed."
  return { status: 207, body: { data, errors: { status: 207, title: 'Saved in part', ...partial[0] }, meta } };
}

function updateVariants(context: SimContext, { body, query }: SimRequest): SimResponse {
  const read = readBatch(body, MOST_VARIANTS, (row) => readVariant(context, row));
  if ('status' in read) return read;
  const { good, bad } = read;
  if (bad.length === 0 || context.switches.catalogBatchRejection === 'partial') {
    for (const { row, given } of good) writeVariant(context, row, given);
  }
  if (bad.length > 0) {
    const errors = bad.map((one) => ({ ...(answerOf(one).body as object), errors: one.errors }));
    return { status: 422, body: { batch_errors: errors } };
  }
  const data = good.map(({ row }) => variantViewer(context, query)(row));
  return { status: 200, body: { data, meta: { pagination: onePage(data.length) } } };
}

function readBatch<Row>(
  body: unknown,
  most: number,
  read: (row: unknown) => Read<Row>,
): { readonly good: Change<Row>[]; readonly bad: Refusal[] } | SimResponse {
  if (!Array.isArray(body) || body.length === 0) return v3Error(422, 'The request body is not a list.');
  if (body.length > most) return tooMany(most);
  const seen = new Set<string>();
  const results = body.map((row) => refuseTwin(seen, read(row)));
  return {
    good: results.flatMap((result) => ('refusal' in result ? [] : [result])),
    bad: results.flatMap((result) => ('refusal' in result ? [result.refusal] : [])),
  };
}

/** Two rows of one batch may not take the same name or SKU. */
function refuseTwin<Row>(seen: Set<string>, result: Read<Row>): Read<Row> {
  if ('refusal' in result) return result;
  const names = ['name', 'sku'].flatMap((field) => {
    const value = textOf(result.given[field]).toLowerCase();
    return value === '' ? [] : [`${field} ${value}`];
  });
  if (names.some((name) => seen.has(name))) return refusal(409, 'Two rows have the same name or SKU.');
  for (const name of names) seen.add(name);
  return result;
}

function readProduct(context: SimContext, row: unknown): Read<Product> {
  return readRow(productRowSchema, row, ({ id, ...given }) => {
    const product = context.state.catalog.product(id);
    if (!product) return refusal(404, 'The product was not found.');
    return (
      nameConflict(context, given.name, product) ??
      referenceConflict(context, given, product) ??
      refuseCustomFields(product, given.custom_fields) ??
      skuConflict(context, given.sku, product) ?? { row: product, given }
    );
  });
}

function readVariant(context: SimContext, row: unknown): Read<Variant> {
  return readRow(variantRowSchema, row, ({ id, ...given }) => {
    const variant = context.state.catalog.variant(id);
    if (!variant) return refusal(404, 'The variant was not found.');
    return skuConflict(context, given.sku, variant) ?? { row: variant, given };
  });
}

function readRow<Given, Row>(schema: z.ZodType<Given>, row: unknown, find: (given: Given) => Read<Row>): Read<Row> {
  const parsed = schema.safeParse(row);
  return parsed.success ? find(parsed.data) : refusalOf(parsed.error);
}

function writeVariant(context: SimContext, variant: Variant, { inventory_level: level, ...given }: Fields): void {
  changeVariant(context, variant, given);
  setStockOf(context, { product: variant.product, variant }, level);
  if (variant.skuId === null) context.events.product(variant.product.id, 'updated');
  else context.events.sku(variant, 'updated');
}

const onePage = (count: number) => ({
  total: count,
  count,
  per_page: count,
  current_page: 1,
  total_pages: 1,
  links: { current: '?page=1' },
});
