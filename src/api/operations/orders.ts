/** The board: which orders there are, and everything known about one. */
import { z } from 'zod';
import type { OrderKey } from '../../domain/ids';
import { ISSUES } from '../../domain/issues';
import type { IssueCode } from '../../domain/issues';
import { SYNC_STATES } from '../../domain/states';
import { orderDetail, orderList } from '../answers';
import type { ShownRun } from '../answers';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Endpoint } from '../endpoint';
import { HttpProblem } from '../http-problem';
import { cursor, given, keyOf, limit, orderParams, yes } from './common';

/** One order makes some ten requests; an order that was retried for days should still fit an answer. */
const EXCHANGES_SHOWN = 200;

const states = z
  .string()
  .transform((text) => text.toUpperCase().split(','))
  .pipe(z.array(z.enum(SYNC_STATES)));

const issueCodes = Object.keys(ISSUES) as [IssueCode, ...IssueCode[]];

const listQuery = z.object({
  state: states.optional().describe('One or several, with commas'),
  issue: z.enum(issueCodes).optional().describe('Only those with this issue'),
  store: z.string().max(40).optional(),
  account: z.string().max(40).optional().describe('Only those that go to this Brightpearl account'),
  q: z
    .string()
    .regex(/^\d{1,15}$/, 'must be an order number or a sales order id')
    .transform(Number)
    .optional()
    .describe('Order number or sales order id'),
  limit: limit(50, 500),
  cursor: cursor.optional(),
});

export const orderOperations = (deps: ApiDeps): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/orders',
    summary: 'List orders, newest first',
    query: listQuery,
    answer: orderList,
    handle: async ({ query: { state, q, limit, ...where } }) => {
      const { rows, next } = await deps.records.listOrders({ ...given({ ...where, states: state, number: q }), limit });
      return { orders: [...rows], next };
    },
  }),
  endpoint({
    method: 'get',
    path: '/orders/:store/:id',
    summary: 'Show one order: where it stands, why, what was decided, what exists in Brightpearl',
    params: orderParams,
    query: z.object({ exchanges: yes.optional().describe('1: with the requests made for it') }),
    answer: orderDetail,
    handle: async ({ params, query }) => showOrder(deps, keyOf(deps, params), query.exchanges ?? false),
  }),
];

async function showOrder({ records, orders }: ApiDeps, key: OrderKey, withExchanges: boolean) {
  const order = await records.findOrder(key);
  if (!order) throw neverSeen(key);
  const [decisions, links, notes, workflow, exchanges] = await Promise.all([
    records.decisionsOf(key),
    records.linksOf(key),
    records.notesOf(key),
    runOf(orders, key),
    withExchanges ? records.listExchanges({ order: key, limit: EXCHANGES_SHOWN }) : undefined,
  ]);
  const more = exchanges ? { exchanges: [...exchanges.rows] } : {};
  return { order, decisions: [...decisions], links: [...links], notes: [...notes], workflow, ...more };
}

export const neverSeen = ({ storeHash, orderId }: OrderKey): HttpProblem =>
  new HttpProblem(
    404,
    `Order ${orderId} of store ${storeHash} is not known here; "sync" fetches it if the store has it`,
  );

/** An outage of Temporal must not hide what the database knows. */
async function runOf(orders: ApiDeps['orders'], key: OrderKey): Promise<ShownRun | null> {
  const described = orders.describe(key).catch(() => undefined);
  const [run, status] = await Promise.all([described, orders.status(key)]);
  return run ? { ...run, step: status?.step ?? null } : null;
}
