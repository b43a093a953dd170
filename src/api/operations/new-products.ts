/** Products that Brightpearl does not have: what could be made of a store, having it made, and what became of it. */
import { z } from 'zod';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Endpoint } from '../endpoint';
import { HttpProblem } from '../http-problem';
import {
  newProductsAnswer,
  newProductsBegunAnswer,
  unknownProductsAnswer,
  type UnknownProductsAnswer,
} from '../new-product-answers';
import { unknownProductsCsv } from '../new-product-csv';
import { actorOf, hasBegun, idempotencyKeyOf, KEY_HEADER, recordedOnce } from './actions';
import { limit, sku, storeParams, unknownStore } from './common';

const MOST_SKUS = 1_000;

const whose = { account: z.string().max(40).optional().describe('Code; not needed where the store has one entry') };

const newBody = z
  .strictObject({
    ...whose,
    skus: z.array(sku).min(1).max(MOST_SKUS).optional().describe('As the store writes them'),
    all: z.literal(true).optional().describe('Every variant that can be made and is not hidden'),
    reason: z.string().trim().max(250).optional().describe('Why, for the record; no personal data'),
  })
  .refine(({ skus, all }) => (skus === undefined) !== (all === undefined), 'Give either skus or all');

export const newProductOperations = (deps: ApiDeps): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/products/:store/unknown.csv',
    summary: 'What could be made in Brightpearl as both catalogs were compared last, for spreadsheets',
    params: storeParams,
    query: z.object(whose),
    answer: z.string(),
    answerType: 'text/csv',
    handle: async ({ params: { store }, query }) =>
      unknownProductsCsv((await unknown(deps, store, accountOf(deps, store, query.account))).rows),
  }),
  endpoint({
    method: 'get',
    path: '/products/:store/unknown',
    summary: 'Compare both catalogs now, and show which products could be made in Brightpearl; makes none',
    params: storeParams,
    query: z.object({ ...whose, limit: limit(100, 5_000) }),
    answer: unknownProductsAnswer,
    handle: async ({ params: { store }, query }) => {
      const account = accountOf(deps, store, query.account);
      await deps.newProducts.client.unknown({ storeHash: store, account });
      const found = await unknown(deps, store, account);
      return { ...found, rows: found.rows.slice(0, query.limit) };
    },
  }),
  endpoint({
    method: 'get',
    path: '/products/:store/new',
    summary: 'Show what became of products that were asked for',
    params: storeParams,
    query: z.object({ ...whose, sku: sku.optional(), limit: limit(100, 5_000) }),
    answer: newProductsAnswer,
    handle: async ({ params: { store }, query }) => {
      const account = accountOf(deps, store, query.account);
      const scope = { storeHash: store, account };
      const { records, client } = deps.newProducts;
      const [counts, products, running] = await Promise.all([
        records.counts(scope),
        records.list(scope, query.limit, query.sku === undefined ? undefined : [query.sku.trim()]),
        // An outage of Temporal must not hide what the database knows.
        client.status(scope).catch(() => undefined),
      ]);
      return { store, account, running: running ?? null, counts: { ...counts }, products };
    },
  }),
  endpoint({
    method: 'post',
    path: '/products/:store/new',
    summary: 'Have products made in Brightpearl, each once, and free all that waits for them',
    params: storeParams,
    body: newBody,
    headers: KEY_HEADER,
    answer: newProductsBegunAnswer,
    handle: ({ params: { store }, body, header }) => {
      const account = accountOf(deps, store, body.account);
      const actor = actorOf(header('x-actor'));
      const skus = body.skus && [...new Set(body.skus.map((one) => one.trim()))].filter((one) => one !== '');
      const action = {
        actor,
        action: 'new-products',
        subject: store,
        details: { account, skus: skus ?? 'all', reason: body.reason ?? null },
        key: idempotencyKeyOf(header('idempotency-key')),
      };
      return recordedOnce(deps, action, newProductsBegunAnswer, async () => ({
        store,
        account,
        skus: skus?.length ?? null,
        started: await begin(deps, { storeHash: store, account }, { skus, by: actor, reason: body.reason }),
      }));
    },
  }),
];

interface Wanted {
  readonly skus: readonly string[] | undefined;
  readonly by: string;
  readonly reason: string | undefined;
}

async function begin(
  { newProducts: { records, client } }: ApiDeps,
  scope: { readonly storeHash: string; readonly account: string },
  { skus, by, reason }: Wanted,
): Promise<boolean> {
  if (!skus) {
    await client.wanted(scope, { all: { by, ...(reason === undefined ? {} : { reason }) } });
    return true;
  }
  await records.want(scope, { skus, by, reason });
  return hasBegun(() => client.wanted(scope, {}));
}

async function unknown({ newProducts }: ApiDeps, store: string, account: string): Promise<UnknownProductsAnswer> {
  const found = await newProducts.records.unknown({ storeHash: store, account });
  if (found) return { store, account, ...found };
  throw new HttpProblem(404, `The catalogs of store ${store} and account ${account} were not compared yet`);
}

/** @throws HttpProblem for a store that is not configured, one that makes no products, and where it is not clear in which account */
function accountOf({ stores, newProducts }: ApiDeps, store: string, given: string | undefined): string {
  if (!stores.has(store)) throw unknownStore(store);
  const accounts = newProducts.accounts.get(store) ?? [];
  const [only] = accounts;
  if (only === undefined) {
    throw new HttpProblem(
      409,
      `No products are made in Brightpearl from store ${store}. To have some made, write into its part of connector.yaml: newProducts: [{ account: …, brandId: …, productTypeId: …, categoryCodes: […], taxCodeId: … }]; see docs/new-products.md`,
    );
  }
  if (given === undefined && accounts.length === 1) return only;
  if (given !== undefined && accounts.includes(given)) return given;
  throw new HttpProblem(400, `Store ${store} makes products in the accounts ${accounts.join(', ')}: name one of them`);
}
