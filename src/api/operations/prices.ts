/** Prices: how they stand, what waits for a person, and what people do about it. */
import { z } from 'zod';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Endpoint } from '../endpoint';
import { heldList, priceExplainAnswer, priceReleaseAnswer, pricesAnswer, RELEASED_SHOWN } from '../price-answers';
import type { PricesAnswer } from '../price-answers';
import type { PricedStore } from '../price-deps';
import { heldPricesCsv } from '../report-csv';
import { actorOf, idempotencyKeyOf, KEY_HEADER, recordedOnce } from './actions';
import { ISSUES_SHOWN, limit, sku, skuOrAll, storeParams } from './common';
import type { StoreCall } from './common';
import { pushEndpoint, runOf, storePart } from './store-parts';

export const priceOperations = (deps: ApiDeps): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/prices/:store',
    summary: "Show how a store's prices stand: what runs, what waits for a person, open issues",
    params: storeParams,
    answer: pricesAnswer,
    handle: ({ params: { store } }) => showPrices(deps, store, pricedStore(deps, store)),
  }),
  endpoint({
    method: 'get',
    path: '/prices/:store/held.csv',
    summary: 'Changes of prices that wait for a person, for spreadsheets',
    params: storeParams,
    query: z.object({ sku: sku.optional() }),
    answer: z.string(),
    answerType: 'text/csv',
    handle: async ({ params: { store }, query }) => {
      pricedStore(deps, store);
      return heldPricesCsv(await deps.prices.records.held(store, undefined, query.sku));
    },
  }),
  endpoint({
    method: 'get',
    path: '/prices/:store/held',
    summary: 'List changes of prices that wait for a person',
    params: storeParams,
    query: z.object({ sku: sku.optional(), limit: limit(100, 5_000) }),
    answer: heldList,
    handle: async ({ params: { store }, query }) => {
      pricedStore(deps, store);
      const { records } = deps.prices;
      const [total, held] = await Promise.all([records.countHeld(store), records.held(store, query.limit, query.sku)]);
      return { store, total, held: [...held] };
    },
  }),
  endpoint({
    method: 'get',
    path: '/prices/:store/explain',
    summary: 'Show where the prices of a SKU come from, as both sides were read last',
    params: storeParams,
    query: z.object({ sku }),
    answer: priceExplainAnswer,
    handle: async ({ params: { store }, query }) => {
      const variants = await deps.prices.records.explain(store, pricedStore(deps, store), query.sku);
      return { store, sku: query.sku, variants: [...variants] };
    },
  }),
  pushEndpoint(deps, 'prices', 'Begin to compare all prices, and to write those that differ', (store) =>
    pricedStore(deps, store),
  ),
  endpoint({
    method: 'post',
    path: '/prices/:store/release',
    summary: 'Let changes of prices through that wait for a person, as they are now',
    params: storeParams,
    body: skuOrAll,
    headers: KEY_HEADER,
    answer: priceReleaseAnswer,
    handle: (call) => release(deps, call),
  }),
];

/** @throws HttpProblem for a store that is not configured, and for one whose prices are left alone */
const pricedStore = (deps: Pick<ApiDeps, 'stores' | 'prices'>, store: string): PricedStore =>
  storePart(deps, store, 'prices', deps.prices.stores);

async function showPrices({ prices }: ApiDeps, store: string, { accounts }: PricedStore): Promise<PricesAnswer> {
  const [counts, running] = await Promise.all([
    prices.records.counts(store, ISSUES_SHOWN),
    runOf(prices.client, store),
  ]);
  return { store, accounts: [...accounts], running, ...counts };
}

async function release(
  deps: ApiDeps,
  { params: { store }, body, header }: StoreCall<z.output<typeof skuOrAll>>,
): Promise<z.output<typeof priceReleaseAnswer>> {
  pricedStore(deps, store);
  const actor = actorOf(header('x-actor'));
  const key = idempotencyKeyOf(header('idempotency-key'));
  const action = { actor, action: 'release-prices', subject: store, details: body, key };
  return recordedOnce(deps, action, priceReleaseAnswer, async () => {
    const prices = await deps.prices.records.release(store, actor, body.sku);
    await deps.prices.client.wanted(store, { reason: `released by ${actor}`, part: 'prices' });
    return { store, released: prices.length, prices: prices.slice(0, RELEASED_SHOWN) };
  });
}
