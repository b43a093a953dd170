/** What is kept of orders and products for the arithmetic of stock: ids, statuses and quantities, nothing personal. */

/** One order as the store has it. */
export interface DemandFacts {
  readonly statusId: number;
  /** ISO time. */
  readonly placedAt: string;
  readonly paid: boolean;
  readonly skipped: boolean;
  readonly lines: readonly DemandFactLine[];
}

export interface DemandFactLine {
  readonly lineId: number;
  readonly parentLineId?: number;
  /** 0: a custom line. */
  readonly variantId: number;
  /** By which its product is looked up at import: as a person or an alias gave it, else the line's own. "" where it has none. */
  readonly sku: string;
  readonly quantity: number;
  readonly refundedBeforeShipping: number;
  readonly shippedInStore: number;
}

/** What Brightpearl has taken out of `onHand` for an order. Decimal strings by product id. */
export interface DemandFulfilled {
  readonly reserved: Readonly<Record<string, string>>;
  readonly onNotes: Readonly<Record<string, string>>;
  /** All of it has left the warehouse: nobody can take it back. */
  readonly shipped: boolean;
}

/** Part of a bundle. */
export interface LinkedComponent {
  readonly productId: number;
  readonly quantity: string;
}
