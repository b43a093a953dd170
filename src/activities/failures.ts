/**
 * Remote errors become Temporal failures here, and nowhere else. The failure's `type` is part of our contract: an issue
 * code parks the order, everything else is tried again.
 */
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { Issue, IssueCode } from '../domain/issues';
import { RemoteError } from '../domain/remote-error';
import type { RemoteErrorFields } from '../domain/remote-error';

/** A paused account is looked at again this often; one of the waiting activities is the probe. */
export const PAUSE_RETRY_MS = 60_000;

/** Failures that are tried again without asking anybody; `docs/errors.md` says of each what it waits for. */
export const RETRIED_FAILURES = [
  'Throttled',
  'RemoteUnavailable',
  'OutcomeUnknown',
  'Conflict',
  'NotYetReadable',
  'ContactBusy',
  'ProductBusy',
  'TokenBusy',
  'SweepWaits',
  'NOTES_STOPPED',
  'CUSTOMERS_STOPPED',
  'ACCOUNT_PAUSED',
] as const;

export type RetriedFailure = (typeof RETRIED_FAILURES)[number];

/** Stops the order with an issue: never retried by Temporal, shown to people. */
export const issueFailure = (issue: Issue): ApplicationFailure =>
  ApplicationFailure.create({ message: issue.message, type: issue.code, nonRetryable: true, details: [issue] });

/** Tries again after `delayMs`, quietly: waiting is not an error. */
export const tryAgain = (type: RetriedFailure, message: string, delayMs: number): ApplicationFailure =>
  ApplicationFailure.create({
    message,
    type,
    nextRetryDelay: Math.max(1, Math.ceil(delayMs)),
    category: ApplicationFailureCategory.BENIGN,
  });

/** Milliseconds after which it makes sense to try again what was given up for now; undefined for any other error. */
export function waitOf(error: unknown): number | undefined {
  if (!(error instanceof ApplicationFailure) || error.category !== ApplicationFailureCategory.BENIGN) return undefined;
  return typeof error.nextRetryDelay === 'number' ? error.nextRetryDelay : undefined;
}

/** The issue that {@link issueFailure} was made of. */
export const issueOf = (error: unknown): Issue | undefined =>
  error instanceof ApplicationFailure && error.nonRetryable ? (error.details?.[0] as Issue | undefined) : undefined;

/** The failure that a remote error means for an activity; anything else is passed on as it is. */
export function toFailure(error: unknown): unknown {
  if (!(error instanceof RemoteError)) return error;
  const { fields } = error;
  switch (fields.kind) {
    case 'throttled':
      return tryAgain('Throttled', error.message, spread(fields.retryAfterMs ?? 1_000));
    case 'unauthorized':
      return tryAgain('ACCOUNT_PAUSED', error.message, PAUSE_RETRY_MS);
    case 'unavailable':
    case 'unknown-outcome':
    case 'conflict':
      return ApplicationFailure.create({
        message: error.message,
        type: (fields.kind === 'conflict' ? 'Conflict' : 'RemoteUnavailable') satisfies RetriedFailure,
        ...(fields.retryAfterMs === undefined ? {} : { nextRetryDelay: fields.retryAfterMs }),
      });
    case 'forbidden':
      return issueFailure(remoteIssue('PERMISSION_MISSING', error));
    case 'unexpected-body':
      return issueFailure(remoteIssue('UNEXPECTED_ANSWER', error));
    case 'not-found':
    case 'invalid':
      return issueFailure(remoteIssue(refusalOf(fields), error));
  }
}

/** Callers that were turned away together must not come back together. */
const spread = (ms: number): number => ms + Math.random() * Math.min(ms, 5_000);

const refusalOf = (fields: RemoteErrorFields): IssueCode =>
  fields.system === 'bigcommerce' ? 'REJECTED_BY_BIGCOMMERCE' : 'REJECTED_BY_BRIGHTPEARL';

function remoteIssue(code: IssueCode, error: RemoteError): Issue {
  const { system, method, path, status, code: vendorCode, requestId } = error.fields;
  return { code, message: error.message, details: { system, method, path, status, vendorCode, requestId } };
}
