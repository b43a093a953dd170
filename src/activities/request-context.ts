/**
 * What the current activity is working for: the audit trail says which order and which attempt a request belongs to, and
 * requests end with the attempt, without every call carrying it along.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface RequestContext {
  readonly workflowId: string;
  readonly runId: string;
  readonly activity: string;
  readonly attempt: number;
  /** Orders the requests concern; an activity may add to it while it works. */
  readonly subjects: Set<string>;
  /** Aborts when the attempt timed out, was cancelled, or its worker stops. */
  readonly signal?: AbortSignal;
}

const storage = new AsyncLocalStorage<RequestContext>();

export const runInContext = <T>(context: RequestContext, work: () => Promise<T>): Promise<T> =>
  storage.run(context, work);

export const currentContext = (): RequestContext | undefined => storage.getStore();

/** For requests that other activities wait for as well: the end of one attempt must not abort them for all. */
export function runShared<T>(work: () => T): T {
  const context = storage.getStore();
  if (!context) return work();
  const { signal: _signal, ...shared } = context;
  return storage.run(shared, work);
}
