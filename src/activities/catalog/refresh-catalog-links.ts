/** Which Brightpearl product each variant is. Where the account feeds the store's stock, too, stock keeps the links. */
import type { CatalogAccountStep } from '../../domain/catalog-types';
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
  if (!isKept || readAt === undefined) await refreshLinks(deps, { storeHash, account, whole });
  return { linked: (await deps.store.productLinks.linked({ storeHash, account })).length };
}
