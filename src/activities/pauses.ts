/**
 * Accounts and stores whose credentials are refused. While one is paused its activities wait, one at a time tries, and the
 * first that gets through un-pauses it; no order changes state over it.
 */
import { Context } from '@temporalio/activity';
import { RemoteError } from '../domain/remote-error';
import type { RemoteAccount } from '../store/account-status';
import type { Store } from '../store/store';
import { PAUSE_RETRY_MS, tryAgain } from './failures';

/** What the probe may need to get through, and those that wait for it are spread over. */
const PROBE_TIME_MS = 5_000;

/** Runs `work` unless its account is paused and somebody else is trying. Whose credentials are refused in it is paused. */
export async function unlessPaused<T>(store: Store, account: RemoteAccount, work: () => Promise<T>): Promise<T> {
  const paused = await store.accounts.get(account);
  if (paused && !(await store.accounts.takeProbe(account, probeName(), PAUSE_RETRY_MS))) {
    const message = `${account.system} ${account.scope} is paused: ${paused.reason}`;
    throw tryAgain('ACCOUNT_PAUSED', message, await untilProbed(store, account));
  }
  try {
    const result = await work();
    if (paused) await store.accounts.resume(account);
    return result;
  } catch (error) {
    // Work of a store may ask Brightpearl as well, and other stores.
    if (error instanceof RemoteError && error.kind === 'unauthorized') {
      await store.accounts.pause(error.fields, error.message);
    }
    throw error;
  }
}

/** Until the probe has tried again: whoever waits goes on as soon as it got through, and not a whole turn later. */
async function untilProbed(store: Store, account: RemoteAccount): Promise<number> {
  const now = await store.accounts.get(account);
  if (!now) return 0;
  const left = (now.probeUntil?.getTime() ?? 0) - Date.now();
  return Math.min(Math.max(left, 0), PAUSE_RETRY_MS) + PROBE_TIME_MS + Math.random() * PROBE_TIME_MS;
}

const probeName = (): string => {
  const { workflowExecution, activityId } = Context.current().info;
  return `${workflowExecution?.runId ?? 'none'}/${activityId}`;
};
