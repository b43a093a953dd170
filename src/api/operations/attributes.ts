/** Options: how they stand, which are whose twins, and comparing them anew. */
import { z } from 'zod';
import { attributeExplainAnswer, attributesAnswer } from '../attribute-answers';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Endpoint } from '../endpoint';
import { ISSUES_SHOWN, sku, storeParams } from './common';
import { pushEndpoint, runOf, storePart } from './store-parts';

export const attributeOperations = (deps: ApiDeps): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/attributes/:store',
    summary: "Show how the options of a store's products stand: what runs, open issues",
    params: storeParams,
    answer: attributesAnswer,
    handle: async ({ params: { store } }) => {
      const { records, client } = deps.attributes;
      const account = accountOf(deps, store);
      const [counts, running] = await Promise.all([records.counts(store, account, ISSUES_SHOWN), runOf(client, store)]);
      return { store, account, running, ...counts };
    },
  }),
  endpoint({
    method: 'get',
    path: '/attributes/:store/explain',
    summary:
      'Show which options and values of a product are whose twins in Brightpearl, by the SKU of one of its variants',
    params: storeParams,
    query: z.object({ sku }),
    answer: attributeExplainAnswer,
    handle: async ({ params: { store }, query }) => {
      const products = await deps.attributes.records.explain(store, accountOf(deps, store), query.sku);
      return { store, sku: query.sku, products: [...products] };
    },
  }),
  pushEndpoint(deps, 'attributes', 'Begin to compare all options, and to set those that differ', (store) =>
    accountOf(deps, store),
  ),
];

/** @throws HttpProblem for a store that is not configured, and for one whose options are left alone */
const accountOf = (deps: Pick<ApiDeps, 'stores' | 'attributes'>, store: string): string =>
  storePart(deps, store, 'attributes', deps.attributes.accounts);
