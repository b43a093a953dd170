/** What follows in the store, and of money, from what staff changed in Brightpearl. Part of the replayed contract. */
import type { OrderStep } from './activity-types';
import type { Issue } from './issues';

export interface SalesOrderNamed {
  readonly externalRef: string;
  readonly salesOrderId: number;
}

/** Status ids as they were seen; a move is made only from them. */
export interface StatusSeen extends SalesOrderNamed {
  readonly bp: number;
}

export interface StatusStep {
  /** The order's status in the store as it was seen. */
  readonly bc: number;
  readonly seen: readonly StatusSeen[];
  /** Status to give to the order in the store. */
  readonly toStore?: number;
  /** Status to give to sales orders. */
  readonly toBrightpearl?: readonly (StatusSeen & { readonly statusId: number })[];
}

export interface PaymentActionStep {
  readonly action: 'capture' | 'void';
  /** Id of the transaction that authorized. */
  readonly authorization: number;
}

/** Staff cancelled these sales orders, all of the order's. */
export interface CancelInStoreStep {
  readonly route: string;
  readonly salesOrders: readonly SalesOrderNamed[];
}

/** A sales credit that staff made, and that is to be refunded in the store. */
export interface StaffCreditStep {
  readonly route: string;
  readonly creditId: number;
  /** The sales order that it is of. */
  readonly salesOrderId: number;
}

/** In the order in which they are carried out. */
export interface BrightpearlChangeSteps {
  readonly cancelInStore?: CancelInStoreStep;
  readonly statuses?: StatusStep;
  readonly invoices?: readonly SalesOrderNamed[];
  readonly payment?: PaymentActionStep;
  readonly staffCredits?: readonly StaffCreditStep[];
}

/** Beside the account, whose sales orders' links are told. */
interface MirrorStep extends OrderStep {
  readonly account: string;
}

export type CancelInStoreInput = MirrorStep & CancelInStoreStep;

export interface MoveStatusInput extends MirrorStep {
  readonly statuses: StatusStep;
}

export interface CloseSalesOrderInput extends MirrorStep {
  readonly salesOrder: SalesOrderNamed;
}

export type ActOnPaymentInput = OrderStep & PaymentActionStep;

export type RefundStaffCreditInput = MirrorStep & StaffCreditStep;

/** What a person has to look at, if something. */
export interface MirrorResult {
  readonly issue?: Issue;
}
