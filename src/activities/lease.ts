/** Work that only one order, customer or job at a time may do: what it looks for and then makes must not be made by two. */
import type { ActivityDeps } from './deps';
import { tryAgain, type RetriedFailure } from './failures';

/** Where the configuration does not say how long a step may take. */
const LEASE_MS = 120_000;
/** Whoever was turned away comes back soon: most leases are held for a request or two. */
const MAX_WAIT_MS = 1_000;

export interface Lease {
  readonly name: string;
  readonly fence: number;
}

interface LeaseWanted {
  readonly name: string;
  /** The reference of the order or customer that it is done for, or the id of a job's workflow. */
  readonly owner: string;
  /** The failure of a try that another owner was ahead of. */
  readonly busy: { readonly type: RetriedFailure; readonly message: string };
}

/**
 * Its owner has the lease, not the attempt: when the process dies, the next attempt takes over at once. Others wait no longer
 * than the attempt may last.
 */
export async function underLease<T>(
  deps: ActivityDeps,
  { name, owner, busy }: LeaseWanted,
  work: (lease: Lease) => Promise<T>,
): Promise<T> {
  const ttlMs = deps.config.timings.order.activityTimeoutMs ?? LEASE_MS;
  const claim = await deps.store.claims.acquire(name, owner, ttlMs);
  if (!claim.acquired) throw tryAgain(busy.type, busy.message, Math.min(claim.retryAfterMs, MAX_WAIT_MS));
  try {
    return await work({ name, fence: claim.fence });
  } finally {
    await deps.store.claims.release(name, claim.fence);
  }
}
