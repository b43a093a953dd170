/** What the `notes` workflows are started with, from the configuration: one of each account that orders are routed to. */
import type { Config } from '../../config/config';
import type { NotesInput } from '../../domain/note-messages';
import type { NotesInputs } from '../../temporal/notes-client';

/** Of one attempt of an activity, where the configuration does not say. */
const ACTIVITY_TIMEOUT_MS = 120_000;

export function notesInputs({ routes, taskQueuePrefix, timings }: Config): NotesInputs {
  const { settleMs, retryInitialMs, retryMaxMs, activityTimeoutMs = ACTIVITY_TIMEOUT_MS } = timings.order;
  const { gatherMs } = timings.notes;
  const inputOf = (account: string): NotesInput => ({
    account,
    taskQueuePrefix,
    timings: { gatherMs, settleMs, retryInitialMs, retryMaxMs, activityTimeoutMs },
  });
  return new Map(routes.map(({ account }) => [account, inputOf(account)]));
}
