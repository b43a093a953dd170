/** The connector as a whole: its state and its jobs. */
import { z } from 'zod';
import { begunAnswer, checkAnswer, setupAnswer, stateAnswer } from '../answers';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Endpoint } from '../endpoint';
import { HttpProblem } from '../http-problem';
import type { IntakeCounts } from '../webhooks/intake-counts';
import { actorOf, recorded } from './actions';
import { unknownStore } from './common';

/** One check reads each order with all its parts: some requests each, out of the same quota as the real work. */
const MOST_CHECKED = 250;

const checkBody = z.strictObject({
  orders: z.int().min(1).max(MOST_CHECKED).default(20).describe('How many of the newest'),
  store: z.string().max(40).optional().describe('Not needed where only one is configured'),
});

export const connectorOperations = (deps: ApiDeps, webhooks: IntakeCounts): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/state',
    summary: 'How many orders are in each state, what is paused, what became of webhooks',
    answer: stateAnswer,
    handle: async () => {
      const [orders, paused] = await Promise.all([deps.records.countOrders(), deps.records.pausedScopes()]);
      return {
        stores: [...deps.stores.keys()],
        accounts: [...deps.accounts.keys()],
        orders: { ...orders },
        paused: [...paused],
        webhooks: webhooks.snapshot(),
      };
    },
  }),
  ...jobOperations(deps),
];

const jobOperations = (deps: ApiDeps): Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/setup',
    summary: 'Register webhooks and schedules, and repair them; safe to repeat',
    answer: setupAnswer,
    handle: async ({ header }) => {
      const action = { actor: actorOf(header('x-actor')), action: 'setup', subject: 'connector', details: {} };
      const { done } = await recorded(deps, action, () => deps.jobs.setup());
      return { done: [...done] };
    },
  }),
  endpoint({
    method: 'post',
    path: '/check',
    summary: "Map a store's newest orders and show what would happen; writes nothing anywhere",
    body: checkBody,
    answer: checkAnswer,
    handle: async ({ body }) => {
      const { addUp, notes, orders } = await deps.jobs.check(storeOf(deps, body.store), body.orders);
      return { addUp, notes: [...notes], orders: orders.map((order) => ({ ...order, problems: [...order.problems] })) };
    },
  }),
  endpoint({
    method: 'post',
    path: '/stores/:store/sweep',
    summary: "Start the store's sweep for changed orders now",
    params: z.object({ store: z.string().max(40) }),
    answer: begunAnswer,
    handle: async ({ params: { store }, header }) => {
      const subject = storeOf(deps, store);
      const action = { actor: actorOf(header('x-actor')), action: 'sweep', subject, details: {} };
      await recorded(deps, action, () => deps.jobs.sweep(subject));
      return { store, started: true as const };
    },
  }),
];

function storeOf({ stores }: ApiDeps, given: string | undefined): string {
  const [only, ...others] = stores.keys();
  if (given !== undefined) {
    if (!stores.has(given)) throw unknownStore(given);
    return given;
  }
  if (only === undefined || others.length > 0) throw new HttpProblem(400, 'Several stores are configured: name one');
  return only;
}
