/** What left the warehouse, what was sold, and the shipments that come of both. */
import type { ShipmentInput } from '../../bigcommerce/shipments';
import type { BpNoteRow } from '../../brightpearl/note-rows';

export interface Note {
  readonly noteId: number;
  /** Several of one sales order row when it came from several locations. */
  readonly rows: readonly BpNoteRow[];
  /** One or several tracking numbers, or a link, as the warehouse typed them; may be empty. */
  readonly reference: string;
  readonly shippingMethodId?: number;
}

/** A row of the sales order as it is now. */
export interface SoldRow {
  readonly id: number;
  readonly productId: number;
  /** A decimal string. */
  readonly quantity: string;
  /** `line-<id>` where it was made of an order's line, or split off such a row; staff's own rows have none of ours. */
  readonly externalRef?: string;
  /** Of a component, the row of its bundle. */
  readonly parentRowId?: number;
  /** Rows of products without stock are never on a note. */
  readonly stockTracked: boolean;
}

/** A line of the order as the store has it now. */
export interface ShippableLine {
  readonly lineId: number;
  readonly quantity: number;
  readonly quantityShipped: number;
  /** Given back before they were shipped. */
  readonly quantityRefunded: number;
  /** 0: not shipped to anybody, as what is digital. */
  readonly orderAddressId: number;
  /** Of an item of a pick list, the line that it belongs to: without a row of its own it leaves with that line. */
  readonly parentLineId?: number;
}

/** One shipment of the store: items and their address can never be changed once it is there. */
export type ShipmentDraft = Pick<ShipmentInput, 'orderAddressId' | 'items'>;
