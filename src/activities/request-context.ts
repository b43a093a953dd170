/**
 * What the current activity is working for, so that the one instrumentation point of the clients can say in the audit
 * trail which order and which attempt a request belongs to, without every call carrying it along.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface RequestContext {
  readonly workflowId: string;
  readonly runId: string;
  readonly activity: string;
  readonly attempt: number;
  /** Orders the requests concern; an activity may add to it while it works. */
  readonly subjects: Set<string>;
}

const storage = new AsyncLocalStorage<RequestContext>();

export const runInContext = <T>(context: RequestContext, work: () => Promise<T>): Promise<T> =>
  storage.run(context, work);

export const currentContext = (): RequestContext | undefined => storage.getStore();
