/**
 * Reads what an account says of the products that a store sells, ⌈products / 200⌉ requests and one for brands. An attempt that was
 * ended by a throttle is followed by one that goes on where it was.
 */
import { Context } from '@temporalio/activity';
import { z } from 'zod';
import { MAX_IDS } from '../../brightpearl/id-set';
import type { CatalogAccountStep, ReadProductsResult } from '../../domain/catalog-types';
import { inChunks } from '../../store/chunks';
import { productsConfigOf } from './deps';
import type { CatalogDeps } from './deps';
import { factsReader } from './read-facts';
import { soldProducts } from './sold-products';

const progressSchema = z.object({
  /** Milliseconds. */
  readAt: z.number(),
  /** The last product that was read. */
  after: z.int(),
  products: z.int(),
});

export async function readProducts(deps: CatalogDeps, step: CatalogAccountStep): Promise<ReadProductsResult> {
  const { storeHash, account } = step;
  const former = progressSchema.safeParse(Context.current().info.heartbeatDetails);
  let progress = former.data ?? { readAt: Date.now(), after: 0, products: 0 };
  const config = productsConfigOf(deps, storeHash);
  if (!config) return progress;
  const readFacts = await factsReader(deps, account, config.rules);
  const readAt = new Date(progress.readAt);
  const sold = await soldProducts(deps, step);
  const left = [...new Set(sold.map(({ brightpearlId }) => brightpearlId))]
    .filter((id) => id > progress.after)
    .sort((a, b) => a - b);
  for (const ids of inChunks(left, MAX_IDS)) {
    const answered = await readFacts(ids, readAt);
    progress = { ...progress, after: ids.at(-1) ?? progress.after, products: progress.products + answered };
    Context.current().heartbeat(progress);
  }
  return { products: progress.products, readAt: progress.readAt };
}
