/** Which Brightpearl product each variant is. Where the account feeds the store's stock, too, stock keeps the links. */
import type { CatalogAccountStep } from '../../domain/catalog-types';
import { CLOCK_MS } from '../clock-difference';
import { accountsOf, stockConfigOf } from '../stock/deps';
import { refreshLinks } from '../stock/refresh-links';
import type { CatalogDeps } from './deps';

/** Both whole catalogs, once a day. */
const WHOLE_EVERY_MS = 20 * 60 * 60_000;

export async function refreshCatalogLinks(
  deps: CatalogDeps,
  { storeHash, account }: CatalogAccountStep,
): Promise<{ readonly linked: number }> {
  const stock = stockConfigOf(deps, storeHash);
  const isKept = stock !== undefined && accountsOf(stock).includes(account);
  const readAt = await deps.store.watermarks.get(`${storeHash}/${account}`, 'links');
  const whole = !isKept && (readAt === undefined || Date.now() - readAt.getTime() > WHOLE_EVERY_MS);
  if (!isKept && !whole && readAt) await noteChanged(deps, { storeHash, account }, readAt);
  if (!isKept || readAt === undefined) await refreshLinks(deps, { storeHash, account, whole });
  return { linked: (await deps.store.productLinks.linked({ storeHash, account })).length };
}

/** When products that changed since were last asked for. */
const CHANGED = 'changed-products';

/** Of products only stock has itself told by webhooks. Three requests while nothing changed. */
async function noteChanged(deps: CatalogDeps, { storeHash, account }: CatalogAccountStep, readAt: Date): Promise<void> {
  const position = `${storeHash}/${account}`;
  const startedAt = new Date();
  const last = (await deps.store.watermarks.get(position, CHANGED)) ?? readAt;
  const from = Math.max(last.getTime(), readAt.getTime());
  // A search shows late what changed, and clocks differ.
  const since = new Date(from - deps.config.timings.searchLagMs - CLOCK_MS);
  for (const by of ['createdOn', 'updatedOn'] as const) {
    for await (const rows of deps.brightpearl(account).products.walkSince(since, by)) {
      await deps.store.catalogNews.add(
        { account },
        rows.map(({ productId }) => productId),
      );
    }
  }
  for await (const page of deps.bigcommerce(storeHash).catalog.walkVariants({ since })) {
    await deps.store.catalogNews.add({ storeHash }, [...new Set(page.map(({ productId }) => productId))]);
  }
  await deps.store.watermarks.advance(position, CHANGED, startedAt);
}
