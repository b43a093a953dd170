/** Customers: whose contacts wait, who is to be looked at again, why a contact is as it is, and who is there more than once. */
import { z } from 'zod';
import { begunAnswer } from '../answers';
import { customersAnswer, duplicatesAnswer, syncAnswer } from '../customer-answers';
import { customerExplainAnswer, explainAnswerOf } from '../customer-explain-answer';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Endpoint } from '../endpoint';
import { HttpProblem } from '../http-problem';
import { duplicatesCsv } from '../report-csv';
import { ACTOR_HEADER, actorOf, recorded } from './actions';
import { ISSUES_SHOWN, storeParams } from './common';
import { storePart } from './store-parts';

const syncBody = z
  .strictObject({ customer: z.int().positive().optional(), all: z.literal(true).optional() })
  .refine((body) => (body.customer === undefined) !== (body.all === undefined), 'must have either customer or all');

export const customerOperations = (deps: ApiDeps): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/customers/:store',
    summary: "Show how many of a store's customers wait, and which Brightpearl refused",
    params: storeParams,
    answer: customersAnswer,
    handle: async ({ params: { store } }) => {
      mustBeFollowed(deps, store);
      return { store, ...(await deps.customers.records.standing(store, ISSUES_SHOWN)) };
    },
  }),
  endpoint({
    method: 'post',
    path: '/customers/:store/sync',
    summary: 'Let the contact of a customer follow now, or of every customer that has one or is to have one',
    params: storeParams,
    body: syncBody,
    headers: ACTOR_HEADER,
    answer: syncAnswer,
    handle: async ({ params: { store }, body: { customer, all }, header }) => {
      const accounts = mustBeFollowed(deps, store);
      const { records, client } = deps.customers;
      const actor = actorOf(header('x-actor'));
      const reason = `asked by ${actor}`;
      const reading = customer === undefined && deps.customers.creating.has(store);
      const details = customer === undefined ? { all } : { customer };
      const marked = await recorded(
        deps,
        { actor, action: 'customers-sync', subject: store, details },
        async () => {
          if (customer !== undefined) await records.changed(store, [customer], reason);
          const count = customer === undefined ? await records.allChanged(store, reason) : accounts.length;
          await client.changed(store, { reason });
          if (reading) await client.readAll(store, reason);
          return count;
        },
        (count) => ({ marked: count }),
      );
      return { store, marked, reading };
    },
  }),
  endpoint({
    method: 'get',
    path: '/customers/:store/explain',
    summary: 'Show which contacts a customer has and why, and field by field what would be written; writes nothing',
    params: storeParams,
    query: z.object({ customer: z.coerce.number().int().positive().describe('BigCommerce customer id') }),
    answer: customerExplainAnswer,
    handle: async ({ params: { store }, query: { customer } }) => {
      mustBeFollowed(deps, store);
      return explainAnswerOf(store, customer, await deps.customers.client.explain(store, customer));
    },
  }),
  endpoint({
    method: 'get',
    path: '/customers/:store/duplicates',
    summary: 'List customers and contacts that are there more than once, with which to keep; nothing is merged',
    params: storeParams,
    answer: duplicatesAnswer,
    handle: async ({ params: { store } }) => {
      mustBeFollowed(deps, store);
      const report = await deps.customers.records.duplicates(store);
      return { store, report };
    },
  }),
  endpoint({
    method: 'get',
    path: '/customers/:store/duplicates.csv',
    summary: 'The same, for spreadsheets',
    params: storeParams,
    answer: z.string(),
    answerType: 'text/csv',
    handle: async ({ params: { store } }) => {
      mustBeFollowed(deps, store);
      const report = await deps.customers.records.duplicates(store);
      if (!report) throw new HttpProblem(404, `Customers of store ${store} were not looked through yet`);
      return duplicatesCsv(report.duplicates);
    },
  }),
  endpoint({
    method: 'post',
    path: '/customers/:store/duplicates',
    summary: 'Begin to look for customers and contacts that are there more than once',
    params: storeParams,
    headers: ACTOR_HEADER,
    answer: begunAnswer,
    handle: async ({ params: { store }, header }) => {
      mustBeFollowed(deps, store);
      const action = { actor: actorOf(header('x-actor')), action: 'customers-duplicates', subject: store, details: {} };
      await recorded(deps, action, () => deps.customers.client.findDuplicates(store));
      return { store, started: true as const };
    },
  }),
];

/** @throws HttpProblem for a store that is not configured, and for one whose customers are left alone */
const mustBeFollowed = (deps: Pick<ApiDeps, 'stores' | 'customers'>, store: string): readonly string[] =>
  storePart(deps, store, 'customers', deps.customers.stores);
