/**
 * Accounts and stores whose credentials are refused. While one is paused its activities wait, one at a time tries, and the
 * first that gets through un-pauses it; no order changes state over it.
 */
import { Context } from '@temporalio/activity';
import { RemoteError } from '../domain/remote-error';
import type { RemoteAccount } from '../store/account-status';
import type { Store } from '../store/store';
import { PAUSE_RETRY_MS, tryAgain } from './failures';

/** Runs `work` unless its account is paused and somebody else is trying. Whose credentials are refused in it is paused. */
export async function unlessPaused<T>(store: Store, account: RemoteAccount, work: () => Promise<T>): Promise<T> {
  const paused = await store.accounts.get(account);
  if (paused && !(await store.accounts.takeProbe(account, probeName(), PAUSE_RETRY_MS))) {
    throw tryAgain('ACCOUNT_PAUSED', `${account.system} ${account.scope} is paused: ${paused.reason}`, PAUSE_RETRY_MS);
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

const probeName = (): string => {
  const { workflowExecution, activityId } = Context.current().info;
  return `${workflowExecution?.runId ?? 'none'}/${activityId}`;
};
