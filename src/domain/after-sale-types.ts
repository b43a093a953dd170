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
  /** A sales order that is credited as a whole and made anew. Nothing else is done beside it: what follows is planned anew. */
  readonly replace?: ReplaceStep;
  /** Sales orders that are cancelled, as the order was in the store. */
  readonly cancel?: readonly CancelStep[];
  /** Oldest first. */
  readonly refunds?: readonly RefundStep[];
  /** What follows of changes in Brightpearl. */
  readonly mirror?: BrightpearlChangeSteps;
  /** What left the warehouse and the store does not show yet, oldest first. */
  readonly notes?: readonly PendingNote[];
}

export interface ReplaceStep {
  readonly externalRef: string;
  readonly salesOrderId: number;
  /** Whose rules say what becomes of the sales credit. */
  readonly route: string;
  /** The version that a person chose it for, and the decision that says so. */
  readonly sourceHash: string;
  readonly decision: string;
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
