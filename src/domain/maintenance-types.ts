/** Arguments and results of the scheduled and on-demand workflows that are not about one order. */

/** Bounds of a walk over a store's orders by date of change; ISO times. */
export interface SweepInput {
  readonly taskQueuePrefix: string;
  readonly storeHash: string;
  /** A backfill walks these bounds and leaves the watermark alone; without them the walk starts at the watermark. */
  readonly bounds?: { readonly from: string; readonly to: string };
  /** Where a continued run goes on. */
  readonly cursor?: SweepCursor;
  readonly counts?: SweepCounts;
}

/** A walk from here misses nothing that was not handled yet. */
export interface SweepCursor {
  readonly since: string;
}

export interface SweepCounts {
  readonly listed: number;
  readonly signaled: number;
}

/** Of an account: sales orders that changed, whoever changed them. */
export interface SalesOrderSweepInput {
  readonly taskQueuePrefix: string;
  readonly account: string;
}

export interface SweepPageResult extends SweepCounts {
  /** Undefined when the walk has reached its end. */
  readonly next?: SweepCursor;
}

/** Refunds that were listed, and orders that were poked. */
export type RefundSweepCounts = SweepCounts;

export interface RefundSweepInput {
  readonly taskQueuePrefix: string;
  readonly storeHash: string;
}

export interface DoctorResult {
  /** Unsettled on the board, and no workflow runs: poked. */
  readonly restarted: readonly string[];
  /** A workflow runs, and the board has no row: poked. */
  readonly unlisted: readonly string[];
  /** Board and workflow name different states: poked. */
  readonly differing: readonly string[];
  /** A note of theirs is not settled for long, and no workflow runs: poked. */
  readonly shipping: readonly string[];
}

export interface ReconcileInput {
  readonly taskQueuePrefix: string;
  readonly route: string;
  readonly storeHash: string;
  readonly account: string;
  /** Days back, counted in the account's zone. */
  readonly days: number;
}

/** One order that is not the same on both sides, or is missing on one. Amounts are decimal strings. */
export interface ReconcileDifference {
  readonly orderId: number;
  readonly salesOrderIds: readonly number[];
  readonly what: 'missing' | 'total' | 'tax' | 'payment' | 'duplicate' | 'shipment' | 'invoice';
  readonly store: string;
  readonly brightpearl: string;
  readonly currency: string;
}

export interface ReconcileResult {
  readonly reportId: string;
  readonly compared: number;
  readonly differences: readonly ReconcileDifference[];
}

export interface SetupInput {
  readonly taskQueuePrefix: string;
  readonly storeHashes: readonly string[];
  readonly accountCodes: readonly string[];
}

export interface SetupResult {
  /** Sentences: what was made, repaired, removed or found right. */
  readonly done: readonly string[];
}

export interface CheckInput {
  readonly taskQueuePrefix: string;
  readonly storeHash: string;
  readonly orders: number;
}

/** What the mapping would do with one real order; nothing was written anywhere. */
export interface CheckedOrder {
  readonly orderId: number;
  readonly route?: string;
  readonly addsUp: boolean;
  readonly decision: 'import' | 'hold' | 'skip' | 'issue';
  readonly basis?: string;
  readonly total: string;
  readonly currency: string;
  readonly problems: readonly string[];
}

export interface CheckResult {
  readonly orders: readonly CheckedOrder[];
  /** Sentences about the configuration. */
  readonly notes: readonly string[];
  readonly addUp: number;
}

/** Queue: the store's. */
export interface StoreMaintenanceActivities {
  sweepPage(input: SweepInput): Promise<SweepPageResult>;
  sweepRefunds(input: { readonly storeHash: string }): Promise<RefundSweepCounts>;
  ensureStoreHooks(input: { readonly storeHash: string }): Promise<readonly string[]>;
}

/** Queue: the account's. */
export interface AccountMaintenanceActivities {
  ensureAccountHooks(input: { readonly account: string }): Promise<readonly string[]>;
  sweepSalesOrders(input: { readonly account: string }): Promise<SweepCounts>;
  reconcileRoute(input: ReconcileInput): Promise<ReconcileResult>;
}

/** Queue: orchestrate. */
export interface ConnectorMaintenanceActivities {
  ensureSearchAttributes(): Promise<readonly string[]>;
  ensureSchedules(): Promise<readonly string[]>;
  examine(): Promise<DoctorResult>;
  checkOrders(input: CheckInput): Promise<CheckResult>;
  forgetOldRecords(): Promise<{ readonly deleted: number }>;
}
