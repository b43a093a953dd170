/** Stock: how it stands, what keeps levels back, and where a level comes from. */
import { z } from 'zod';
import type { InventoryStatus } from '../../domain/stock-messages';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Endpoint } from '../endpoint';
import { HttpProblem } from '../http-problem';
import { explainAnswer, inventoryAnswer, problemList } from '../stock-answers';
import type { InventoryAnswer } from '../stock-answers';
import type { StockedStore } from '../stock-deps';
import { limit, unknownStore } from './common';

/** More open issues than these are for a table in the database; the counts are of all. */
const ISSUES_SHOWN = 100;

export const storeParams = z.object({ store: z.string().max(40) });
/** As long as both sides allow. */
export const sku = z.string().min(1).max(255);

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
export function stockedStore({ stores, stock }: Pick<ApiDeps, 'stores' | 'stock'>, store: string): StockedStore {
  if (!stores.has(store)) throw unknownStore(store);
  const stocked = stock.stores.get(store);
  if (stocked) return stocked;
  throw new HttpProblem(409, `The stock of store ${store} is left alone: it has no "stock" in connector.yaml`);
}

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
