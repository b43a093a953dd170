/** The levels that the variants of a batch should show, by what was read of the accounts. */
import type { StockConfig } from '../../config/config';
import type { PlannedLevel } from '../../mapping/stock/changes';
import { countedParts } from '../../mapping/stock/composition';
import { planLevel } from '../../mapping/stock/level';
import type { LevelResult } from '../../mapping/stock/level';
import { Quantity, total } from '../../mapping/stock/quantity';
import type { StockProduct } from '../../mapping/stock/types';
import type { ProductLink } from '../../store/product-links';
import type { AccountPart, Batch } from './batch';
import { accountsOf } from './deps';
import type { StockDeps } from './deps';
import { stockOf } from './read-stock';

/** A variant at a location, with what came out for it. */
export interface VariantLevel {
  readonly link: ProductLink;
  readonly locationId: number;
  readonly result: LevelResult;
}

/** Every variant of the batch at every location that is fed, where the variant has a level. */
export async function levelsOf(deps: StockDeps, config: StockConfig, batch: Batch): Promise<VariantLevel[]> {
  const variantIds = batch.body.variants.map(({ variantId }) => variantId);
  // Linked otherwise a moment ago: what was sold of them is not counted yet, and they are marked when it is.
  const uncounted = new Set(await deps.store.linkChanges.among(batch.storeHash, variantIds));
  const levels: VariantLevel[] = [];
  for (const account of accountsOf(config)) {
    const part = batch.body.accounts[account];
    if (!part) continue;
    const links = await deps.store.productLinks.ofVariants({ storeHash: batch.storeHash, account }, variantIds);
    const demand = await highestDemand(deps, account, part);
    const stock = stockOf(part.onHand);
    const feeds = config.feeds.filter((feed) => feed.account === account);
    for (const link of links) {
      const isReady = link.levelTarget !== null && !uncounted.has(link.variantId);
      const product = isReady ? productOf(link) : undefined;
      if (!product) continue;
      for (const feed of feeds) {
        const result = planLevel({ product, feed, stock, demand, rules: config.rules });
        levels.push({ link, locationId: feed.locationId, result });
      }
    }
  }
  return levels;
}

export const targetOf = ({ levelTarget, variantId, productId }: ProductLink): PlannedLevel['target'] =>
  levelTarget === 'product' ? { kind: 'product', productId } : { kind: 'variant', variantId };

export function productOf({
  brightpearlId,
  sku,
  stockTracked,
  components,
  brandId,
  categoryIds,
}: ProductLink): StockProduct | undefined {
  if (brightpearlId === null) return undefined;
  const bundle = components && countedParts(components);
  return {
    productId: brightpearlId,
    sku,
    stockTracked: stockTracked ?? false,
    ...(bundle ? { bundle } : {}),
    ...(brandId === null ? {} : { brandId }),
    categoryIds,
  };
}

/**
 * Of what each order wanted before the stock was read and what it wants now, the larger: one that came since must count, and
 * one that was reserved since is still in the stock that was read. Order by order, or one would make up for the other.
 */
async function highestDemand(deps: StockDeps, account: string, { demand: before, onHand }: AccountPart) {
  const productIds = [...new Set([...Object.keys(before), ...Object.keys(onHand)])].map(Number);
  const now = await deps.store.demand.ofOrders(account, productIds);
  return new Map(
    productIds.map((productId) => {
      const [was, is] = [before[productId] ?? {}, now[productId] ?? {}];
      const orders = [...new Set([...Object.keys(was), ...Object.keys(is)])];
      return [productId, total(orders.map((order) => Quantity.max(was[order] ?? 0, is[order] ?? 0)))];
    }),
  );
}
