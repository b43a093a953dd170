/** Products: how their fields stand, where one comes from, and comparing them anew. */
import { z } from 'zod';
import type { FieldValue } from '../../mapping/catalog/fields/types';
import type { BecomesOfMissing } from '../../store/schema-catalog';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Endpoint } from '../endpoint';
import { missingProductsAnswer, productExplainAnswer, productsAnswer } from '../product-answers';
import type { MissingProductsAnswer } from '../product-answers';
import { missingProductsCsv } from '../report-csv';
import { ISSUES_SHOWN, limit, sku, storeParams } from './common';
import { pushEndpoint, runOf, storePart } from './store-parts';

export const productOperations = (deps: ApiDeps): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/products/:store/missing.csv',
    summary: 'Brightpearl products that the store does not have, for spreadsheets',
    params: storeParams,
    answer: z.string(),
    answerType: 'text/csv',
    handle: async ({ params: { store } }) =>
      missingProductsCsv(await deps.products.records.missing(store, accountOf(deps, store))),
  }),
  endpoint({
    method: 'get',
    path: '/products/:store/missing',
    summary: 'Show the Brightpearl products that the store does not have, and what was or would be made of them',
    params: storeParams,
    query: z.object({ limit: limit(100, 5_000) }),
    answer: missingProductsAnswer,
    handle: ({ params: { store }, query }) => showMissing(deps, store, query.limit),
  }),
  endpoint({
    method: 'get',
    path: '/products/:store',
    summary: "Show how the fields of a store's products stand: what runs, open issues",
    params: storeParams,
    answer: productsAnswer,
    handle: async ({ params: { store } }) => {
      const { records, client } = deps.products;
      const account = accountOf(deps, store);
      const [counts, running] = await Promise.all([records.counts(store, account, ISSUES_SHOWN), runOf(client, store)]);
      return { store, account, running, ...counts };
    },
  }),
  endpoint({
    method: 'get',
    path: '/products/:store/explain',
    summary: 'Show which fields of a product come from Brightpearl, by the SKU of one of its variants',
    params: storeParams,
    query: z.object({ sku }),
    answer: productExplainAnswer,
    handle: async ({ params: { store }, query }) => {
      const products = await deps.products.records.explain(store, accountOf(deps, store), query.sku);
      return { store, sku: query.sku, products: [...products] };
    },
  }),
  pushEndpoint(deps, 'products', 'Begin to compare the fields of all products, and to set those that differ', (store) =>
    accountOf(deps, store),
  ),
];

async function showMissing(deps: ApiDeps, store: string, most: number): Promise<MissingProductsAnswer> {
  const account = accountOf(deps, store);
  const { records } = deps.products;
  const [rows, lookedAt] = await Promise.all([
    records.missing(store, account),
    records.missingLookedAt(store, account),
  ]);
  const counts: Record<string, number> = {};
  for (const { outcome } of rows) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return {
    store,
    account,
    ...(deps.products.creates.get(store) ?? { create: 'off', isNarrowed: false }),
    lookedAt: lookedAt?.toISOString() ?? null,
    counts,
    products: rows.slice(0, most).map(({ reasons, becomes, ...row }) => ({
      ...row,
      reasons: [...reasons],
      becomes: becomes && shownBecomes(becomes),
    })),
  };
}

const shownBecomes = ({ fields, choices, ...becomes }: BecomesOfMissing) => ({
  ...becomes,
  fields: Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, isList(value) ? [...value] : value]),
  ),
  choices: choices.map((choice) => ({ ...choice })),
});

const isList = (value: FieldValue): value is readonly string[] => Array.isArray(value);

/** @throws HttpProblem for a store that is not configured, and for one whose products are left alone */
const accountOf = (deps: Pick<ApiDeps, 'stores' | 'products'>, store: string): string =>
  storePart(deps, store, 'products', deps.products.accounts);
