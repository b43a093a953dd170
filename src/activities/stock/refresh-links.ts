/**
 * Works out anew which Brightpearl product each variant of a store is: by both whole catalogs, or by what was told of since.
 * Levels that depend on a link that changed are looked at again, and orders that were sold before their variant was linked
 * count now.
 */
import { Context } from '@temporalio/activity';
import type { RefreshLinksInput, RefreshLinksResult } from '../../domain/stock-types';
import type { LinkScope } from '../../store/product-links';
import { skuMatchOf } from './deps';
import type { StockDeps } from './deps';
import { linkCatalogs } from './link-catalogs';
import type { Linked } from './link-catalogs';
import { lookAgain } from './look-again';
import { readCatalogs, readingDone } from './read-catalogs';
import { readNews } from './read-news';
import { noteFirstLook } from './watch-feed';
import { forgetGone } from './forget-gone';

/** When both catalogs of a pair were last read as a whole. */
const STREAM = 'links';

export async function refreshLinks(
  deps: StockDeps,
  { storeHash, account, whole }: RefreshLinksInput,
): Promise<RefreshLinksResult> {
  const skuMatch = skuMatchOf(deps, storeHash);
  if (!skuMatch) return { linked: 0, changed: 0, problems: 0 };
  const scope = { storeHash, account };
  const position = `${storeHash}/${account}`;
  const isFirst = (await deps.store.watermarks.get(position, STREAM)) === undefined;
  // What was told of before a whole reading is read again after it: the reading may have passed there already.
  const readAt = whole || isFirst ? await readCatalogs(deps, scope) : undefined;
  const alive = (): void => Context.current().heartbeat(readAt && readingDone(readAt));
  await readNews(deps, scope, alive);
  const linked = await linkCatalogs(deps, scope, skuMatch, readAt);
  alive();
  await lookAgain(deps, storeHash, alive);
  await forgetGone(deps, storeHash);
  if (readAt) {
    await saveReport(deps, scope, linked, readAt);
    await deps.store.watermarks.advance(position, STREAM, readAt);
    await noteFirstLook(deps, account);
  }
  const { links, changed } = linked;
  return {
    linked: links.filter(({ levelTarget }) => levelTarget !== null).length,
    changed,
    problems: problemsOf(links),
  };
}

/** What is linked otherwise has another price, too; a look that was missed comes by schedule. */
export async function refreshLinksAndPrices(deps: StockDeps, input: RefreshLinksInput): Promise<RefreshLinksResult> {
  const { storeHash, account } = input;
  const result = await refreshLinks(deps, input);
  const prices = deps.config.stores.find(({ hash }) => hash === storeHash)?.prices;
  if (result.changed > 0 && prices?.accounts.includes(account)) {
    await deps.catalog.wanted(storeHash, { reason: `${result.changed} links changed`, part: 'prices' });
  }
  return result;
}

const problemsOf = (links: Linked['links']): number => links.filter(({ problem }) => problem !== null).length;

/** What does not match, for people: the variants are in the links themselves, products without one only here. */
async function saveReport(
  deps: StockDeps,
  { storeHash, account }: LinkScope,
  { links, withoutVariant }: Linked,
  startedAt: Date,
): Promise<void> {
  await deps.store.reports.replace({
    kind: 'product-links',
    scope: `${storeHash}/${account}`,
    startedAt,
    finishedAt: new Date(),
    summary: {
      variants: links.length,
      problems: problemsOf(links),
      productsWithoutVariant: withoutVariant.length,
    },
    rows: withoutVariant.slice(0, REPORTED).map(({ product, code }) => ({
      productId: product.productId,
      sku: product.sku,
      code,
    })),
  });
}

/** An account sells more than one store shows: a list of all of it helps nobody. */
const REPORTED = 5_000;
