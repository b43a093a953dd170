/** Who is whose twin: as stored, else by name; never two of one. */
import { sameText } from '../../rule-values';
import type { AccountName, StoreName } from './types';

/** What the store is to call it, and the link of before. */
export interface Known {
  readonly wanted: string;
  readonly link?: { readonly storeId: number; readonly name: string };
}

export interface Twins<A extends AccountName, S extends StoreName> {
  readonly account: A;
  readonly store: S;
  readonly wanted: string;
  /** Brightpearl's name when the store last had it; undefined: they are twins from now on. */
  readonly nameBefore?: string;
}

export interface Pairing<A extends AccountName, S extends StoreName> {
  /** In Brightpearl's order. */
  readonly twins: readonly Twins<A, S>[];
  readonly withoutTwin: readonly (A & { readonly wanted: string })[];
  readonly left: readonly S[];
}

/** Links first, so that a name that was given to another one is not taken for it. */
export function pairUp<A extends AccountName, S extends StoreName>(
  account: readonly A[],
  store: readonly S[],
  knownOf: (one: A) => Known,
): Pairing<A, S> {
  const taken = new Map<number, S>();
  const claimed = new Set<number>();
  const claim = (one: A, twin: S | undefined): void => {
    if (!twin || claimed.has(twin.id)) return;
    taken.set(one.id, twin);
    claimed.add(twin.id);
  };
  for (const one of account) {
    const { link } = knownOf(one);
    if (link)
      claim(
        one,
        store.find(({ id }) => id === link.storeId),
      );
  }
  const linked = new Set(taken.keys());
  for (const one of account.filter(({ id }) => !taken.has(id))) {
    const { wanted } = knownOf(one);
    claim(
      one,
      store.find(({ id, name }) => !claimed.has(id) && sameText(name, wanted)),
    );
  }
  return {
    twins: account.flatMap((one): Twins<A, S>[] => {
      const twin = taken.get(one.id);
      if (!twin) return [];
      const { wanted, link } = knownOf(one);
      return [{ account: one, store: twin, wanted, ...(link && linked.has(one.id) ? { nameBefore: link.name } : {}) }];
    }),
    withoutTwin: account.filter(({ id }) => !taken.has(id)).map((one) => ({ ...one, wanted: knownOf(one).wanted })),
    left: store.filter(({ id }) => !claimed.has(id)),
  };
}
