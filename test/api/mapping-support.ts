/** Mappings behind the API, kept in memory as the database keeps them. */
import type { ApiDeps } from '../../src/api/deps';
import type { ListedMapping, ShownFreeing } from '../../src/api/mapping-answers';

export interface FakeMappings {
  readonly records: ApiDeps['mappings']['records'];
  readonly client: { start: ApiDeps['mappings']['client']['start'] };
  /** Whose freeing was started. */
  readonly started: number[];
}

const WAITING: ShownFreeing = {
  waiting: { orders: 40, levels: 10 },
  freed: { orders: 0, levels: 0 },
  finishedAt: null,
};

/** What is waited for is done at the second look. */
export function fakeMappings(): FakeMappings {
  const versions: ListedMapping[] = [];
  const looks = new Map<number, number>();
  const started: number[] = [];
  const isOf = (one: ListedMapping, other: Pick<ListedMapping, 'kind' | 'source' | 'store' | 'account'>): boolean =>
    one.kind === other.kind &&
    one.source === other.source &&
    one.store === other.store &&
    one.account === other.account;
  return {
    started,
    client: { start: async (id) => void started.push(id) },
    records: {
      list: async () =>
        versions.filter((one, n) => one.target !== null && !versions.slice(n + 1).some((later) => isOf(later, one))),
      history: async ({ store = null, account = null, ...key }) =>
        versions.filter((one) => isOf(one, { ...key, store, account })).reverse(),
      find: async (id) => {
        const mapping = versions.find((one) => one.id === id);
        if (!mapping) return undefined;
        looks.set(id, (looks.get(id) ?? 0) + 1);
        const isDone = (looks.get(id) ?? 0) > 1;
        const done = { freed: WAITING.waiting, finishedAt: '2026-11-01T10:00:01.000Z' };
        return { mapping, freeing: isDone ? { ...WAITING, ...done } : WAITING };
      },
      change: async ({ key: { store = null, account = null, ...key }, target, actor, reason = null }) => {
        const known = versions.filter((one) => isOf(one, { ...key, store, account })).at(-1);
        if (target === null && !known?.target) return undefined;
        const mapping: ListedMapping = {
          id: versions.length + 1,
          ...key,
          store,
          account,
          target,
          actor,
          reason,
          at: '2026-11-01T10:00:00.000Z',
          shadowed: key.source === 'OLD' ? [{ route: 'uk', rule: 'skuAliases.OLD', target: 'NEWER' }] : [],
        };
        versions.push(mapping);
        return { mapping, freeing: WAITING };
      },
    },
  };
}
