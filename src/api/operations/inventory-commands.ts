/** What people do about stock: levels are marked in the database, and the store's workflow looks at what is marked. */
import { z } from 'zod';
import { linkProblem } from '../../domain/link-problems';
import { timeOrderedId } from '../../store/time-ordered-id';
import { begunAnswer } from '../answers';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Endpoint } from '../endpoint';
import { HttpProblem } from '../http-problem';
import { compareAnswer, pushAnswer, releaseAnswer } from '../stock-answers';
import type { SkuVariant } from '../stock-deps';
import { ACTOR_HEADER, actorOf, idempotencyKeyOf, KEY_HEADER, recorded, recordedOnce } from './actions';
import { skuOrAll, storeParams } from './common';
import type { StoreCall } from './common';
import { stockedStore } from './inventory';

const compareBody = z.strictObject({
  correct: z.boolean().default(true).describe('false: wrong levels are reported and left as they are'),
});

export const inventoryCommands = (deps: ApiDeps): Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/inventory/:store/push',
    summary: 'Look at the level of a SKU, or at every level, and write what differs',
    params: storeParams,
    body: skuOrAll,
    headers: ACTOR_HEADER,
    answer: pushAnswer,
    handle: (call) => push(deps, call),
  }),
  endpoint({
    method: 'post',
    path: '/inventory/:store/compare',
    summary: 'Begin to compare every level with what the store shows',
    params: storeParams,
    body: compareBody,
    headers: KEY_HEADER,
    answer: compareAnswer,
    handle: (call) => compare(deps, call),
  }),
  endpoint({
    method: 'post',
    path: '/inventory/:store/links',
    summary: 'Begin to work out anew which product each variant is',
    params: storeParams,
    headers: ACTOR_HEADER,
    answer: begunAnswer,
    handle: async ({ params: { store }, header }) => {
      stockedStore(deps, store);
      const action = { actor: actorOf(header('x-actor')), action: 'links', subject: store, details: {} };
      await recorded(deps, action, () => deps.stock.jobs.links(store));
      return { store, started: true as const };
    },
  }),
  endpoint({
    method: 'post',
    path: '/inventory/:store/release',
    summary: 'Let through, once, what the guard against a mass fall holds',
    params: storeParams,
    headers: KEY_HEADER,
    answer: releaseAnswer,
    handle: (call) => release(deps, call),
  }),
];

async function push(
  deps: ApiDeps,
  { params: { store }, body, header }: StoreCall<z.output<typeof skuOrAll>>,
): Promise<z.input<typeof pushAnswer>> {
  stockedStore(deps, store);
  const actor = actorOf(header('x-actor'));
  const reason = `pushed by ${actor}`;
  const action = { actor, action: 'push', subject: store, details: body };
  const marked = await recorded(
    deps,
    action,
    async () => {
      const count =
        body.sku === undefined
          ? await deps.stock.records.pushAll(store, reason)
          : await pushSku(deps, store, body.sku, reason);
      await deps.stock.client.moved(store, { reason });
      return count;
    },
    (count) => ({ marked: count }),
  );
  return { store, marked };
}

async function pushSku({ stock }: ApiDeps, store: string, sku: string, reason: string): Promise<number> {
  const variants = await stock.records.variantsOfSku(store, sku);
  const variantIds = [...new Set(variants.filter(({ isLeveled }) => isLeveled).map(({ variantId }) => variantId))];
  if (variantIds.length === 0) {
    // It may be new, or have been corrected since the links were made.
    await stock.jobs.links(store);
    throw withoutLevel(store, sku, variants);
  }
  await stock.records.push(store, variantIds, reason);
  return variantIds.length;
}

function withoutLevel(store: string, sku: string, [variant]: readonly SkuVariant[]): HttpProblem {
  const again = 'The links are being worked out anew: push it again in some minutes';
  if (!variant) return new HttpProblem(404, `No variant of store ${store} is known with the SKU ${sku}. ${again}`);
  const { title, fix } = variant.problem === null ? NOT_TRACKED : linkProblem(variant.problem);
  return new HttpProblem(409, `${sku} has no level. ${title}. ${fix}. ${again}`);
}

const NOT_TRACKED = {
  title: 'Neither side tracks its stock',
  fix: 'Switch on stock tracking on both sides, if it should have a level',
};

async function compare(
  deps: ApiDeps,
  { params: { store }, body, header }: StoreCall<z.output<typeof compareBody>>,
): Promise<z.input<typeof compareAnswer>> {
  stockedStore(deps, store);
  const key = idempotencyKeyOf(header('idempotency-key'));
  const action = { actor: actorOf(header('x-actor')), action: 'compare', subject: store, details: body, key };
  const { client } = deps.stock;
  return recordedOnce(deps, action, compareAnswer, async () => {
    const reportId = timeOrderedId();
    await client.compare(store, { reportId, correct: body.correct });
    // One runs at a time. Where no worker tells which, it is ours: nobody has begun with it yet.
    const running = await client.status(store).catch(() => undefined);
    const actual = running?.compare?.reportId ?? reportId;
    return { store, reportId: actual, started: actual === reportId };
  });
}

async function release(
  deps: ApiDeps,
  { params: { store }, header }: StoreCall,
): Promise<z.input<typeof releaseAnswer>> {
  stockedStore(deps, store);
  const actor = actorOf(header('x-actor'));
  const key = idempotencyKeyOf(header('idempotency-key'));
  const action = { actor, action: 'release', subject: store, details: {}, key };
  return recordedOnce(deps, action, releaseAnswer, async () => {
    const released = await deps.stock.records.release(store);
    await deps.stock.client.moved(store, { reason: `released by ${actor}` });
    return { store, released };
  });
}
