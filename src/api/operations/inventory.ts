/** Stock: how it stands, what keeps levels back, and where a level comes from. */
import { z } from 'zod';
import type { InventoryStatus } from '../../domain/stock-messages';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Endpoint } from '../endpoint';
import { explainAnswer, inventoryAnswer, problemList } from '../stock-answers';
import type { InventoryAnswer } from '../stock-answers';
import type { StockedStore } from '../stock-deps';
import { ISSUES_SHOWN, limit, sku, storeParams } from './common';
import { storePart } from './store-parts';

export const inventoryOperations = (deps: ApiDeps): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/inventory/:store',
    summary: "Show how a store's stock stands: levels, what runs, open issues, the last compare",
    params: storeParams,
    answer: inventoryAnswer,
    handle: ({ params: { store } }) => showInventory(deps, store, stockedStore(deps, store)),
  }),
  endpoint({
    method: 'get',
    path: '/inventory/:store/problems',
    summary: 'List variants that could not be linked or have no level, with what to do',
    params: storeParams,
    query: z.object({
      code: z.string().max(60).optional().describe('Only of this problem'),
      limit: limit(100, 5_000),
    }),
    answer: problemList,
    handle: async ({ params: { store }, query }) => {
      stockedStore(deps, store);
      const { records } = deps.stock;
      const [{ linkProblems }, problems] = await Promise.all([
        records.counts(store),
        records.problems(store, query.limit, query.code),
      ]);
      return { store, total: linkProblems, problems: [...problems] };
    },
  }),
  endpoint({
    method: 'get',
    path: '/inventory/:store/explain',
    summary: 'Show where the level of a SKU comes from, by both sides as they are now; writes nothing',
    params: storeParams,
    query: z.object({ sku }),
    answer: explainAnswer,
    handle: async ({ params: { store }, query }) => {
      stockedStore(deps, store);
      return deps.stock.jobs.explain(store, query.sku);
    },
  }),
];

/** @throws HttpProblem for a store that is not configured, and for one whose stock is left alone */
export const stockedStore = (deps: Pick<ApiDeps, 'stores' | 'stock'>, store: string): StockedStore =>
  storePart(deps, store, 'stock', deps.stock.stores);

async function showInventory({ stock }: ApiDeps, store: string, { accounts }: StockedStore): Promise<InventoryAnswer> {
  const { records, client } = stock;
  const [counts, issues, lastCompare, events, running] = await Promise.all([
    records.counts(store),
    records.issues(store, ISSUES_SHOWN),
    records.lastCompare(store),
    Promise.all(accounts.map(async (account) => ({ account, lastEventAt: await records.lastEventAt(account) }))),
    // An outage of Temporal must not hide what the database knows.
    client.status(store).catch(() => undefined),
  ]);
  return {
    store,
    ...counts,
    running: running ? shownRun(running) : null,
    issues: [...issues],
    accounts: events,
    lastCompare,
  };
}

function shownRun({ step, written, compare }: InventoryStatus): InventoryAnswer['running'] {
  if (!compare) return { step, written, compare: null };
  const { reportId, correct, page, compared, different } = compare;
  return { step, written, compare: { reportId, correct, page, compared, different } };
}
