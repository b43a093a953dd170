/** What refunds come to in documents. Amounts are decimal strings in the order's currency; what goes back is positive. */
import type { SalesOrderRowInput } from '../../brightpearl/schemas/sales-order';

/** A part of a refund that belongs to one row of a sales order, or has a row of its own. */
export interface RefundPortion {
  /** `externalRef` of the sales order. */
  readonly salesOrderRef: string;
  /** Key of the row (`line-537`), or of the row that is made for it (`refund-12-order`). */
  readonly rowRef: string;
  /** Units that go back; absent for amounts. */
  readonly quantity?: number;
  readonly net: string;
  readonly tax: string;
  /** Set where it is no row of the order: what that row is. */
  readonly own?: OwnRow;
}

/** A free-text row. No personal data: it is stored in clear. */
export interface OwnRow {
  readonly name: string;
  readonly taxCode: string;
  readonly nominalCode?: string;
}

/** `reduce`: taken off the sales order. `credit`: on a sales credit. Fixed before anything is written for it. */
export interface DecidedPortion extends RefundPortion {
  readonly where: 'reduce' | 'credit';
}

/** One refund, and where each part of it goes for good. */
export interface RefundDecision {
  readonly refundId: number;
  readonly portions: readonly DecidedPortion[];
}

/** One sales credit that should exist. */
export interface PlannedCredit {
  readonly externalRef: string;
  readonly salesOrderRef: string;
  /** What people see as its reference. */
  readonly ref: string;
  readonly taxDate: string;
  readonly rows: readonly SalesOrderRowInput[];
  readonly expected: { readonly gross: string; readonly tax: string; readonly currency: string };
}

/** One payment out that should exist (type PAYMENT, a positive amount). */
export interface PlannedRefundPayment {
  readonly transactionRef: string;
  readonly methodCode: string;
  readonly amount: string;
  readonly currency: string;
  readonly paidOn: string;
  /** `externalRef` of the sales order that it is about, and of the credit that carries it, if one does. */
  readonly salesOrderRef: string;
  readonly creditRef?: string;
}

/** What should stand in Brightpearl of one refund, besides the rows that were taken off. */
export interface PlannedRefund {
  readonly refundId: number;
  readonly credits: readonly PlannedCredit[];
  readonly payments: readonly PlannedRefundPayment[];
}
