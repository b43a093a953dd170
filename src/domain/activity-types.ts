/**
 * What the workflows hand to activities and get back: ids, hashes, versions and decisions, never personal data.
 * Part of the replayed contract: fields are added as optional, never renamed.
 */
import type { AfterSalePlan, CancelStep, ReplaceStep } from './after-sale-types';
import type {
  ActOnPaymentInput,
  CancelInStoreInput,
  CloseSalesOrderInput,
  MirrorResult,
  MoveStatusInput,
  RefundStaffCreditInput,
} from './brightpearl-change-types';
import type { Issue } from './issues';
import type { OrderKey } from './ids';
import type { OperatorCommand, ParkedIssue } from './messages';
import type { RefundActivities } from './refund-types';
import type { SyncState } from './states';

/** `asOf` is workflow time (ms): the board ignores a write older than the one it has. */
export interface OrderStep {
  readonly key: OrderKey;
  readonly asOf: number;
}

export interface ReadOrderInput extends OrderStep {
  /** Hash of the version the run last handled; an equal one ends the step after one read. */
  readonly knownHash?: string;
  /** True when something besides the order document itself may have changed (transactions, refunds). */
  readonly deep: boolean;
}

/** What one reading of an order found. */
export type ReadOrderResult =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'issue'; readonly issue: Issue }
  | {
      readonly kind: 'changed';
      readonly snapshotId: string;
      readonly hash: string;
      readonly route: string;
      readonly account: string;
    };

export interface PlanOrderInput extends OrderStep {
  readonly snapshotId: string;
  readonly route: string;
  readonly account: string;
  /** Brightpearl told of its side, or nobody knows whether it has: its documents are read as they are now. */
  readonly brightpearlNews?: boolean;
}

/** One sales order of the plan. `part` indexes the stored plan. */
export interface PlannedPart {
  readonly part: number;
  readonly externalRef: string;
  /** Set when it exists already. */
  readonly salesOrderId?: number;
  /** Its figures were proved and its stock asked for: nothing is left to do but payments. */
  readonly complete: boolean;
  readonly reserves: boolean;
}

export type PlanOrderResult =
  | {
      readonly kind: 'import';
      readonly planId: string;
      readonly parts: readonly PlannedPart[];
      /** Indexes into the stored plan of payments that Brightpearl is not known to have. */
      readonly payments: readonly number[];
      readonly notes: boolean;
      /** True when all of it is in Brightpearl and nothing is left to write. */
      readonly upToDate: boolean;
      /** Of an order whose sales orders all existed when it was planned. */
      readonly after?: AfterSalePlan;
    }
  /** Every sales order of the order is cancelled, and it is to stay so. */
  | { readonly kind: 'cancelled'; readonly salesOrderIds: readonly number[]; readonly after: AfterSalePlan }
  /** A sales order is being replaced: that is brought to its end before anything else. */
  | { readonly kind: 'replacing'; readonly after: ReplacingPlan }
  | { readonly kind: 'hold'; readonly rule: string; readonly reason: string; readonly until: string | null }
  | { readonly kind: 'skip'; readonly rule: string; readonly reason: string }
  | {
      readonly kind: 'issues';
      readonly issues: readonly Issue[];
      /** Of an order that is imported: what can be done about it all the same. */
      readonly after?: AfterSalePlan;
    };

type ReplacingPlan = AfterSalePlan & { readonly steps: { readonly replace: ReplaceStep } };

export interface PlanStep extends OrderStep {
  readonly planId: string;
  readonly account: string;
}

export interface PartStep extends PlanStep {
  readonly part: number;
}

export interface CreateSalesOrderInput extends PartStep {
  /** Not needed where the sales order exists and is only proved again. */
  readonly contactId?: number;
}

/** The sales order as read back; `mismatch` when its figures are not the store's, and it was moved to the hold status. */
export interface CreateSalesOrderResult {
  readonly salesOrderId: number;
  readonly mismatch?: Issue;
}

export interface ReserveInput extends PartStep {
  readonly salesOrderId: number;
}

export interface AmendSalesOrderInput extends PartStep {
  readonly salesOrderId: number;
}

/** `issue`: what a person has to look at, where the sales order could not be brought level. */
export interface AmendSalesOrderResult {
  readonly issue?: Issue;
}

export interface CancelSalesOrderInput extends OrderStep, CancelStep {
  readonly account: string;
}

export interface CancelSalesOrderResult {
  readonly issue?: Issue;
}

export interface ReplaceInput extends OrderStep, ReplaceStep {
  readonly account: string;
}

/** `issue`: why it was not begun, or what is wrong with the sales credit. */
export interface CreditSalesOrderResult {
  readonly issue?: Issue;
}

export interface PaymentStep extends PlanStep {
  readonly payment: number;
  /** Of all parts: which of them the payment is booked on stands with it in the plan. */
  readonly salesOrderIds: readonly number[];
}

export interface LinkBackInput extends OrderStep {
  readonly planId: string;
  readonly salesOrderIds: readonly number[];
}

export interface SaveStateInput extends OrderStep {
  readonly state: SyncState;
  /** In a few words, for the board. */
  readonly step: string;
  readonly issue?: Issue;
  readonly until?: string;
  readonly salesOrderIds?: readonly number[];
}

export interface RecordDecisionInput extends OrderStep {
  readonly command: OperatorCommand;
  readonly issue?: ParkedIssue;
}

/** Activities that read or write the database, or decide without the remote systems. Queue: orchestrate. */
export interface OrchestrateActivities {
  saveState(input: SaveStateInput): Promise<void>;
  recordDecision(input: RecordDecisionInput): Promise<{ decisionId: string }>;
}

/** Activities that talk to one BigCommerce store. Queue: that store's. */
export interface BigCommerceOrderActivities {
  readOrder(input: ReadOrderInput): Promise<ReadOrderResult>;
  linkBack(input: LinkBackInput): Promise<void>;
  cancelInStore(input: CancelInStoreInput): Promise<MirrorResult>;
  moveInStore(input: MoveStatusInput): Promise<void>;
  actOnPayment(input: ActOnPaymentInput): Promise<void>;
  refundStaffCredit(input: RefundStaffCreditInput): Promise<MirrorResult>;
}

/** Activities that talk to one Brightpearl account. Queue: that account's. */
export interface BrightpearlOrderActivities extends RefundActivities {
  planOrder(input: PlanOrderInput): Promise<PlanOrderResult>;
  ensureContact(input: PlanStep): Promise<{ contactId: number }>;
  createSalesOrder(input: CreateSalesOrderInput): Promise<CreateSalesOrderResult>;
  reserveStock(input: ReserveInput): Promise<void>;
  recordPayment(input: PaymentStep): Promise<void>;
  amendSalesOrder(input: AmendSalesOrderInput): Promise<AmendSalesOrderResult>;
  cancelSalesOrder(input: CancelSalesOrderInput): Promise<CancelSalesOrderResult>;
  creditSalesOrder(input: ReplaceInput): Promise<CreditSalesOrderResult>;
  retireSalesOrder(input: ReplaceInput): Promise<void>;
  moveInBrightpearl(input: MoveStatusInput): Promise<void>;
  closeSalesOrder(input: CloseSalesOrderInput): Promise<void>;
  writeNotes(input: PartStep & { readonly salesOrderId: number }): Promise<void>;
}
