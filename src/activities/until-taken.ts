/** What no retry mends would end a workflow in silence, and with it what was signaled to it: it is tried again seldom instead. */
import { ApplicationFailure } from '@temporalio/common';
import { RemoteError } from '../domain/remote-error';

/** Somebody has to do something about it. */
const STOPPED_RETRY_MS = 5 * 60_000;

const STOPS: readonly RemoteError['kind'][] = ['forbidden', 'unexpected-body', 'not-found', 'invalid'];

/** How people are told. */
interface Signs {
  /** Also of credentials that are refused, for which the account or store is paused. */
  readonly raise?: (error: RemoteError) => Promise<void>;
  readonly clear?: () => Promise<void>;
}

/** @param type what a refusal that no retry changes is called */
export async function untilTaken<Result>(
  type: 'STOCK_STOPPED' | 'CATALOG_STOPPED' | 'NOTES_STOPPED' | 'CUSTOMERS_STOPPED',
  work: () => Promise<Result>,
  { raise, clear }: Signs = {},
): Promise<Result> {
  try {
    const result = await work();
    await clear?.();
    return result;
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    const isStop = STOPS.includes(error.kind);
    if (isStop || error.kind === 'unauthorized') await raise?.(error);
    if (!isStop) throw error;
    throw ApplicationFailure.create({ message: error.message, type, nextRetryDelay: STOPPED_RETRY_MS, cause: error });
  }
}
