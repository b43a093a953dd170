/** What the account remembers of its goods. Times are epoch milliseconds, quantities whole numbers. */
import type { Decimal } from '../decimals';

/** One product in one warehouse; what can be sold is inStock − allocated, and may be negative. */
export interface StockLevel {
  inStock: number;
  allocated: number;
}

export interface ReservedRow {
  readonly productId: number;
  readonly quantity: number;
}

export interface Reservation {
  readonly orderId: number;
  readonly warehouseId: number;
  readonly createdOn: number;
  /** By sales-order row; never empty. */
  readonly rows: ReadonlyMap<number, ReservedRow>;
}

/** Created, printed, picked, packed, each of these undone, and shipped from the warehouse. */
export type GoodsOutEventCode = 'PLA' | 'PRI' | 'UPR' | 'PIC' | 'UPI' | 'PAC' | 'UPA' | 'SHW';

export interface GoodsOutEvent {
  /** Counts the events of the whole account: a note's last one is its version. */
  readonly version: number;
  readonly code: GoodsOutEventCode;
  readonly occurredOn: number;
  readonly ownerId: number;
}

export interface GoodsOutRow {
  readonly rowId: number;
  readonly productId: number;
  readonly quantity: number;
  readonly locationId: number;
}

export interface GoodsOutNote {
  readonly id: number;
  /** 0 for a transfer between warehouses. */
  readonly orderId: number;
  readonly warehouseId: number;
  /** Of a transfer: where the goods go. */
  readonly targetWarehouseId: number | undefined;
  priority: boolean;
  shippingMethodId: number;
  /** The tracking number. Nothing forces one to be there when the note is shipped. */
  reference: string;
  /** Absent until somebody says how many. */
  boxes: number | undefined;
  weight: Decimal | undefined;
  labelUri: string | undefined;
  readonly releaseDate: number;
  readonly createdOn: number;
  readonly createdById: number;
  /** Counts the notes of an order. */
  readonly sequence: number;
  readonly rows: readonly GoodsOutRow[];
  readonly events: GoodsOutEvent[];
}

export interface DropShipRow {
  readonly rowId: number;
  readonly purchaseOrderRowId: number;
  readonly productId: number;
  readonly quantity: number;
}

/** What a supplier sends to the customer: it never is in a warehouse. */
export interface DropShipNote {
  readonly id: number;
  readonly orderId: number;
  readonly purchaseOrderId: number;
  readonly supplierId: number;
  readonly createdOn: number;
  readonly createdById: number;
  readonly rows: readonly DropShipRow[];
  shipped: { readonly occurredOn: number; readonly ownerId: number } | undefined;
  /** As given with the shipping event. The documented note has no field that shows it. */
  trackingReference: string;
  shippingMethodId: number;
}

export interface GoodsInRow {
  readonly productId: number;
  /** Of the purchase order, or of the sales credit that the goods come back on. */
  readonly orderRowId: number;
  readonly quantity: number;
  readonly locationId: number;
  /** Of one item, in the base currency. */
  readonly value: Decimal;
}

export interface GoodsInNote {
  readonly id: number;
  readonly orderId: number;
  readonly warehouseId: number;
  readonly transfer: boolean;
  readonly userBatchReference: string | undefined;
  readonly receivedOn: number;
  readonly createdById: number;
  readonly rows: readonly GoodsInRow[];
}

/**
 * A goods-out note that was shipped, a stock correction, a goods-in note, an internal transfer out of quarantine. Others
 * exist, and are not simulated.
 */
export type GoodsNoteTypeCode = 'GO' | 'SC' | 'GI' | 'IT';

/** A change of what is on the shelf. */
export interface GoodsMovement {
  readonly id: number;
  readonly typeCode: GoodsNoteTypeCode;
  readonly goodsNoteId: number;
  readonly productId: number;
  readonly warehouseId: number;
  readonly locationId: number;
  /** Negative for goods that left. */
  readonly quantity: number;
  readonly orderId: number | undefined;
  readonly salesOrderRowId: number | undefined;
  readonly purchaseOrderRowId?: number | undefined;
  /** Into quarantine or out of it, where goods cannot be sold. */
  readonly quarantined?: boolean | undefined;
  /** Of one item, in the base currency. */
  readonly value: Decimal;
  readonly updatedOn: number;
}
