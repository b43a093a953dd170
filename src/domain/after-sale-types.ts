/**
 * What is still to be done about an order that was imported: edits, refunds, cancellation, shipments. Ids and indexes
 * only; part of the replayed contract like `activity-types.ts`.
 */
import type { PendingNote } from './fulfillment-types';
import type { BrightpearlChangeSteps } from './brightpearl-change-types';
import type { Issue } from './issues';
import type { RefundStep } from './refund-types';

/** In the order in which they are carried out; each kind is absent where there is nothing of it. */
export interface AfterSaleSteps {
  /** Sales orders that are brought level with the order as the store has it now. `part` indexes the stored plan. */
  readonly amend?: readonly { readonly part: number; readonly salesOrderId: number }[];
  /** Sales orders that are cancelled, as the order was in the store. */
  readonly cancel?: readonly CancelStep[];
  /** Oldest first. */
  readonly refunds?: readonly RefundStep[];
  /** What follows of changes in Brightpearl. */
  readonly mirror?: BrightpearlChangeSteps;
  /** What left the warehouse and the store does not show yet, oldest first. */
  readonly notes?: readonly PendingNote[];
}

export interface CancelStep {
  readonly externalRef: string;
  readonly salesOrderId: number;
  /** Whose rules say which status cancels. */
  readonly route: string;
  /** How the order ended in the store, in a word. */
  readonly ending: string;
}

/** What a pass finds to be done after the sale, and what stands in its way. Issues stop no step. */
export interface AfterSalePlan {
  readonly steps: AfterSaleSteps;
  readonly issues: readonly Issue[];
}
