/**
 * Reads what an account says of the products that the store does not have, and what it asks for them: two requests for each 200. An
 * attempt that was ended by a throttle is followed by one that goes on where it was.
 */
import type { CatalogAccountStep, ReadMissingResult } from '../../domain/catalog-types';
import { productsConfigOf } from './deps';
import type { CatalogDeps } from './deps';
import { missingProducts } from './missing-products';
import { factsReader } from './read-facts';
import { accountLists, readPricesOf, wantedLists } from './read-prices';
import { beginReading } from './reading';

export async function readMissing(deps: CatalogDeps, step: CatalogAccountStep): Promise<ReadMissingResult> {
  const { storeHash, account } = step;
  const { readAt, ...reading } = beginReading();
  const config = productsConfigOf(deps, storeHash);
  const missing = config ? await missingProducts(deps, step) : [];
  if (!config || missing.length === 0) return { products: 0, readAt: readAt.getTime(), lists: [] };
  const lists = await accountLists(deps, account);
  const wanted = await wantedLists(deps, storeHash, account, lists);
  const readFacts = await factsReader(deps, account, config.rules);
  await reading.byIds(
    missing.map(({ productId }) => productId),
    async (ids) => {
      const answered = await readFacts(ids, readAt);
      if (wanted.length > 0) await readPricesOf(deps, account, { productIds: ids, lists: wanted }, readAt);
      return answered;
    },
  );
  return { products: reading.records(), readAt: readAt.getTime(), lists };
}
