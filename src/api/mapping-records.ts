/** Mappings as the operations show and change them. What a change frees is stored with it, in one transaction. */
import { MAPPING_KINDS, mappingKindSchema, readScope } from '../domain/mapping-kinds';
import type { MappingKey } from '../domain/mapping-kinds';
import type { Freeing } from '../store/freeings';
import { mappingRule } from '../store/mappings';
import type { MappingVersion } from '../store/mappings';
import type { LinkScope } from '../store/product-links';
import type { Repositories, Store } from '../store/store';
import type { ListedMapping, ShownFreeing, ShownMapping } from './mapping-answers';

export interface MappingRecords {
  list(): Promise<readonly ListedMapping[]>;
  /** Newest first. */
  history(key: MappingKey): Promise<readonly ShownMapping[]>;
  find(id: number): Promise<{ readonly mapping: ListedMapping; readonly freeing: ShownFreeing | null } | undefined>;
  /** `target` null removes it; undefined when there is nothing to remove. */
  change(
    change: MappingChange,
  ): Promise<{ readonly mapping: ListedMapping; readonly freeing: ShownFreeing } | undefined>;
}

export interface MappingChange {
  readonly key: MappingKey;
  readonly target: Readonly<Record<string, unknown>> | null;
  readonly actor: string;
  readonly reason: string | undefined;
}

/** What of the configuration the records need. */
export interface MappingConfig {
  /** Rules of the file that a mapping goes before. */
  readonly shadowed: (key: MappingKey) => ListedMapping['shadowed'];
  /** Pairs of a store and an account that feeds it. */
  readonly pairs: readonly (LinkScope & { readonly locations: number })[];
}

type Readable = Pick<Store, 'mappings' | 'freeings' | 'transaction'>;

export const mappingRecords = (store: Readable, config: MappingConfig): MappingRecords => {
  const listed = (version: MappingVersion): ListedMapping => ({
    ...shown(version),
    shadowed: config.shadowed(keyOf(version)),
  });
  return {
    list: async () => (await store.mappings.list()).map(listed),
    history: async (key) => (await store.mappings.history(mappingRule(key))).map(shown),
    find: async (id) => {
      const version = await store.mappings.get(id);
      if (!version || !mappingKindSchema.safeParse(version.kind).success) return undefined;
      const freeing = await store.freeings.get(id);
      return { mapping: listed(version), freeing: freeing ? shownFreeing(freeing) : null };
    },
    change: ({ key, target, actor, reason }) =>
      store.transaction(async (tx) => {
        const rule = mappingRule(key);
        const earlier = await tx.mappings.history(rule);
        if (target === null && !earlier[0]?.target) return undefined;
        const version =
          target === null
            ? await tx.mappings.end(rule, actor, reason)
            : await tx.mappings.set(rule, target, actor, reason);
        await tx.freeings.begin(version.id, await waiting(tx, config, key, earlier));
        const freeing = await tx.freeings.get(version.id);
        return freeing && { mapping: listed(version), freeing: shownFreeing(freeing) };
      }),
  };
};

/** An order that waits over an alias names the SKU that the alias led to. */
async function waiting(
  tx: Repositories,
  { pairs, shadowed }: MappingConfig,
  key: MappingKey,
  earlier: readonly MappingVersion[],
) {
  const { kind, source, store: storeHash, account } = key;
  const aliases = kind === 'product' ? earlier.flatMap(({ target }) => target?.['sku'] ?? []).map(String) : [];
  const ofFile = kind === 'product' ? shadowed(key).map(({ target }) => target) : [];
  const names = [...new Set([mappingRule(key).source, ...aliases, ...ofFile])];
  const ordersWaiting = await tx.waitingOrders.count({
    codes: MAPPING_KINDS[kind].frees,
    storeHash,
    account,
    // The board names the row that has no tax code, not the class of the tax: each such order may be meant.
    ...(kind === 'tax-class' ? {} : { names }),
  });
  let levelsWaiting = 0;
  for (const pair of kind === 'product' ? pairs : []) {
    if ((storeHash ?? pair.storeHash) !== pair.storeHash || (account ?? pair.account) !== pair.account) continue;
    const links = await tx.productLinks.ofTrimmedSku(pair, source);
    levelsWaiting += links.filter(({ problem }) => problem !== null).length * pair.locations;
  }
  return { names, ordersWaiting, levelsWaiting };
}

const keyOf = ({ route, kind, source }: MappingVersion): MappingKey => ({
  kind: mappingKindSchema.parse(kind),
  source,
  ...readScope(route),
});

function shown(version: MappingVersion): ShownMapping {
  const { id, target, actor, reason, createdAt } = version;
  const { kind, source, store = null, account = null } = keyOf(version);
  return { id, kind, source, store, account, target, actor, reason, at: createdAt.toISOString() };
}

const shownFreeing = (freeing: Freeing): ShownFreeing => ({
  waiting: { orders: freeing.ordersWaiting, levels: freeing.levelsWaiting },
  freed: { orders: freeing.ordersFreed, levels: freeing.levelsFreed },
  finishedAt: freeing.finishedAt?.toISOString() ?? null,
});
