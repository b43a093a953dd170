/** Frees what waits for a mapping: orders are told, links are marked to be worked out anew. What was done is in the database. */
import type { FreeingStep, FreeOrdersInput, FreeOrdersResult, LinksToRefresh } from '../domain/freeing-types';
import type { OrderKey } from '../domain/ids';
import { issue } from '../domain/issues';
import { MAPPING_KINDS, mappingKindSchema, readScope } from '../domain/mapping-kinds';
import type { MappingScope } from '../domain/mapping-kinds';
import type { Config } from '../config/config';
import type { Freeing } from '../store/freeings';
import type { MappingVersion } from '../store/mappings';
import type { LinkScope } from '../store/product-links';
import type { WaitsFor } from '../store/waiting-orders';
import { accountsOf } from './stock/deps';
import type { ActivityDeps } from './deps';
import { issueFailure } from './failures';
import { waitForRoom } from './sweep';

/** Fewer than may be on their way: the next ones wait until these are done. */
const ORDERS_AT_ONCE = 25;

/** Has the products on both sides read again: they may have changed since anybody looked. */
export async function planFreeing(
  deps: ActivityDeps,
  { mappingId }: FreeingStep,
): Promise<{ links: LinksToRefresh[] }> {
  const { mapping } = await load(deps, mappingId);
  if (mapping.kind !== 'product') return { links: [] };
  const links: LinksToRefresh[] = [];
  for (const scope of linkedPairs(deps.config, readScope(mapping.route))) {
    const variants = await deps.store.productLinks.ofTrimmedSku(scope, mapping.source);
    if (variants.length === 0) continue;
    const sku = mapping.target?.['sku'];
    const wanted = typeof sku === 'string' ? sku : mapping.source;
    const known = await deps.store.catalogs.idsOfSku(scope.account, wanted);
    await deps.store.catalogNews.add({ account: scope.account }, known);
    await deps.store.catalogNews.add(
      { storeHash: scope.storeHash },
      variants.map(({ productId }) => productId),
    );
    links.push({ ...scope, whole: known.length === 0 });
  }
  return { links };
}

/** A lost attempt tells some orders twice, which costs a reading; none is passed by. */
export async function freeOrders(deps: ActivityDeps, input: FreeOrdersInput): Promise<FreeOrdersResult> {
  const { mappingId, secondLookAfter } = input;
  const { mapping, freeing } = await load(deps, mappingId);
  const after = secondLookAfter ?? { storeHash: freeing.afterStore, orderId: freeing.afterOrder };
  const since = secondLookAfter && freeing.requestedAt;
  const orders = await deps.store.waitingOrders.after(waitsFor(mapping, freeing), after, ORDERS_AT_ONCE, since);
  for (const storeHash of new Set(orders.map((key) => key.storeHash))) await waitForRoom(deps, storeHash);
  for (const key of orders.filter(({ storeHash }) => isConfigured(deps, storeHash))) {
    await deps.orders.changed(key, { reason: 'operator' });
  }
  const last = orders.at(-1);
  const isLast = orders.length < ORDERS_AT_ONCE;
  if (!secondLookAfter) await note(deps, mappingId, orders.length, last, isLast);
  return { told: orders.length, ...(last && !isLast ? { next: last } : {}) };
}

async function note(
  { store: { freeings } }: ActivityDeps,
  mappingId: number,
  told: number,
  last: OrderKey | undefined,
  isLast: boolean,
): Promise<void> {
  if (last) await freeings.told(mappingId, told, last);
  if (isLast) await freeings.ordersDone(mappingId);
}

export async function finishLevels(deps: ActivityDeps, { mappingId }: FreeingStep): Promise<{ levels: number }> {
  const { mapping } = await load(deps, mappingId);
  let levels = 0;
  if (mapping.kind === 'product') {
    for (const scope of linkedPairs(deps.config, readScope(mapping.route))) {
      const variants = await deps.store.productLinks.ofTrimmedSku(scope, mapping.source);
      levels += variants.filter(({ levelTarget }) => levelTarget !== null).length * scope.locations;
    }
  }
  await askForPrices(deps, mapping);
  await deps.store.freeings.levelsDone(mappingId, levels);
  return { levels };
}

/** By the links as they are now. */
async function askForPrices(deps: ActivityDeps, { id, kind, route }: MappingVersion): Promise<void> {
  if (kind !== 'product') return;
  const { store } = readScope(route);
  const priced = deps.config.stores.filter(({ hash, prices }) => prices && (store ?? hash) === hash);
  for (const { hash } of priced) await deps.catalog.wanted(hash, { reason: `mapping ${id}`, part: 'prices' });
}

const isConfigured = ({ config }: ActivityDeps, storeHash: string): boolean =>
  config.stores.some(({ hash }) => hash === storeHash);

const waitsFor = (mapping: MappingVersion, { names }: Freeing): WaitsFor => {
  const { store, account } = readScope(mapping.route);
  const kind = mappingKindSchema.parse(mapping.kind);
  return { codes: MAPPING_KINDS[kind].frees, storeHash: store, account, ...(kind === 'tax-class' ? {} : { names }) };
};

async function load(
  { store }: ActivityDeps,
  mappingId: number,
): Promise<{ readonly mapping: MappingVersion; readonly freeing: Freeing }> {
  const mapping = await store.mappings.get(mappingId);
  const freeing = await store.freeings.get(mappingId);
  if (mapping && freeing) return { mapping, freeing };
  throw issueFailure(issue('UNEXPECTED_FAILURE', `Mapping ${mappingId} is not in the database`));
}

/**
 * Pairs of a store and an account that its levels or prices come from, as far as the mapping covers them, with the locations that
 * the account feeds.
 */
export function linkedPairs(
  config: Pick<Config, 'stores'>,
  covered: MappingScope = {},
): (LinkScope & { readonly locations: number })[] {
  return config.stores.flatMap(({ hash: storeHash, stock, prices }) => {
    if ((covered.store ?? storeHash) !== storeHash) return [];
    const accounts = new Set([...(stock ? accountsOf(stock) : []), ...(prices?.accounts ?? [])]);
    return [...accounts]
      .filter((account) => (covered.account ?? account) === account)
      .map((account) => ({
        storeHash,
        account,
        locations: (stock?.feeds ?? []).filter((feed) => feed.account === account).length,
      }));
  });
}
