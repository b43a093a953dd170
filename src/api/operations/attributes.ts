/** Options: how they stand, which are whose twins, and comparing them anew. */
import { z } from 'zod';
import { attributeExplainAnswer, attributePushAnswer, attributesAnswer } from '../attribute-answers';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Endpoint } from '../endpoint';
import { HttpProblem } from '../http-problem';
import { ACTOR_HEADER, actorOf, recorded } from './actions';
import { unknownStore } from './common';
import { sku, storeParams } from './inventory';

/** More open issues than these are for a table in the database; the counts are of all. */
const ISSUES_SHOWN = 100;

export const attributeOperations = (deps: ApiDeps): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/attributes/:store',
    summary: "Show how the options of a store's products stand: what runs, open issues",
    params: storeParams,
    answer: attributesAnswer,
    handle: async ({ params: { store } }) => {
      const { attributes } = deps;
      const account = accountOf(deps, store);
      const [counts, running] = await Promise.all([
        attributes.records.counts(store, account, ISSUES_SHOWN),
        // An outage of Temporal must not hide what the database knows.
        attributes.client.status(store).catch(() => undefined),
      ]);
      const { step, written } = running ?? { step: '', written: 0 };
      return { store, account, running: running ? { step, written } : null, ...counts };
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
  endpoint({
    method: 'post',
    path: '/attributes/:store/push',
    summary: 'Begin to compare all options, and to set those that differ',
    params: storeParams,
    headers: ACTOR_HEADER,
    answer: attributePushAnswer,
    handle: async ({ params: { store }, header }) => {
      accountOf(deps, store);
      const actor = actorOf(header('x-actor'));
      const action = { actor, action: 'push-attributes', subject: store, details: {} };
      await recorded(deps, action, () =>
        deps.attributes.client.wanted(store, { reason: `pushed by ${actor}`, part: 'attributes' }),
      );
      return { store, started: true as const };
    },
  }),
];

/** @throws HttpProblem for a store that is not configured, and for one whose options are left alone */
function accountOf({ stores, attributes }: Pick<ApiDeps, 'stores' | 'attributes'>, store: string): string {
  if (!stores.has(store)) throw unknownStore(store);
  const account = attributes.accounts.get(store);
  if (account !== undefined) return account;
  throw new HttpProblem(409, `The options of store ${store} are left alone: it has no "attributes" in connector.yaml`);
}
