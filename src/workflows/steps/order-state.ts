/** What a run of the `order` workflow shows of itself: search attributes, current details and the `status` query. */
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { ISSUES } from '../../domain/issues';
import type { ContinuedRun, OrderStatus, OrderWorkflowInput, ParkedIssue } from '../../domain/messages';
import { BrightpearlOrderIdKey, IssueTypeKey, SyncStateKey } from '../../domain/search-attributes';
import type { SyncState } from '../../domain/states';

export class OrderState {
  private state: SyncState;
  private step = 'Waiting';
  private salesOrderIds: number[];

  constructor(private readonly input: OrderWorkflowInput) {
    const { parked, continued } = input;
    this.state = parked?.state ?? continued?.state ?? 'PENDING';
    this.salesOrderIds = [...(continued?.salesOrderIds ?? [])];
  }

  get current(): SyncState {
    return this.state;
  }

  showStep(step: string): void {
    this.step = step;
    setCurrentDetails(this.details());
  }

  addSalesOrder(id: number): void {
    if (!this.salesOrderIds.includes(id)) this.salesOrderIds.push(id);
  }

  /** Upserts on a change of state only: each upsert is a history event and a visibility write. */
  enter(state: SyncState, issueCode?: string): void {
    if (state === this.state && issueCode === undefined) return;
    // Both mean "on its way": for the seconds between them the index is not worth a write.
    const isWorthAnUpsert = !(this.state === 'PENDING' && state === 'SYNCING');
    this.state = state;
    if (!isWorthAnUpsert) return;
    const ids = this.salesOrderIds.join(',');
    upsertSearchAttributes([
      { key: SyncStateKey, value: state },
      { key: IssueTypeKey, value: issueCode ?? null },
      ...(ids === '' ? [] : [{ key: BrightpearlOrderIdKey, value: ids }]),
    ]);
  }

  showParked(parked: ParkedIssue): void {
    this.step = parked.state === 'HELD' ? 'Held by a rule' : 'Waiting for a person';
    const fix = ISSUES[parked.code].fix;
    setCurrentDetails(
      [`**${parked.state}**: ${parked.message}`, '', `*What to do:* ${fix}`, parked.until && `Until ${parked.until}`]
        .filter((line) => line !== undefined)
        .join('\n'),
    );
  }

  /** For the run that takes over. */
  toContinue(): Omit<ContinuedRun, 'knownHash'> {
    return { state: this.state, salesOrderIds: this.salesOrderIds };
  }

  status(): OrderStatus {
    const parked = this.input.parked;
    return {
      key: this.input.key,
      state: this.state,
      step: this.step,
      salesOrderIds: this.salesOrderIds,
      ...(parked ? { issue: { code: parked.code, message: parked.message, fix: ISSUES[parked.code].fix } } : {}),
      ...(parked?.until ? { until: parked.until } : {}),
    };
  }

  private details(): string {
    const orders = this.salesOrderIds.length === 0 ? '' : `\n\nSales order ${this.salesOrderIds.join(', ')}`;
    return `**${this.state}**: ${this.step}${orders}`;
  }
}
