/**
 * What the stock arithmetic takes and gives. Product ids are Brightpearl's unless they say otherwise; brands, categories and
 * locations are BigCommerce's.
 */
import type { Quantity } from './quantity';

/** A product's availability as Brightpearl answered it. A product that it did not answer for has none of these. */
export interface ProductStock {
  readonly productId: number;
  readonly stockTracked: boolean;
  /**
   * What can still be reserved (`onHand`, not `inStock`), by warehouse id. A warehouse that is not listed holds nothing;
   * a negative figure is owed.
   */
  readonly onHand: ReadonlyMap<number, Quantity>;
}

/** One product in a bundle. */
export interface BundleComponent {
  readonly productId: number;
  /** Units in one bundle. */
  readonly quantity: Quantity;
}

/** A linked product, with what the rules ask of it. */
export interface StockProduct {
  readonly productId: number;
  /** As the store writes it. */
  readonly sku: string;
  /** Brightpearl calls bundles "not tracked" as well: `bundle` tells them apart. */
  readonly stockTracked: boolean;
  /** Present on bundles only, taken apart down to products that are no bundles (`takeApart`). */
  readonly bundle?: readonly BundleComponent[];
  readonly brandId?: number;
  readonly categoryIds: readonly number[];
}

/** What was sold and is not yet reserved, by product; bundles are counted as their components. */
export type DemandByProduct = ReadonlyMap<number, Quantity>;

/** Where the levels of one BigCommerce location come from. */
export interface StockFeed {
  readonly locationId: number;
  /** Code of the Brightpearl account. */
  readonly account: string;
  /** Brightpearl warehouse ids, at least one; the first is the primary one. */
  readonly warehouses: readonly number[];
  readonly pool: 'sum' | 'max' | 'primary';
}
