/** What the demand of an order is worked out from, and what it comes to. Product ids are Brightpearl's. */
import type { Quantity } from './quantity';
import type { BundleComponent, DemandByProduct } from './types';

/** A line's product as far as demand needs it. */
export interface DemandProduct {
  readonly productId: number;
  readonly stockTracked: boolean;
  /** Present on bundles only: their stock-tracked components, taken apart (`takeApart`). */
  readonly bundle?: readonly BundleComponent[];
}

export interface DemandLine {
  /** `order_product_id`. */
  readonly lineId: number;
  /** Of a pick-list child: the line that it was chosen with. */
  readonly parentLineId?: number;
  /**
   * The product that the line is reserved as. Absent where it is linked with none, and for gift certificates. Downloads
   * count by their product, as they do when they are reserved: one that is not stock-tracked counts nothing.
   */
  readonly product?: DemandProduct;
  /** As the order stands now: what was edited out is not in it. */
  readonly quantity: number;
  /** See `refundedBeforeShipping`. */
  readonly refundedBeforeShipping: number;
  /** `quantity_shipped`. */
  readonly shippedInStore: number;
}

/** One BigCommerce order, with what Brightpearl has done about it. */
export interface DemandOrder {
  readonly statusId: number;
  /** ISO time. */
  readonly placedAt: string;
  /** Whether any money came in, or was authorized. */
  readonly paid: boolean;
  /** Left alone by a rule or by a person. */
  readonly skipped: boolean;
  /** Whether all its sales orders exist. */
  readonly imported: boolean;
  readonly lines: readonly DemandLine[];
  /** Reserved and not on a note, over all its sales orders, as read back from Brightpearl. */
  readonly reserved: ReadonlyMap<number, Quantity>;
  /** On goods-out notes, shipped or not. Units that are listed as reserved too must be in one of the two only. */
  readonly onNotes: ReadonlyMap<number, Quantity>;
}

/**
 * Whether an order counts. `open`: all that is not covered; `part-shipped`: what the store has not shipped either. The others
 * count nothing: `incomplete` is not placed yet, `closed` is refunded, cancelled or declined, `handled` is done in the store
 * and known to Brightpearl, and the last three follow the store's rules.
 */
export type OrderStanding =
  'open' | 'part-shipped' | 'incomplete' | 'closed' | 'handled' | 'not-counted' | 'skipped' | 'unpaid-too-long';

/** Why a line counts what it does. `covered`: reserved, on a note or shipped; `component`: its parent, a bundle, counts it. */
export type LineReason = 'counted' | 'covered' | 'refunded' | 'not-linked' | 'untracked' | 'component' | OrderStanding;

export interface ProductDemand {
  readonly productId: number;
  /** Ordered and not refunded before shipping. */
  readonly ordered: Quantity;
  /** Of these: reserved or on notes. */
  readonly covered: Quantity;
  /** What is sold and takes no stock yet. Never negative. */
  readonly outstanding: Quantity;
}

export interface LineDemand {
  readonly lineId: number;
  readonly reason: LineReason;
  /** The product, or a bundle's components; empty for a line that is not looked at. */
  readonly products: readonly ProductDemand[];
}

export interface OrderDemand {
  readonly standing: OrderStanding;
  readonly lines: readonly LineDemand[];
  /** Products with something outstanding. */
  readonly byProduct: DemandByProduct;
}
