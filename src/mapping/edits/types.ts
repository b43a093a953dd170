/** What the two sides did to one sales order since both were last known to be the same. Ids, SKUs and amounts only. */

/** A row as one side has it. `quantity`, `net` and `tax` are decimal strings, totals of the row. */
export interface RowState {
  readonly productId?: number | null | undefined;
  readonly quantity: string;
  readonly net: string;
  readonly tax: string;
  readonly taxCode?: string | null | undefined;
  readonly nominalCode?: string | null | undefined;
}

/** What the connector wrote last, and the id that Brightpearl gave to it. */
export interface BaseRow extends RowState {
  readonly id: number;
  /** Our key of the row; absent for what Brightpearl or staff added. */
  readonly ref?: string | undefined;
}

/** What the store's order comes to now, by our key. */
export interface WantedRow extends RowState {
  readonly externalRef: string;
  readonly name?: string | undefined;
}

/** What Brightpearl has now. */
export interface PresentRow extends RowState {
  readonly id: number;
  readonly externalRef?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly bundleChild?: boolean | null | undefined;
}

export type ChangeKind = 'added' | 'removed' | 'changed';

/** What the store did to a row. `id` is absent for one that Brightpearl does not have. */
export interface StoreChange {
  readonly kind: ChangeKind;
  readonly ref: string;
  readonly id?: number;
  readonly from?: RowState;
  readonly to?: WantedRow;
}

/** What staff did to a row in Brightpearl; `ref` is absent for one that they added. */
export interface StaffChange {
  readonly kind: ChangeKind;
  readonly id: number;
  readonly ref?: string;
  readonly from?: RowState;
  readonly to?: RowState;
}

/** One row that both sides changed, each in another way. */
export interface RowConflict {
  readonly ref: string;
  readonly store: StoreChange;
  readonly staff: StaffChange;
}

export interface RowChanges {
  /** To be carried out in Brightpearl: what conflicts, and what it has already, is left out. */
  readonly store: readonly StoreChange[];
  readonly staff: readonly StaffChange[];
  readonly conflicts: readonly RowConflict[];
}

/** Which parts of the header the store changed. */
export type HeaderChange = 'deliveryAddress' | 'billingAddress' | 'shippingMethod' | 'texts' | 'customFields';
