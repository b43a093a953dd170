/** What can go wrong when Temporal is asked for something, in words that its callers can answer with. */
import { WorkflowNotFoundError } from '@temporalio/common';
import {
  isGrpcServiceError,
  ScheduleNotFoundError,
  ServiceError,
  WorkflowFailedError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';

/** - `unavailable`: Temporal did not answer; the message may or may not have been taken.
 * - `no-answer`: Temporal took it, but no worker answered in time; it may still happen.
 * - `rejected`: the workflow refused it, and says why.
 * - `not-found`: there is no such workflow or schedule. */
export type TemporalErrorKind = 'unavailable' | 'no-answer' | 'rejected' | 'not-found';

export class TemporalError extends Error {
  override readonly name = 'TemporalError';

  constructor(
    readonly kind: TemporalErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const AWAY = 'Temporal cannot be reached';

/** The {@link TemporalError} that an error of the SDK's client means; any other error is passed on as it is. */
export function toTemporalError(error: unknown): unknown {
  if (error instanceof WorkflowUpdateFailedError || error instanceof WorkflowFailedError) {
    return new TemporalError('rejected', rootMessage(error), { cause: error });
  }
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
    return new TemporalError('no-answer', 'No worker answered in time; what was asked may still happen', {
      cause: error,
    });
  }
  if (error instanceof WorkflowNotFoundError || error instanceof ScheduleNotFoundError) {
    return new TemporalError('not-found', error.message, { cause: error });
  }
  if (error instanceof ServiceError || isGrpcServiceError(error)) {
    return new TemporalError('unavailable', AWAY, { cause: error });
  }
  return error;
}

/** The innermost reason: the failure an activity or validator gave, below the SDK's wrappers. */
function rootMessage(error: Error): string {
  let root = error;
  while (root.cause instanceof Error) root = root.cause;
  return root.message;
}
