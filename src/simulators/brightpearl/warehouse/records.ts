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
  readonly orderId: number;
  readonly warehouseId: number;
  readonly priority: boolean;
  readonly shippingMethodId: number;
  /** The tracking number. Nothing forces one to be there when the note is shipped. */
  readonly reference: string;
  readonly releaseDate: number;
  readonly createdOn: number;
  readonly createdById: number;
  /** Counts the notes of an order. */
  readonly sequence: number;
  readonly rows: readonly GoodsOutRow[];
  readonly events: GoodsOutEvent[];
}

/** A goods-out note that was shipped, a stock correction, a goods-in note. Others exist, and are not simulated. */
export type GoodsNoteTypeCode = 'GO' | 'SC' | 'GI';

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
  /** Of one item, in the base currency. */
  readonly value: Decimal;
  readonly updatedOn: number;
}
