/** A store's stock, prices, products, options and customers: each is a part of its configuration, or left alone. */
import type { CatalogPart } from '../../domain/catalog-messages';
import type { CatalogClient } from '../../temporal/catalog-client';
import { begunAnswer } from '../answers';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Endpoint } from '../endpoint';
import { HttpProblem } from '../http-problem';
import { ACTOR_HEADER, actorOf, recorded } from './actions';
import { storeParams, unknownStore } from './common';

/** By its key in `connector.yaml`. */
const LEFT_ALONE = {
  stock: (store: string) => `The stock of store ${store} is left alone`,
  prices: (store: string) => `The prices of store ${store} are left alone`,
  products: (store: string) => `The products of store ${store} are left alone`,
  attributes: (store: string) => `The options of store ${store} are left alone`,
  customers: (store: string) => `The customers of store ${store} are left alone`,
};

/**
 * What the API knows of such a part of a store.
 * @param known by store, where the part is configured
 * @throws HttpProblem for a store that is not configured, and for one without the part
 */
export function storePart<Part>(
  { stores }: Pick<ApiDeps, 'stores'>,
  store: string,
  part: keyof typeof LEFT_ALONE,
  known: ReadonlyMap<string, Part>,
): Part {
  if (!stores.has(store)) throw unknownStore(store);
  const found = known.get(store);
  if (found !== undefined) return found;
  throw new HttpProblem(409, `${LEFT_ALONE[part](store)}: it has no "${part}" in connector.yaml`);
}

/** What runs for a part of the catalog. Null as well without an answer: an outage of Temporal must not hide what the database knows. */
export async function runOf(
  client: Pick<CatalogClient, 'status'>,
  store: string,
): Promise<{ readonly step: string; readonly written: number } | null> {
  const running = await client.status(store).catch(() => undefined);
  return running ? { step: running.step, written: running.written } : null;
}

/** Begins to compare a whole part of the catalog. @param mustBeKept throws for a store without the part */
export const pushEndpoint = (
  deps: ApiDeps,
  part: CatalogPart & keyof typeof LEFT_ALONE,
  summary: string,
  mustBeKept: (store: string) => unknown,
): Endpoint =>
  endpoint({
    method: 'post',
    path: `/${part}/:store/push`,
    summary,
    params: storeParams,
    headers: ACTOR_HEADER,
    answer: begunAnswer,
    handle: async ({ params: { store }, header }) => {
      mustBeKept(store);
      const actor = actorOf(header('x-actor'));
      const action = { actor, action: `push-${part}`, subject: store, details: {} };
      await recorded(deps, action, () => deps[part].client.wanted(store, { reason: `pushed by ${actor}`, part }));
      return { store, started: true as const };
    },
  });
