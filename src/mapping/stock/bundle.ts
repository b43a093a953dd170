/** Bundles: no stock of their own, only what their components make. */
import { onHandIn, pooled } from './pool';
import { NONE, Quantity, timesIn } from './quantity';
import type { BundleComponent, DemandByProduct, ProductStock, StockFeed } from './types';

/** The components of a product, as Brightpearl lists them; undefined for a product that is no bundle. */
export type Composition = (productId: number) => readonly BundleComponent[] | undefined;

/**
 * A bundle's components down to products that are no bundles, each once: Brightpearl allows bundles in bundles, and calls
 * the inner ones "not tracked". Undefined where a bundle lists no components, an amount that is none, or itself.
 */
export function takeApart(
  components: readonly BundleComponent[],
  composition: Composition,
): readonly BundleComponent[] | undefined {
  const parts = new Map<number, Quantity>();
  const complete = addParts(parts, components, composition, new Quantity(1), []);
  return complete ? [...parts].map(([productId, quantity]) => ({ productId, quantity })) : undefined;
}

function addParts(
  parts: Map<number, Quantity>,
  components: readonly BundleComponent[],
  composition: Composition,
  times: Quantity,
  within: readonly number[],
): boolean {
  if (components.length === 0) return false;
  return components.every(({ productId, quantity }) => {
    if (!quantity.gt(0) || within.includes(productId)) return false;
    const inner = composition(productId);
    if (inner) return addParts(parts, inner, composition, times.times(quantity), [...within, productId]);
    parts.set(productId, (parts.get(productId) ?? NONE).plus(times.times(quantity)));
    return true;
  });
}

/** How far one component lets a bundle go. */
export interface ComponentLimit {
  readonly productId: number;
  readonly perBundle: Quantity;
  readonly pool: Quantity;
  readonly demand: Quantity;
  /** Whole bundles that the pool makes after demand. */
  readonly bundles: Quantity;
}

export type BundleStock =
  | {
      readonly kind: 'known';
      /** Whole bundles that each warehouse of the feed can put together from its own stock. */
      readonly byWarehouse: readonly Quantity[];
      readonly components: readonly ComponentLimit[];
      /** Whole bundles that can ship: no more than the warehouses put together, nor than any component leaves. */
      readonly left: Quantity;
    }
  | { readonly kind: 'untracked' }
  | { readonly kind: 'unknown'; readonly productIds: readonly number[] };

/**
 * A bundle is put together within one warehouse, and sold components lessen it wherever they were sold. Components that are
 * not tracked do not limit; a bundle of nothing else is not tracked either.
 */
export function bundleStock(
  components: readonly BundleComponent[],
  feed: StockFeed,
  stock: ReadonlyMap<number, ProductStock>,
  demand: DemandByProduct,
): BundleStock {
  const missing = components.map(({ productId }) => productId).filter((productId) => !stock.has(productId));
  if (missing.length > 0) return { kind: 'unknown', productIds: missing };
  const tracked = components.flatMap((component) => {
    const held = stock.get(component.productId);
    return held?.stockTracked ? [{ ...component, onHand: onHandIn(feed, held) }] : [];
  });
  if (tracked.length === 0) return { kind: 'untracked' };
  const byWarehouse = feed.warehouses.map((_, index) =>
    Quantity.min(...tracked.map(({ onHand, quantity }) => timesIn(onHand[index] ?? NONE, quantity))),
  );
  const limits = tracked.map((component) => limitOf(component, feed, demand));
  const left = Quantity.min(pooled(feed.pool, byWarehouse), ...limits.map(({ bundles }) => bundles));
  return { kind: 'known', byWarehouse, components: limits, left };
}

function limitOf(
  { productId, quantity, onHand }: BundleComponent & { readonly onHand: readonly Quantity[] },
  feed: StockFeed,
  demand: DemandByProduct,
): ComponentLimit {
  const pool = pooled(feed.pool, onHand);
  const sold = demand.get(productId) ?? NONE;
  return { productId, perBundle: quantity, pool, demand: sold, bundles: timesIn(pool.minus(sold), quantity) };
}
