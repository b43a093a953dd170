/**
 * Reads what an account says of the products that the store does not have, and what it asks for them: two requests for each 200. An
 * attempt that was ended by a throttle is followed by one that goes on where it was.
 */
import { Context } from '@temporalio/activity';
import { z } from 'zod';
import { MAX_IDS } from '../../brightpearl/id-set';
import type { CatalogAccountStep, ReadMissingResult } from '../../domain/catalog-types';
import { inChunks } from '../../store/chunks';
import { productsConfigOf } from './deps';
import type { CatalogDeps } from './deps';
import { missingProducts } from './missing-products';
import { factsReader } from './read-facts';
import { accountLists, readPricesOf, wantedLists } from './read-prices';

const progressSchema = z.object({
  /** Milliseconds. */
  readAt: z.number(),
  /** The last product that was read. */
  after: z.int(),
  products: z.int(),
});

export async function readMissing(deps: CatalogDeps, step: CatalogAccountStep): Promise<ReadMissingResult> {
  const { storeHash, account } = step;
  const former = progressSchema.safeParse(Context.current().info.heartbeatDetails);
  let progress = former.data ?? { readAt: Date.now(), after: 0, products: 0 };
  const config = productsConfigOf(deps, storeHash);
  const missing = config ? await missingProducts(deps, step) : [];
  if (!config || missing.length === 0) return { products: 0, readAt: progress.readAt, lists: [] };
  const lists = await accountLists(deps, account);
  const wanted = await wantedLists(deps, storeHash, account, lists);
  const readFacts = await factsReader(deps, account, config.rules);
  const readAt = new Date(progress.readAt);
  const left = missing.map(({ productId }) => productId).filter((id) => id > progress.after);
  for (const ids of inChunks(
    left.sort((one, two) => one - two),
    MAX_IDS,
  )) {
    const answered = await readFacts(ids, readAt);
    if (wanted.length > 0) await readPricesOf(deps, account, { productIds: ids, lists: wanted }, readAt);
    progress = { ...progress, after: ids.at(-1) ?? progress.after, products: progress.products + answered };
    Context.current().heartbeat(progress);
  }
  return { products: progress.products, readAt: progress.readAt, lists };
}
