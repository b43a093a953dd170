/**
 * Around every activity: gives the clients' requests their context, turns remote errors into failures, and shows on the
 * board that an activity keeps failing, which its workflow cannot see.
 */
import type { Context } from '@temporalio/activity';
import type { ActivityInboundCallsInterceptor, ActivityInterceptors } from '@temporalio/worker';
import { toFailure } from '../activities/failures';
import { runInContext } from '../activities/request-context';
import type { RequestContext } from '../activities/request-context';
import { parseOrderWorkflowId } from '../domain/ids';
import type { OrderKey } from '../domain/ids';
import { orderSubject } from '../store/exchanges';

/** Two failures are a hiccup; from the third attempt on people should see it. */
const VISIBLE_FROM_ATTEMPT = 3;
/** Signs of life within one heartbeat timeout: one may be late. */
const BEATS_A_TIMEOUT = 4;

/** Writes or clears "retrying since" of an order. Failing to write it must not fail the activity. */
export interface RetryBoard {
  markRetrying(key: OrderKey, error: string): Promise<void>;
  clearRetrying(key: OrderKey): Promise<void>;
}

export const activityInterceptors =
  (board: RetryBoard) =>
  (context: Context): ActivityInterceptors => ({
    inbound: new ObservedActivity(context, board),
  });

class ObservedActivity implements ActivityInboundCallsInterceptor {
  constructor(
    private readonly context: Context,
    private readonly board: RetryBoard,
  ) {}

  async execute(
    ...[input, next]: Parameters<NonNullable<ActivityInboundCallsInterceptor['execute']>>
  ): Promise<unknown> {
    const { info } = this.context;
    const workflow = info.workflowExecution;
    const key = workflow ? orderOf(workflow.workflowId, input.args) : undefined;
    const request: RequestContext = {
      workflowId: workflow?.workflowId ?? '',
      runId: workflow?.runId ?? '',
      activity: info.activityType,
      attempt: info.attempt,
      subjects: new Set(key ? [orderSubject(key)] : []),
      signal: this.context.cancellationSignal,
    };
    try {
      const result = await runInContext(request, () => this.alive(() => next(input)));
      if (key && info.attempt >= VISIBLE_FROM_ATTEMPT) await this.quietly(() => this.board.clearRetrying(key));
      return result;
    } catch (error) {
      if (key && info.attempt >= VISIBLE_FROM_ATTEMPT) {
        const message = error instanceof Error ? error.message : String(error);
        await this.quietly(() => this.board.markRetrying(key, message));
      }
      throw toFailure(error);
    }
  }

  /** However long a single request takes, Temporal hears that the process lives, and the attempt hears when it was given up. */
  private async alive<T>(work: () => Promise<T>): Promise<T> {
    const timeoutMs = this.context.info.heartbeatTimeoutMs;
    if (timeoutMs === undefined) return work();
    const beat = setInterval(() => this.context.heartbeat(), timeoutMs / BEATS_A_TIMEOUT);
    try {
      return await work();
    } finally {
      clearInterval(beat);
    }
  }

  private async quietly(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.context.log.warn('board not updated', { error: error instanceof Error ? error.message : String(error) });
    }
  }
}

/** A note's workflow has an id of its own, and says with every step which order it is about. */
function orderOf(workflowId: string, [step]: readonly unknown[]): OrderKey | undefined {
  const isOfNote = workflowId.startsWith('fulfillment/');
  return isOfNote ? (step as { readonly key: OrderKey }).key : parseOrderWorkflowId(workflowId);
}
