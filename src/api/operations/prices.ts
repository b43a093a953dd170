/** Prices: how they stand, what waits for a person, and what people do about it. */
import { z } from 'zod';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Call, Endpoint } from '../endpoint';
import { HttpProblem } from '../http-problem';
import {
  heldList,
  priceExplainAnswer,
  pricePushAnswer,
  priceReleaseAnswer,
  pricesAnswer,
  RELEASED_SHOWN,
} from '../price-answers';
import type { PricesAnswer } from '../price-answers';
import type { PricedStore } from '../price-deps';
import { heldPricesCsv } from '../report-csv';
import { ACTOR_HEADER, actorOf, idempotencyKeyOf, KEY_HEADER, recorded, recordedOnce } from './actions';
import { limit, unknownStore } from './common';
import { sku, storeParams } from './inventory';

/** More open issues than these are for a table in the database; the counts are of all. */
const ISSUES_SHOWN = 100;

const releaseBody = z
  .strictObject({ sku: sku.optional(), all: z.literal(true).optional() })
  .refine((body) => (body.sku === undefined) !== (body.all === undefined), 'must have either sku or all');

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
  endpoint({
    method: 'post',
    path: '/prices/:store/push',
    summary: 'Begin to compare all prices, and to write those that differ',
    params: storeParams,
    headers: ACTOR_HEADER,
    answer: pricePushAnswer,
    handle: async ({ params: { store }, header }) => {
      pricedStore(deps, store);
      const actor = actorOf(header('x-actor'));
      const action = { actor, action: 'push-prices', subject: store, details: {} };
      await recorded(deps, action, () =>
        deps.prices.client.wanted(store, { reason: `pushed by ${actor}`, part: 'prices' }),
      );
      return { store, started: true as const };
    },
  }),
  endpoint({
    method: 'post',
    path: '/prices/:store/release',
    summary: 'Let changes of prices through that wait for a person, as they are now',
    params: storeParams,
    body: releaseBody,
    headers: KEY_HEADER,
    answer: priceReleaseAnswer,
    handle: (call) => release(deps, call),
  }),
];

/** @throws HttpProblem for a store that is not configured, and for one whose prices are left alone */
function pricedStore({ stores, prices }: Pick<ApiDeps, 'stores' | 'prices'>, store: string): PricedStore {
  if (!stores.has(store)) throw unknownStore(store);
  const priced = prices.stores.get(store);
  if (priced) return priced;
  throw new HttpProblem(409, `The prices of store ${store} are left alone: it has no "prices" in connector.yaml`);
}

async function showPrices({ prices }: ApiDeps, store: string, { accounts }: PricedStore): Promise<PricesAnswer> {
  const [counts, running] = await Promise.all([
    prices.records.counts(store, ISSUES_SHOWN),
    // An outage of Temporal must not hide what the database knows.
    prices.client.status(store).catch(() => undefined),
  ]);
  const { step, written } = running ?? { step: '', written: 0 };
  return { store, accounts: [...accounts], running: running ? { step, written } : null, ...counts };
}

type StoreCall<Body> = Call<z.output<typeof storeParams>, undefined, Body>;

async function release(
  deps: ApiDeps,
  { params: { store }, body, header }: StoreCall<z.output<typeof releaseBody>>,
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
