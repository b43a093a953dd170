/** What people rule about an order. A command is recorded by the order's own workflow before it is answered. */
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { DECISION_ARGUMENTS } from '../../domain/decisions';
import type { OrderKey } from '../../domain/ids';
import { OPERATOR_VERBS } from '../../domain/messages';
import type { OperatorVerb } from '../../domain/messages';
import { commandAnswer, syncAnswer } from '../answers';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Call, Endpoint } from '../endpoint';
import { ACTOR_HEADER, actorOf, idempotencyKeyOf, KEY_HEADER, otherArguments, recorded } from './actions';
import { keyOf, orderParams } from './common';
import { neverSeen } from './orders';

type Arguments = Readonly<Record<string, unknown>>;

const SUMMARIES: Record<OperatorVerb, string> = {
  retry: 'Try the order again now',
  skip: 'Leave the order alone from now on',
  release: 'Let the order go on although a rule holds it',
  amend: 'Correct a value for this order, and go on',
};

export const commandOperations = (deps: ApiDeps): Endpoint[] => [
  ...OPERATOR_VERBS.map((verb) =>
    endpoint({
      method: 'post',
      path: `/orders/:store/:id/${verb}`,
      summary: SUMMARIES[verb],
      params: orderParams,
      body: DECISION_ARGUMENTS[verb] as z.ZodType<Arguments>,
      headers: KEY_HEADER,
      answer: commandAnswer,
      handle: (call) => command(deps, verb, keyOf(deps, call.params), call),
    }),
  ),
  endpoint({
    method: 'post',
    path: '/orders/:store/:id/sync',
    summary: 'Look at the order again; also fetches one that was never seen',
    params: orderParams,
    headers: ACTOR_HEADER,
    answer: syncAnswer,
    handle: async ({ params, header }) => {
      const key = keyOf(deps, params);
      const action = { actor: actorOf(header('x-actor')), action: 'sync', subject: subjectOf(key), details: {} };
      await recorded(deps, action, () => deps.orders.changed(key, { reason: 'operator' }));
      return { store: key.storeHash, orderId: key.orderId, accepted: true as const };
    },
  }),
];

async function command(
  deps: ApiDeps,
  verb: OperatorVerb,
  key: OrderKey,
  { body, header }: Pick<Call<unknown, unknown, Arguments>, 'body' | 'header'>,
): Promise<z.input<typeof commandAnswer>> {
  const actor = actorOf(header('x-actor'));
  const idempotencyKey = idempotencyKeyOf(header('idempotency-key'));
  const { storeHash: store, orderId } = key;
  // Each verb of each order has its own space of keys, so that a key used twice by mistake mixes up nothing.
  const commandId = `${subjectOf(key)}/${verb}/${idempotencyKey}`;
  const answer = { store, orderId, accepted: true as const, verb, idempotencyKey };
  const earlier = await earlierDecision(deps, key, commandId, body);
  if (earlier !== undefined) return { ...answer, decisionId: earlier };
  if (!(await deps.records.findOrder(key))) throw neverSeen(key);
  const details = { commandId, arguments: Object.keys(body) };
  const { decisionId } = await recorded(deps, { actor, action: verb, subject: subjectOf(key), details }, () =>
    deps.orders.command(key, { verb, actor, commandId, arguments: body }),
  );
  return { ...answer, decisionId };
}

/** The decision that this command already made: an order's run may be over since, and would not know the id again. */
async function earlierDecision(
  { records }: ApiDeps,
  key: OrderKey,
  commandId: string,
  body: Arguments,
): Promise<string | undefined> {
  const found = (await records.decisionsOf(key)).find((decision) => decision.commandId === commandId);
  if (!found) return undefined;
  const { arguments: stored } = found;
  // What is stored may say more than was sent, such as the rule that held the order.
  const isSame =
    stored === null || Object.entries(body).every(([name, value]) => isDeepStrictEqual(stored[name], value));
  if (!isSame) throw otherArguments();
  return found.id;
}

const subjectOf = ({ storeHash, orderId }: OrderKey): string => `${storeHash}/${orderId}`;
