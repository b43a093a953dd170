/**
 * The messages of the `order` workflow: what may be sent to it, and what it answers. Wire names are part of our contract
 * with running workflows: a rename breaks them.
 */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { IssueCode } from './issues';
import type { OrderKey } from './ids';
import type { SyncState } from './states';

/** "Look at this order again." Carries no state: current truth is re-read. `reason` is shown in the history. */
export interface OrderChanged {
  readonly reason: 'webhook' | 'sweep' | 'backfill' | 'doctor' | 'operator' | 'brightpearl';
  /**
   * BigCommerce's id of the event: its `Webhook-Id`, else the payload's hash. Shown to people; nothing is dropped by it, as
   * two changes can have one hash.
   */
  readonly eventId?: string;
  /** The scope of the event, for people (`store/order/updated`). */
  readonly scope?: string;
}

export const ORDER_WORKFLOW_TYPE = 'order';

/** Start argument of the `order` workflow. */
export interface OrderWorkflowInput {
  readonly key: OrderKey;
  readonly taskQueuePrefix: string;
  readonly timings: OrderTimings;
  /** Set when the run only waits for a person: such a run never contains the import path. */
  readonly parked?: ParkedIssue;
  /** Set when a person's ruling ended the wait before this run. */
  readonly ruled?: boolean;
  /** Set when the run before grew too long between two passes. */
  readonly continued?: ContinuedRun;
}

/** What a run that takes over from a long one would otherwise have to find out again. */
export interface ContinuedRun {
  /** Hash of the version that was handled last; absent when none was. */
  readonly knownHash?: string;
  /** Brightpearl told of its side, and nobody has looked yet. */
  readonly brightpearlNews?: boolean;
  readonly state: SyncState;
  readonly salesOrderIds: readonly number[];
}

/** Durations in milliseconds, from the configuration, so that tests can be quick. */
export interface OrderTimings {
  /** How long a settled run lingers so that the echoes of its own writes join it. */
  readonly settleMs: number;
  /** How long to wait before an order that does not fit is read once more: its parts may still be arriving. */
  readonly recheckMs: number;
  /** How long Brightpearl's search may not show what a person just changed there. @default 0 */
  readonly searchLagMs?: number;
  /** First retry delay of an activity. */
  readonly retryInitialMs: number;
  /** Ceiling of the retry delay. */
  readonly retryMaxMs: number;
  /** Limit of one attempt of an activity, and how long the work of a process that died lies still. @default 120000 */
  readonly activityTimeoutMs?: number;
}

export interface ParkedIssue {
  readonly code: IssueCode;
  readonly message: string;
  readonly state: Extract<SyncState, 'NEEDS_ATTENTION' | 'HELD' | 'SKIPPED'>;
  /** Name of the rule that holds the order. */
  readonly rule?: string;
  /** ISO time at which a hold ends by itself. */
  readonly until?: string;
}

export const OPERATOR_VERBS = ['retry', 'skip', 'release', 'amend'] as const;
export type OperatorVerb = (typeof OPERATOR_VERBS)[number];

/** What a person rules. Schemas of `arguments` are checked at the edge (`api`) and again before it is stored. */
export interface OperatorCommand {
  readonly verb: OperatorVerb;
  /** Who, for the record. */
  readonly actor: string;
  /** The caller's id of this command: the same id twice is one command. */
  readonly commandId: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

export interface OperatorAnswer {
  readonly accepted: true;
  readonly state: SyncState;
  readonly decisionId: string;
}

/** What the query `status` answers; no personal data. */
export interface OrderStatus {
  readonly key: OrderKey;
  readonly state: SyncState;
  readonly step: string;
  readonly issue?: { readonly code: IssueCode; readonly message: string; readonly fix: string };
  readonly salesOrderIds: readonly number[];
  readonly until?: string;
}

export const orderChangedSignal = defineSignal<[OrderChanged]>('orderChanged');
export const operatorCommandUpdate = defineUpdate<OperatorAnswer, [OperatorCommand]>('operatorCommand');
export const orderStatusQuery = defineQuery<OrderStatus>('status');
