/** Waiting for a turn: a short wait happens here, a long one is given back to the caller's scheduler. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './classification';
import type { Lane, QuotaReading, RateBudget } from './budget';

/** Longer waits would hold a worker's slot for nothing. */
const MAX_WAIT_IN_PROCESS_MS = 2_000;

export interface Pace {
  /** Shared by all clients of one store or account. */
  readonly budget: RateBudget;
  readonly lane: Lane;
}

/** How a vendor's answers tell what is left of the quota. */
export type ReadQuota = (answer: Answer) => QuotaReading | undefined;

/** Undefined when it is the caller's turn, else the milliseconds after which to try again. Rejects when aborted. */
export async function waitForTurn(pace: Pace, requests: number, signal?: AbortSignal): Promise<number | undefined> {
  for (;;) {
    const turn = pace.budget.acquire(pace.lane, requests);
    if (turn.waitMs === 0) return undefined;
    if (turn.waitMs > MAX_WAIT_IN_PROCESS_MS) return turn.retryAfterMs;
    await abortableSleep(turn.waitMs, signal);
  }
}

async function abortableSleep(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
