/** What an order shows of a step that failed for good. */
import { ApplicationFailure } from '@temporalio/workflow';
import type { ActivityFailure } from '@temporalio/workflow';
import type { OrderKey } from '../../domain/ids';
import { issue, ISSUES } from '../../domain/issues';
import type { Issue, IssueCode } from '../../domain/issues';

/** The issue that the failure names, else one that says where to look: the words of a stranger stay in the history. */
export function issueOfFailure({ activityType, cause }: ActivityFailure, { orderId }: OrderKey): Issue {
  const type = cause instanceof ApplicationFailure ? cause.type : cause?.name;
  if (cause instanceof ApplicationFailure && type && type in ISSUES) {
    const given = cause.details?.[0] as Issue | undefined;
    return given ?? { code: type as IssueCode, message: cause.message };
  }
  return issue(
    'UNEXPECTED_FAILURE',
    `Order ${orderId}: step ${activityType} failed with ${type ?? 'an unknown error'}. Look at it in the Temporal UI and ` +
      'report it; retry when resolved.',
    { details: { activity: activityType, type } },
  );
}
